import { useEffect, useRef, useState } from 'react'
import { Mark } from '../../theme/mark'
import type { Tip } from '../model/tooltip'

const DELAY_MS = 250
/** On the way from its subject to the tip. */
const GRACE_MS = 300
const TIP_OFFSET_PX = 12
/** Axis and machine track, above the lanes. */
const LANES_TOP_PX = 52
/** Tips are set left of the pointer where less than this is free to its right. */
const TIP_ROOM_PX = 300

/** A line through the lanes, and a pill with its time over the axis. */
export function Crosshair({
  x,
  text,
  width,
}: {
  readonly x: number
  readonly text: string
  readonly width: number
}) {
  const left = Math.round(x)
  return (
    <>
      <div className="timeline-crosshair" style={{ left }} />
      <div className="timeline-pill" style={{ left: Math.min(Math.max(x, 54), width - 54) }}>
        {text}
      </div>
    </>
  )
}

/** A tip that the pointer asks for, with the place in the lanes where it does. */
export interface WantedTip {
  readonly tip: Tip
  /** Names what the tip is about: another one starts the delay anew. */
  readonly topic: string
  readonly x: number
  readonly y: number
}

interface TipLayerProps {
  /** Null where the pointer is on nothing. */
  readonly wanted: WantedTip | null
  /** Another value means that the lanes moved under the tip. */
  readonly ground: string
  readonly width: number
  readonly height: number
}

/**
 * What the pointer rests on, after a moment. The tip stays where it came up while the pointer is on its subject, on the
 * way to the tip, or on the tip itself; Escape closes it.
 */
export function TipLayer({ wanted, ground, width, height }: TipLayerProps) {
  const [shown, setShown] = useState<(WantedTip & { readonly ground: string }) | null>(null)
  const [dismissed, setDismissed] = useState('')
  const [isPointedAt, setPointedAt] = useState(false)
  const topic = wanted?.topic ?? ''
  const latest = useRef(wanted)
  useEffect(() => {
    latest.current = wanted
  }, [wanted])
  const open = shown !== null && shown.ground === ground ? shown : null

  useEffect(() => {
    if (isPointedAt || topic === open?.topic) return
    const change = (): void => setShown(latest.current && { ...latest.current, ground })
    if (topic === '' && open === null) return
    const timer = setTimeout(change, topic === '' ? GRACE_MS : DELAY_MS)
    return () => clearTimeout(timer)
  }, [topic, open, ground, isPointedAt])

  const isOpen = open !== null
  useEffect(() => {
    if (!isOpen) return
    const close = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      setDismissed(topic)
      setPointedAt(false)
      setShown(null)
    }
    document.addEventListener('keydown', close, true)
    return () => document.removeEventListener('keydown', close, true)
  }, [isOpen, topic])
  // Closed by hand, it comes back only after the pointer was somewhere else.
  if (dismissed !== '' && dismissed !== topic) setDismissed('')

  if (open === null || (dismissed !== '' && dismissed === open.topic)) return null
  const { x, y } = open
  const { title, symbol, lines } = topic === open.topic && wanted ? wanted.tip : open.tip
  const flip = x > width - TIP_ROOM_PX && x > width / 2
  const place = flip ? { right: width - x + TIP_OFFSET_PX } : { left: x + TIP_OFFSET_PX }
  // Lanes begin below axis and track; tips of the lower half stand above the pointer, so that none is cut.
  const upright =
    y > height / 2 ? { bottom: height - y + TIP_OFFSET_PX } : { top: y + LANES_TOP_PX + TIP_OFFSET_PX }
  return (
    <div className="timeline-hover">
      <div
        className="timeline-tip"
        role="tooltip"
        style={{ ...place, ...upright }}
        onPointerEnter={() => setPointedAt(true)}
        onPointerLeave={() => {
          setPointedAt(false)
          setShown(null)
        }}
      >
        <b>
          {symbol ? <Mark name={symbol} /> : null}
          {title}
        </b>
        {lines.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </div>
    </div>
  )
}
