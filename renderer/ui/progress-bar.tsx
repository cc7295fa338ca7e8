import './progress-bar.css'

interface ProgressBarProps {
  readonly label: string
  /** 0..1 */
  readonly part: number
  readonly quiet?: boolean
  readonly className?: string
}

export function ProgressBar({ label, part, quiet = false, className }: ProgressBarProps) {
  const percent = Math.round(Math.min(1, Math.max(0, part)) * 100)
  return (
    <span
      className={['progress', quiet ? 'progress-quiet' : '', className ?? ''].filter(Boolean).join(' ')}
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      <span style={{ width: `${percent}%` }} />
    </span>
  )
}
