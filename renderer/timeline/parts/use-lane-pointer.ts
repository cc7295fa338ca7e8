import type { PointerEvent } from 'react'
import { useRef, useState } from 'react'

/** Where the pointer is over the plots, and over which one. */
export interface Pointer {
  readonly area: 'lanes' | 'track' | 'axis'
  readonly x: number
  readonly y: number
}

/** Keys held with a click. */
export interface Held {
  readonly shift: boolean
  readonly ctrl: boolean
}

/** A press that moves less than this is a click. */
const CLICK_PX = 4

interface Handlers {
  readonly onClick: (pointer: Pointer, held: Held) => void
  /** The pointer moved, or left (null). */
  readonly onHover: (pointer: Pointer | null) => void
  readonly onPan: (dx: number, dy: number) => void
  /** An Alt drag goes from one x to another. */
  readonly onMeasure: (x0: number, x1: number) => void
}

/** Follows the pointer over the lanes and tells clicks from drags. */
export function useLanePointer({ onClick, onHover, onPan, onMeasure }: Handlers) {
  const [pointer, setPointer] = useState<Pointer | null>(null)
  const point = (at: Pointer | null): void => {
    setPointer(at)
    onHover(at)
  }
  const press = useRef<{
    x: number
    y: number
    lastX: number
    lastY: number
    moved: boolean
    measures: boolean
  } | null>(null)
  const placeOf = (event: PointerEvent<HTMLElement>, area: Pointer['area']): Pointer => {
    const box = event.currentTarget.getBoundingClientRect()
    return { area, x: event.clientX - box.left, y: event.clientY - box.top }
  }
  const over = (area: Pointer['area']) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      if (event.button !== 0) return
      const { clientX: x, clientY: y } = event
      press.current = { x, y, lastX: x, lastY: y, moved: false, measures: event.altKey }
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      const held = press.current
      if (!held) {
        point(placeOf(event, area))
        return
      }
      held.moved ||= Math.hypot(event.clientX - held.x, event.clientY - held.y) >= CLICK_PX
      if (!held.moved) return
      point(null)
      if (held.measures) {
        const { left } = event.currentTarget.getBoundingClientRect()
        onMeasure(held.x - left, event.clientX - left)
        return
      }
      onPan(event.clientX - held.lastX, event.clientY - held.lastY)
      held.lastX = event.clientX
      held.lastY = event.clientY
    },
    onPointerUp: (event: PointerEvent<HTMLElement>): void => {
      const held = press.current
      press.current = null
      if (held && !held.moved)
        onClick(placeOf(event, area), { shift: event.shiftKey, ctrl: event.ctrlKey || event.metaKey })
    },
    onPointerCancel: (): void => {
      press.current = null
    },
    onPointerLeave: (): void => {
      if (!press.current) point(null)
    },
  })
  return { pointer, over, leave: () => point(null) }
}
