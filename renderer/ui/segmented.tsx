import { type KeyboardEvent, useRef } from 'react'
import './segmented.css'

export interface Segment<T extends string> {
  readonly value: T
  readonly label: string
  readonly title?: string
  /** Shown, so that nothing moves when it can be chosen. */
  readonly disabled?: boolean
}

interface SegmentedProps<T extends string> {
  readonly label: string
  readonly segments: readonly Segment<T>[]
  readonly value: T
  readonly onChange: (value: T) => void
}

/** One of a few: a radio group whose arrows move the choice. */
export function Segmented<T extends string>({ label, segments, value, onChange }: SegmentedProps<T>) {
  const group = useRef<HTMLDivElement>(null)

  const move = (event: KeyboardEvent): void => {
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    const index = segments.findIndex((segment) => segment.value === value)
    let next = index
    do next = (next + step + segments.length) % segments.length
    while (segments[next]?.disabled === true && next !== index)
    const segment = segments[next]
    if (segment === undefined) return
    onChange(segment.value)
    group.current?.querySelectorAll('button')[next]?.focus()
  }

  return (
    <div ref={group} className="segmented" role="radiogroup" aria-label={label} onKeyDown={move}>
      {segments.map((segment) => (
        <button
          key={segment.value}
          type="button"
          role="radio"
          aria-checked={segment.value === value}
          tabIndex={segment.value === value ? 0 : -1}
          title={segment.title}
          disabled={segment.disabled}
          onClick={() => onChange(segment.value)}
        >
          {segment.label}
        </button>
      ))}
    </div>
  )
}

const STEPS: { readonly [key: string]: number } = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }
