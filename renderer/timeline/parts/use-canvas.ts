import type { RefObject } from 'react'
import { useLayoutEffect, useRef } from 'react'
import { openFrame } from '../paint/canvas-frame'

interface CanvasUse {
  /** See openFrame; the same for the life of the canvas. */
  readonly moving?: boolean
  /** What is drawn from. A new one is painted in a task of its own: with placing it, painting would hold the page up for long. */
  readonly source?: unknown
}

/**
 * A canvas that is painted after each render in which `paint` is another function: make it with useCallback over everything it draws. At once, so
 * that it moves together with the page; before the next frame where it shows another source.
 */
export function useCanvas(
  width: number,
  height: number,
  scale: number,
  paint: (context: CanvasRenderingContext2D) => void,
  { moving = false, source }: CanvasUse = {},
): RefObject<HTMLCanvasElement | null> {
  const ref = useRef<HTMLCanvasElement>(null)
  const latest = useRef<() => void>(() => undefined)
  const painted = useRef(source)
  const frame = useRef(0)
  useLayoutEffect(() => {
    latest.current = () => {
      painted.current = source
      if (!ref.current || width <= 0 || height <= 0) return
      const context = openFrame(ref.current, width, height, scale, moving)
      if (context) paint(context)
    }
    if (painted.current === source) latest.current()
    // What is asked for already paints the latest: asked anew it would never come where every frame renders.
    else
      frame.current ||= requestAnimationFrame(() => {
        frame.current = 0
        latest.current()
      })
  }, [width, height, scale, paint, moving, source])
  useLayoutEffect(
    () => () => {
      cancelAnimationFrame(frame.current)
      frame.current = 0
    },
    [],
  )
  return ref
}
