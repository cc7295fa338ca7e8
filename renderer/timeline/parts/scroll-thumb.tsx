import type { PointerEvent } from 'react'
import { useRef } from 'react'

const LEAST_THUMB_PX = 24

interface ScrollThumbProps {
  readonly scrollTop: number
  readonly height: number
  readonly total: number
  readonly onScroll: (top: number) => void
}

/** Shows and moves the vertical position in the lanes; it lies over them, so that lanes and axis stay aligned. */
export function ScrollThumb({ scrollTop, height, total, onScroll }: ScrollThumbProps) {
  const drag = useRef<{ y: number; top: number } | null>(null)
  if (total <= height || height <= 0) return null
  const track = height - 4
  const thumb = Math.max(LEAST_THUMB_PX, (track * height) / total)
  const travel = track - thumb
  const top = 2 + (travel * scrollTop) / (total - height)
  const press = (event: PointerEvent<HTMLElement>): void => {
    event.stopPropagation()
    drag.current = { y: event.clientY, top: scrollTop }
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const move = (event: PointerEvent<HTMLElement>): void => {
    if (!drag.current || travel <= 0) return
    onScroll(drag.current.top + ((event.clientY - drag.current.y) * (total - height)) / travel)
  }
  const release = (): void => {
    drag.current = null
  }
  return (
    <div
      className="timeline-thumb"
      style={{ top, height: thumb }}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={release}
    />
  )
}
