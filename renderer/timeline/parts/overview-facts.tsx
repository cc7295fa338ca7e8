import { useMemo } from 'react'
import type { QueryReply } from '../../../electron/contract/engine'
import { histogramColumns } from '../model/histogram-columns'
import { binText, spanText } from '../model/span-text'
import type { TimeWindow } from '../model/time-window'
import { fitWindow, spanOf } from '../model/time-window'

interface OverviewFactsProps {
  readonly extent: TimeWindow
  /** There is a record. */
  readonly known: boolean
  readonly window: TimeWindow
  readonly histogram: QueryReply['histogram']
  readonly width: number
}

/** How much time is seen of how much, and what the columns of the overview count. */
export function OverviewFacts({ extent, known, window, histogram, width }: OverviewFactsProps) {
  const whole = spanOf(window) >= spanOf(fitWindow(extent)) * 0.999
  const seen = whole ? spanOf(extent) : spanOf(window)
  const per = useMemo(
    () =>
      histogram ? binText(histogramColumns(histogram, fitWindow(extent), Math.max(1, width)).columnMs) : '',
    [histogram, extent, width],
  )
  return (
    <>
      {known ? (
        <span>
          <b>{spanText(seen)}</b> {whole ? 'all evidence' : `of ${spanText(spanOf(extent))}`}
        </span>
      ) : (
        <span>No records</span>
      )}
      <span>
        <i className="timeline-key timeline-key-starts" />
        Sessions started{per === '' ? '' : `, per ${per}`}
      </span>
      <span>
        <i className="timeline-key timeline-key-failures" />
        Failed logons
      </span>
    </>
  )
}
