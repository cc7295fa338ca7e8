/** One mark or icon as inline SVG. */
import { ICONS, type IconName } from './icons'
import { MARKS, MARK_GRID, type MarkName, type MarkPath } from './marks'

const MARK_SIZE = 14

const INK = { ink: 'currentColor', halo: 'var(--halo, var(--c-canvas))' } as const

interface MarkProps {
  readonly name: MarkName
  readonly size?: number
  /** Spoken name; left out where a word stands beside the mark. */
  readonly label?: string
  readonly className?: string
}

export function Mark({ name, size = MARK_SIZE, label, className }: MarkProps) {
  const paths: readonly MarkPath[] = MARKS[name]
  return (
    <svg
      className={className === undefined ? 'mark' : `mark ${className}`}
      width={size}
      height={size}
      viewBox={`0 0 ${MARK_GRID} ${MARK_GRID}`}
      {...spoken(label)}
    >
      {paths.map((path) => (
        <path
          key={path.d}
          d={path.d}
          fill={path.fill === undefined ? 'none' : INK[path.fill]}
          stroke={path.stroke === undefined ? 'none' : INK[path.stroke]}
          strokeWidth={path.width}
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ))}
    </svg>
  )
}

interface IconProps {
  readonly name: IconName
  readonly size?: number
  readonly label?: string
  readonly className?: string
}

export function Icon({ name, size = 16, label, className }: IconProps) {
  const paths: readonly { d: string; width?: number }[] = ICONS[name]
  return (
    <svg
      className={className === undefined ? 'icon' : `icon ${className}`}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      {...spoken(label)}
    >
      {paths.map((path) => (
        <path key={path.d} d={path.d} {...(path.width === undefined ? {} : { strokeWidth: path.width })} />
      ))}
    </svg>
  )
}

function spoken(label: string | undefined) {
  return label === undefined
    ? ({ 'aria-hidden': true } as const)
    : ({ role: 'img', 'aria-label': label } as const)
}
