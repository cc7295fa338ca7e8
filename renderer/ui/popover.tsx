import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import './popover.css'

interface PopoverProps {
  readonly label: string
  readonly anchor: RefObject<HTMLElement | null>
  readonly onClose: () => void
  readonly width?: number
  readonly children: ReactNode
}

const GAP = 4
const EDGE = 8
const LEAST_HEIGHT = 160

/** A small dialog under its anchor, or above it where it has more room. Escape or a press elsewhere closes it, and focus goes back to the anchor. */
export function Popover({ label, anchor, onClose, width = 300, children }: PopoverProps) {
  const box = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    const around = anchor.current?.getBoundingClientRect()
    if (around === undefined || box.current === null) return
    const left = Math.max(EDGE, Math.min(around.left, window.innerWidth - width - EDGE))
    const top = around.bottom + GAP
    const below = window.innerHeight - top - EDGE
    const above = around.top - GAP - EDGE
    const { style, scrollHeight } = box.current
    style.left = `${left}px`
    if (scrollHeight > below && above > below) {
      style.bottom = `${window.innerHeight - around.top + GAP}px`
      style.maxHeight = `${above}px`
    } else {
      style.top = `${top}px`
      style.maxHeight = `${Math.max(LEAST_HEIGHT, below)}px`
    }
  }, [anchor, width])

  useEffect(() => {
    const opener = anchor.current
    const first =
      box.current?.querySelector<HTMLElement>('[data-autofocus]') ??
      box.current?.querySelector<HTMLElement>('input, button:not([tabindex="-1"])')
    first?.focus()
    const closeOutside = (event: PointerEvent): void => {
      const target = event.target as Node
      if (box.current?.contains(target) !== true && opener?.contains(target) !== true) onClose()
    }
    document.addEventListener('pointerdown', closeOutside, true)
    return () => document.removeEventListener('pointerdown', closeOutside, true)
  }, [anchor, onClose])

  return (
    <div
      ref={box}
      role="dialog"
      aria-label={label}
      className="popover"
      style={{ width }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
        anchor.current?.focus()
      }}
    >
      {children}
    </div>
  )
}
