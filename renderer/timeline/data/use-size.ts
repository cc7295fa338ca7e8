import type { RefObject } from 'react'
import { useEffect, useState } from 'react'

export interface Size {
  readonly width: number
  readonly height: number
}

/** Inner size of an element in whole CSS px; 0 x 0 until it is laid out. */
export function useSize(ref: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  useEffect(() => {
    const element = ref.current
    if (!element) return undefined
    const observer = new ResizeObserver(() => {
      const next = { width: element.clientWidth, height: element.clientHeight }
      setSize((now) => (now.width === next.width && now.height === next.height ? now : next))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref])
  return size
}
