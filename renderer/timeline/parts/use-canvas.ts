import type { RefObject } from 'react'
import { useLayoutEffect, useRef } from 'react'
import { openFrame } from '../paint/canvas-frame'

/**
 * A canvas that is painted before the next frame after a render in which `paint` is another function: make it with useCallback over
 * everything it draws. Painting is a task of its own: with placing a new set of sessions it would hold the page up for long.
 * @param moving see openFrame; the same for the life of the canvas
 */
export function useCanvas(
  width: number,
  height: number,
  scale: number,
  paint: (context: CanvasRenderingContext2D) => void,
  moving = false,
): RefObject<HTMLCanvasElement | null> {
  const ref = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (!ref.current || width <= 0 || height <= 0) return
      const context = openFrame(ref.current, width, height, scale, moving)
      if (context) paint(context)
    })
    return () => cancelAnimationFrame(frame)
  }, [width, height, scale, paint, moving])
  return ref
}
