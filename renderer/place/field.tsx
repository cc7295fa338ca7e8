interface FieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** Typed unseen. */
  readonly secret?: boolean
  readonly maxLength?: number
  readonly placeholder?: string
  /** Has the focus when its form appears. */
  readonly first?: boolean
}

/** One line to type in, with its name above. Nothing is completed, corrected or remembered. */
export function Field({
  label,
  value,
  onChange,
  secret = false,
  maxLength = 1024,
  placeholder,
  first,
}: FieldProps) {
  return (
    <label className="place-field">
      {label}
      <input
        type={secret ? 'password' : 'text'}
        autoComplete="off"
        spellCheck={false}
        autoFocus={first}
        {...{ maxLength, placeholder, value }}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  )
}
