import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
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

/** A small dialog under its anchor. Escape or a press elsewhere closes it, and focus goes back to the anchor. */
export function Popover({ label, anchor, onClose, width = 300, children }: PopoverProps) {
  const box = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState({ left: 0, top: 0, maxHeight: 400 })

  useLayoutEffect(() => {
    const around = anchor.current?.getBoundingClientRect()
    if (around === undefined) return
    const left = Math.max(EDGE, Math.min(around.left, window.innerWidth - width - EDGE))
    const top = around.bottom + GAP
    setPlace({ left, top, maxHeight: Math.max(160, window.innerHeight - top - EDGE) })
  }, [anchor, width])

  useEffect(() => {
    const opener = anchor.current
    box.current?.querySelector<HTMLElement>('[data-autofocus], input, button')?.focus()
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
      style={{ ...place, width }}
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
