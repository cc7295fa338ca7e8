import { useState } from 'react'
import type { SessionDetails } from '../../electron/contract/engine'
import { useStore } from '../state/store'
import { zoneOf } from '../state/view-slice'
import { fromToText } from '../state/zone-format'
import { strings } from '../strings'
import { typeStyle } from '../theme/logon-type-style'
import { Button } from '../ui/button'
import { countText } from '../ui/numbers'
import { STATE_WORDS } from './span-states'

/** States shown before a person asks for all. */
const SHOWN = 8
/** Rows of all; a session of months may be locked thousands of times. */
const MOST_SHOWN = 500

/** What went on in the session, a state a line with the records that its beginning and its end are taken from. */
export function StateList({ details }: { readonly details: SessionDetails }) {
  const zone = useStore((state) => zoneOf(state, details.row.computer))
  const openRawRecord = useStore((state) => state.openRawRecord)
  const [openId, setOpenId] = useState<string | null>(null)
  const { states, row } = details
  if (states.length < 2) return null
  const shown = states.slice(0, openId === row.id ? MOST_SHOWN : SHOWN)
  const more = states.length - shown.length
  return (
    <section className="details-section">
      <h3>
        {strings.pane.states} <em>{countText(states.length)}</em>
        {more > 0 && openId !== row.id ? (
          <Button kind="link" onClick={() => setOpenId(row.id)}>
            {strings.pane.openAll}
          </Button>
        ) : null}
      </h3>
      <ul
        className={`connections state-list selectable edge-${typeStyle(row.logonType).family}`}
        aria-label={strings.pane.states}
      >
        {shown.map(({ state, fromMs, toMs, records }) => (
          <li key={`${state} ${fromMs}`}>
            <i className={`state-swatch state-${state}`} aria-hidden="true" />
            <span>{fromToText(zone, fromMs, toMs)}</span>
            <span>{STATE_WORDS[state]}</span>
            <span className="state-records">
              {records.map(({ source, offset, recordId, eventId }) => (
                <button
                  key={`${source} ${offset}`}
                  type="button"
                  className="event-link"
                  title={`Open record ${recordId}`}
                  onClick={() => openRawRecord({ source, offset })}
                >
                  {eventId}
                </button>
              ))}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="dim">{`${countText(more)} more are not listed.`}</p> : null}
    </section>
  )
}
