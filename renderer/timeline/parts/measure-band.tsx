import type { Clock } from '../../state/zone-format'
import type { TimeWindow } from '../model/time-window'
import { pixelOf } from '../model/time-window'
import { spanText } from '../model/span-text'
import { spanWords } from '../model/speech'

interface MeasureBandProps {
  readonly span: TimeWindow
  readonly window: TimeWindow
  readonly width: number
  readonly clock: Clock
}

/** A measured span over the lanes: its two ends, its length, and both times in words. */
export function MeasureBand({ span, window, width, clock }: MeasureBandProps) {
  const x0 = Math.max(0, pixelOf(window, width, span.fromMs))
  const x1 = Math.min(width, pixelOf(window, width, span.toMs))
  if (x1 < 0 || x0 > width || x1 < x0) return null
  return (
    <div className="timeline-measure" style={{ left: x0, width: x1 - x0 }} role="status">
      <span>
        <b>{spanText(span.toMs - span.fromMs)}</b> {spanWords(clock, span.fromMs, span.toMs)}
      </span>
    </div>
  )
}
