import { useEffect, useRef } from 'react'
import type { SessionDetails } from '../../../electron/contract/engine'
import type { TimelineModel } from '../data/use-timeline-model'
import { scrollToLane } from '../model/lane-layout'

/**
 * Brings the lane and time of a newly selected session into view, wherever it was selected. Once for each selection, and only as
 * far as it must: what is in view does not move, and panning away afterwards is not undone.
 */
export function useReveal(model: TimelineModel, details: SessionDetails | null): void {
  const shown = useRef('')
  const { lanes, layout, scrollTop, scrollTo, height, time } = model
  useEffect(() => {
    if (details === null) {
      shown.current = ''
      return
    }
    if (shown.current === details.row.id || lanes.length === 0 || height <= 0) return
    shown.current = details.row.id
    const { account, sid, computer, start, end } = details.row
    const lane = lanes.findIndex(
      (one) => one.account === (account === '' ? (sid ?? '') : account) && one.computer === computer,
    )
    if (lane >= 0) scrollTo(scrollToLane(layout, lane, scrollTop, height))
    const from = start.best ?? start.earliest ?? start.latest
    if (from === null) return
    const to = Math.max(from, end.best ?? end.latest ?? from)
    if (to < time.window.fromMs || from > time.window.toMs) time.reveal(from)
  }, [details, lanes, layout, scrollTop, scrollTo, height, time])
}
