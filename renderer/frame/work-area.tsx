import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Splitter } from '../ui/splitter'
import { COMPACT_QUERY, useMedia } from '../ui/use-media'
import { useRememberedLength } from '../ui/use-remembered'
import './work-area.css'

interface WorkAreaProps {
  readonly filter: ReactNode
  readonly timeline: ReactNode
  readonly panel: ReactNode
}

/** Toolbar, overview, funnel, axis, track, 13 lanes and legend (ux.md 2). */
const TIMELINE_HEIGHT = 34 + 58 + 10 + 30 + 22 + 312 + 26
/** The same with 3 lanes. */
const LEAST_TIMELINE = TIMELINE_HEIGHT - 10 * 24
/** Above the details of a narrow window, which need more room than rows do: 4.5 lanes. */
const DETAILS_TIMELINE = TIMELINE_HEIGHT - 312 + 108
/** Toolbar, header and 5 rows. */
const LEAST_PANEL = 34 + 28 + 5 * 26

/** Filter bar, timeline and bottom panel, with a splitter between the two that filtering never moves. */
export function WorkArea({ filter, timeline, panel }: WorkAreaProps) {
  const compact = useMedia(COMPACT_QUERY)
  const details = useStore((state) => compact && state.panelTab === 'pane')
  const usual = useRememberedLength('timeline', TIMELINE_HEIGHT)
  const besideDetails = useRememberedLength('timeline-details', DETAILS_TIMELINE)
  const [wanted, setWanted] = details ? besideDetails : usual
  const [room, setRoom] = useState(0)
  const split = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const box = split.current
    if (box === null) return
    const observer = new ResizeObserver(() => setRoom(box.clientHeight))
    observer.observe(box)
    setRoom(box.clientHeight)
    return () => observer.disconnect()
  }, [])
  // While logs are read, questions follow each other all the time.
  const isAsking = useStore((state) => state.loading && !state.importing)
  const most = Math.max(LEAST_TIMELINE, room - LEAST_PANEL - 1)
  const height = Math.min(most, Math.max(LEAST_TIMELINE, wanted))
  return (
    <main className="work-area">
      <h1 className="visually-hidden">{strings.workspace}</h1>
      {filter}
      <div ref={split} className={isAsking ? 'work-split is-asking' : 'work-split'}>
        <div className="timeline-slot" style={{ height }} data-pane="timeline">
          {timeline}
        </div>
        <Splitter
          label="Height of the timeline"
          orientation="horizontal"
          value={height}
          min={LEAST_TIMELINE}
          max={most}
          onChange={setWanted}
          onReset={() => setWanted(null)}
        />
        <div className="bottom-slot">{panel}</div>
      </div>
    </main>
  )
}
