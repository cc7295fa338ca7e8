import { type RefObject, useEffect } from 'react'

/**
 * Hides the children of a wrapping line that have no room in its first row, from keyboard and screen readers too: what
 * is cut off must not take the focus.
 */
export function useFirstLine(ref: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const line = ref.current
    if (line === null) return
    const hideRest = (): void => {
      const items = [...line.children].filter((item) => item instanceof HTMLElement)
      const top = items[0]?.offsetTop ?? 0
      const hidden = items.map((item) => item.offsetTop > top)
      for (const [index, item] of items.entries())
        item.style.visibility = hidden[index] === true ? 'hidden' : ''
    }
    const observer = new ResizeObserver(hideRest)
    observer.observe(line)
    // Items change their width too, with the fonts and the zoom.
    for (const item of line.children) observer.observe(item)
    return () => observer.disconnect()
  }, [ref])
}
