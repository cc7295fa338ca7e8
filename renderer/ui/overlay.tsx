import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import './overlay.css'

interface OverlayProps {
  readonly label: string
  readonly className: string
  /** Left out: it asks something that has to be answered, and no key of the window acts meanwhile. */
  readonly onClose?: () => void
  readonly children: ReactNode
}

const FOCUSABLE =
  ':is(button:not([disabled]), input, select, textarea, a[href], [tabindex="0"]):not([tabindex="-1"])'

/** A dialog over the window. Escape or a press beside it closes it, focus stays in it and goes back to where it was. */
export function Overlay({ label, className, onClose, children }: OverlayProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const before = document.activeElement
    box.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
    const inside = box.current
    return () => {
      // A command that has moved the focus on is right.
      const here = document.activeElement
      if (here !== document.body && here !== null && inside?.contains(here) !== true) return
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation()
      onClose?.()
    } else if (event.key === 'Tab') {
      const stops = [...(box.current?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])]
      const edge = event.shiftKey ? stops[0] : stops.at(-1)
      if (document.activeElement !== edge) return
      event.preventDefault()
      ;(event.shiftKey ? stops.at(-1) : stops[0])?.focus()
    }
  }
  return (
    <div
      className="overlay"
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onClose?.()
      }}
    >
      <div
        ref={box}
        role={onClose === undefined ? 'alertdialog' : 'dialog'}
        aria-modal="true"
        aria-label={label}
        className={`overlay-box ${className}`}
        onKeyDown={key}
      >
        {children}
      </div>
    </div>
  )
}
