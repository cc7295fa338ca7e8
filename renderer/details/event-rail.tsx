import { Fragment, useEffect, useRef, useState } from 'react'
import type { EvidenceItem, SessionDetails } from '../../electron/contract/engine'
import { fileTimeToUnixMs } from '../../electron/core/text/time'
import { visibleName, visibleText } from '../../electron/core/text/visible-text'
import { useStore } from '../state/store'
import { zoneOf } from '../state/view-slice'
import { valueMark } from '../state/value-actions'
import { dateText, digitsText, fullFileTimeText, timeText } from '../state/zone-format'
import { strings } from '../strings'
import { typeStyle } from '../theme/logon-type-style'
import { Mark } from '../theme/mark'
import { accountName } from '../ui/account-name'
import { Button } from '../ui/button'
import { countText } from '../ui/numbers'
import { scrollIntoBox } from '../ui/scroll-into-box'
import { type PlacedEvent, placeEvents } from './place-events'
import './event-rail.css'

/** Rows added by each press of "Show more". */
const PAGE = 200

/** The records behind a session, in their order: time, mark, number, title, record id. A press opens the record. */
export function EventRail({ details }: { readonly details: SessionDetails }) {
  const zone = useStore((state) => zoneOf(state, details.row.computer))
  const showEventsBehind = useStore((state) => state.showEventsBehind)
  const [pages, setPages] = useState({ id: details.row.id, count: 1 })
  const count = pages.id === details.row.id ? pages.count : 1
  const shown = details.evidence.slice(0, count * PAGE)
  const { evidenceTotal } = details
  const placed = placeEvents(details, shown, zone)
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
        <span className="spacer" />
        <Button kind="link" onClick={() => showEventsBehind(details.row.id, sessionName(details))}>
          {strings.pane.openAll}
        </Button>
      </h3>
      <ol className={`event-rail edge-${typeStyle(details.row.logonType).family}`}>
        {placed.map((event, index) => (
          <Fragment key={`${event.item.source} ${event.item.offset}`}>
            {event.day === null || !manyDays ? null : <li className="event-day">{event.day}</li>}
            <EventRow event={event} zone={zone} first={index === 0} last={index === shown.length - 1} />
          </Fragment>
        ))}
      </ol>
      {shown.length < details.evidence.length ? (
        <Button kind="link" onClick={() => setPages({ id: details.row.id, count: count + 1 })}>
          {strings.pane.more}
        </Button>
      ) : null}
      {shown.length === details.evidence.length && shown.length < evidenceTotal ? (
        <p className="dim">{`${countText(evidenceTotal - shown.length)} more records belong to this session: "${strings.pane.openAll}" lists them.`}</p>
      ) : null}
    </section>
  )
}

/** `alice on PC1`. */
function sessionName({ row }: SessionDetails): string {
  return `${accountName(row)} on ${visibleName(row.computer)}`
}

interface EventRowProps {
  readonly event: PlacedEvent
  readonly zone: string
  readonly first: boolean
  readonly last: boolean
}

function EventRow({ event, zone, first, last }: EventRowProps) {
  const { item, mark } = event
  const digits = useStore((state) => state.preferences.fullDigits)
  const open = useStore(
    (state) => state.openRecord?.source === item.source && state.openRecord.offset === item.offset,
  )
  const openRawRecord = useStore((state) => state.openRawRecord)
  const timeMs = fileTimeToUnixMs(item.time)
  const row = useRef<HTMLButtonElement>(null)
  // The raw record takes the lower half of the pane: its row stays in sight above it.
  useEffect(() => {
    if (open) scrollIntoBox(row.current?.closest<HTMLElement>('.details-body'), row.current)
  }, [open])
  return (
    <li>
      <button
        ref={row}
        type="button"
        className={`event-row ${event.strong ? 'event-strong' : ''} ${digits ? 'event-digits' : ''}`}
        data-event={item.eventId}
        data-channel={item.channel}
        aria-pressed={open}
        title={eventTitle(item, zone)}
        onClick={() => openRawRecord(open ? null : { source: item.source, offset: item.offset })}
      >
        <time title={dateText(zone, timeMs)} {...valueMark({ kind: 'time', timeMs })}>
          {timeText(zone, timeMs)}
          {digits ? digitsText(item.time) : ''}
        </time>
        <span
          className={`rail-cell rail-before-${first ? 'none' : event.before} rail-after-${last ? 'none' : event.after}`}
          aria-hidden="true"
        >
          {mark === 'start' || mark === 'dot' ? (
            <i className={`rail-dot ${mark === 'start' ? 'rail-start' : ''}`} />
          ) : (
            <Mark name={mark} size={13} />
          )}
        </span>
        <b>{item.eventId}</b>
        <span className="event-text">
          {item.recovered ? <em className="warn">{strings.pane.recovered}</em> : null}
          <span className="clip">{visibleText(item.title)}</span>
          {item.note === '' ? null : <em className="clip">{visibleText(item.note)}</em>}
        </span>
        <span className="record-id">{item.recordId}</span>
      </button>
    </li>
  )
}

/** Everything the row may have cut. */
function eventTitle(item: EvidenceItem, zone: string): string {
  const lines = [
    fullFileTimeText(zone, item.time),
    `${item.eventId} ${item.title}`,
    item.note,
    item.recovered ? strings.pane.recovered : '',
    `${item.channel}, record ${item.recordId}`,
    item.path,
    ...item.alsoIn.map((path) => `${strings.pane.alsoIn} ${path}`),
  ]
  return lines
    .filter((line) => line !== '')
    .map(visibleText)
    .join('\n')
}
