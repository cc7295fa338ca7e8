import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import './splitter.css'

interface SplitterProps {
  readonly label: string
  /** `horizontal`: a line between top and bottom; `vertical`: between left and right. */
  readonly orientation: 'horizontal' | 'vertical'
  readonly value: number
  readonly min: number
  readonly max: number
  /** +1: moving right or down makes the value larger; -1: smaller. */
  readonly direction?: 1 | -1
  readonly onChange: (value: number) => void
  readonly onReset: () => void
}

const KEY_STEP = 16

/** A line that divides two panes: drag it, or move it with the arrow keys; a double click puts it back. */
export function Splitter({
  label,
  orientation,
  value,
  min,
  max,
  direction = 1,
  onChange,
  onReset,
}: SplitterProps) {
  const drag = useRef<{ at: number; value: number } | null>(null)
  const position = (event: PointerEvent): number =>
    orientation === 'horizontal' ? event.clientY : event.clientX
  const set = (next: number): void => onChange(Math.round(Math.min(max, Math.max(min, next))))

  const press = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return
    drag.current = { at: position(event), value }
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const move = (event: PointerEvent): void => {
    const from = drag.current
    if (from !== null) set(from.value + (position(event) - from.at) * direction)
  }
  const release = (): void => {
    drag.current = null
  }
  const key = (event: KeyboardEvent): void => {
    const [less, more] = orientation === 'horizontal' ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight']
    if (event.key === more) set(value + KEY_STEP * direction)
    else if (event.key === less) set(value - KEY_STEP * direction)
    else if (event.key === 'Home') set(min)
    else if (event.key === 'End') set(max)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div
      className={`splitter splitter-${orientation}`}
      role="separator"
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={Math.round(value)}
      aria-valuemin={Math.round(min)}
      aria-valuemax={Math.round(max)}
      tabIndex={0}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={release}
      onDoubleClick={onReset}
      onKeyDown={key}
    />
  )
}
