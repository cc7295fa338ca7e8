import { type ReactNode, useCallback, useRef, useState } from 'react'
import { Popover } from './popover'

interface PopoverButtonProps {
  readonly className: string
  /** What the button shows. */
  readonly face: ReactNode
  readonly title?: string
  /** Name of the popover. */
  readonly label: string
  readonly width?: number
  readonly onOpen?: () => void
  /** What the popover holds. */
  readonly children: ReactNode
}

/** A button that opens a popover of its own, and closes it. */
export function PopoverButton({
  className,
  face,
  title,
  label,
  width,
  onOpen,
  children,
}: PopoverButtonProps) {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpen(false), [])
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className={className}
        aria-haspopup="dialog"
        aria-expanded={open}
        title={title}
        onClick={() => {
          if (!open) onOpen?.()
          setOpen(!open)
        }}
      >
        {face}
      </button>
      {open ? (
        <Popover label={label} anchor={anchor} onClose={close} {...(width === undefined ? {} : { width })}>
          {children}
        </Popover>
      ) : null}
    </>
  )
}
