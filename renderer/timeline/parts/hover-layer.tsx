import { useEffect, useState } from 'react'
import { Mark } from '../../theme/mark'
import type { Tip } from '../model/tooltip'

const DELAY_MS = 250
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

interface TipBoxProps {
  readonly tip: Tip
  /** Names what the tip is about: another key starts the delay anew. */
  readonly topic: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** What the pointer rests on, after a moment. */
export function TipBox({ tip, topic, x, y, width, height }: TipBoxProps) {
  const [ready, setReady] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setReady(topic), DELAY_MS)
    return () => clearTimeout(timer)
  }, [topic])
  if (ready !== topic) return null
  const flip = x > width - TIP_ROOM_PX && x > width / 2
  const place = flip ? { right: width - x + TIP_OFFSET_PX } : { left: x + TIP_OFFSET_PX }
  // Lanes begin below axis and track; tips of the lower half stand above the pointer, so that none is cut.
  const upright =
    y > height / 2 ? { bottom: height - y + TIP_OFFSET_PX } : { top: y + LANES_TOP_PX + TIP_OFFSET_PX }
  return (
    <div className="timeline-tip" role="tooltip" style={{ ...place, ...upright }}>
      <b>
        {tip.symbol ? <Mark name={tip.symbol} /> : null}
        {tip.title}
      </b>
      {tip.lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  )
}
