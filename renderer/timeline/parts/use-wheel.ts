import type { RefObject } from 'react'
import { useEffect, useRef } from 'react'

/** A turn of the wheel in CSS px, with the pointer's place. */
export interface WheelTurn {
  /** From the left edge of the origin. */
  readonly x: number
  readonly deltaX: number
  readonly deltaY: number
  readonly ctrl: boolean
  readonly shift: boolean
}

/** A line of a wheel that counts in lines. */
const LINE_PX = 24

/** Listens to the wheel over an element and places it in another; the page itself never scrolls or zooms from it. */
export function useWheel(
  ref: RefObject<HTMLElement | null>,
  origin: RefObject<HTMLElement | null>,
  onTurn: (turn: WheelTurn) => void,
): void {
  const latest = useRef(onTurn)
  useEffect(() => {
    latest.current = onTurn
  }, [onTurn])
  useEffect(() => {
    const element = ref.current
    if (!element) return undefined
    const listen = (event: WheelEvent): void => {
      event.preventDefault()
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE_PX
      latest.current({
        x: event.clientX - (origin.current ?? element).getBoundingClientRect().left,
        deltaX: event.deltaX * unit,
        deltaY: event.deltaY * unit,
        ctrl: event.ctrlKey || event.metaKey,
        shift: event.shiftKey,
      })
    }
    // React's own wheel listener is passive and could not keep Ctrl+wheel from zooming the page.
    element.addEventListener('wheel', listen, { passive: false })
    return () => element.removeEventListener('wheel', listen)
  }, [ref, origin])
}
