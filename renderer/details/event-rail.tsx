import { Fragment, useState } from 'react'
import type { EvidenceItem, SessionDetails } from '../../electron/contract/engine'
import { fileTimeToUnixMs } from '../../electron/core/text/time'
import { visibleText } from '../../electron/core/text/visible-text'
import { useStore } from '../state/store'
import { zoneName } from '../state/view-slice'
import { dateText, fullFileTimeText, timeText } from '../state/zone-format'
import { strings } from '../strings'
import { typeStyle } from '../theme/logon-type-style'
import { Mark } from '../theme/mark'
import { Button } from '../ui/button'
import { countText } from '../ui/numbers'
import { eventLook } from './event-look'
import './event-rail.css'

/** Rows added by each press of "Show more". */
const PAGE = 200

/** The records behind a session, in their order: time, mark, number, title, record id. A press opens the record. */
export function EventRail({ details }: { readonly details: SessionDetails }) {
  const zone = useStore(zoneName)
  const [pages, setPages] = useState({ id: details.row.id, count: 1 })
  const count = pages.id === details.row.id ? pages.count : 1
  const shown = details.evidence.slice(0, count * PAGE)
  const { evidenceTotal } = details
  const placed = placeItems(shown, zone)
  const manyDays = placed.filter(({ day }) => day !== null).length > 1
  return (
    <section className="details-section">
      <h3>
        {strings.pane.events}
        <em>
          {shown.length < evidenceTotal
            ? `${countText(shown.length)} of ${countText(evidenceTotal)}`
            : countText(evidenceTotal)}
        </em>
      </h3>
      <ol className={`event-rail edge-${typeStyle(details.row.logonType).family}`}>
        {placed.map(({ item, day, line }, index) => (
          <Fragment key={`${item.source} ${item.offset}`}>
            {day === null || (index === 0 && !manyDays) ? null : <li className="event-day">{day}</li>}
            <EventRow item={item} before={line} first={index === 0} last={index === shown.length - 1} />
          </Fragment>
        ))}
      </ol>
      {shown.length < details.evidence.length ? (
        <Button kind="link" onClick={() => setPages({ id: details.row.id, count: count + 1 })}>
          {strings.pane.more}
        </Button>
      ) : null}
      {shown.length === details.evidence.length && shown.length < evidenceTotal ? (
        <p className="dim">{`${countText(evidenceTotal - shown.length)} more records belong to this session and are not listed.`}</p>
      ) : null}
    </section>
  )
}

type Line = 'use' | 'away' | 'over'

interface PlacedItem {
  readonly item: EvidenceItem
  /** Date above the first record of a day, in the zone on screen. */
  readonly day: string | null
  /** The line that leads to this record: in use, away, or past the end. */
  readonly line: Line
}

function placeItems(items: readonly EvidenceItem[], zone: string): readonly PlacedItem[] {
  let line: Line = 'use'
  let lastDay = ''
  return items.map((item) => {
    const day = dateText(zone, fileTimeToUnixMs(item.time))
    const placed = { item, day: day === lastDay ? null : day, line }
    lastDay = day
    const { after } = eventLook(item)
    if (after !== 'same') line = after
    return placed
  })
}

interface EventRowProps {
  readonly item: EvidenceItem
  readonly before: Line
  readonly first: boolean
  readonly last: boolean
}

function EventRow({ item, before, first, last }: EventRowProps) {
  const zone = useStore(zoneName)
  const open = useStore(
    (state) => state.openRecord?.source === item.source && state.openRecord.offset === item.offset,
  )
  const openRawRecord = useStore((state) => state.openRawRecord)
  const look = eventLook(item)
  const timeMs = fileTimeToUnixMs(item.time)
  const after = look.after === 'same' ? before : look.after
  return (
    <li>
      <button
        type="button"
        className={`event-row ${look.strong ? 'event-strong' : ''}`}
        aria-pressed={open}
        title={`${fullFileTimeText(zone, item.time)}\n${item.channel} ${item.eventId}, record ${item.recordId}, ${item.path}\n${item.role}`}
        onClick={() => openRawRecord(open ? null : { source: item.source, offset: item.offset })}
      >
        <time title={dateText(zone, timeMs)}>{timeText(zone, timeMs)}</time>
        <span
          className={`rail-cell rail-before-${first ? 'none' : before} rail-after-${last ? 'none' : after}`}
          aria-hidden="true"
        >
          {look.mark === 'start' || look.mark === 'dot' ? (
            <i className={`rail-dot ${look.mark === 'start' ? 'rail-start' : ''}`} />
          ) : (
            <Mark name={look.mark} size={13} />
          )}
        </span>
        <b>{item.eventId}</b>
        <span className="clip">
          {visibleText(item.title)}
          {item.note === '' ? null : <em>{` ${visibleText(item.note)}`}</em>}
        </span>
        <span className="record-id">{item.recordId}</span>
      </button>
    </li>
  )
}
