import { useState } from 'react'
import type { SessionDetails, SessionLink } from '../../electron/contract/engine'
import { visibleName, visibleText } from '../../electron/core/text/visible-text'
import { useStore } from '../state/store'
import { zoneOf } from '../state/view-slice'
import { dateText, dayTimeText, sameDay, timeText } from '../state/zone-format'
import { strings } from '../strings'
import { typeStyle } from '../theme/logon-type-style'
import { Button } from '../ui/button'
import { hostName } from '../ui/host-name'
import { countText } from '../ui/numbers'

/** Links listed at first, and added by each press; a jump host may have opened hundreds of sessions. */
const LINKS_SHOWN = 12
const LINKS_ADDED = 50

const WORDS: { readonly [R in SessionLink['relation']]: string } = {
  'opened-from': 'from',
  opened: 'opened',
  previous: 'previous',
  next: 'next',
}

/**
 * Sessions this one was opened from or opened, and the account's neighbours on the computer. A press selects. They stand before
 * the events, which may be hundreds.
 */
export function LinkedSessions({ details }: { readonly details: SessionDetails }) {
  return <Links key={details.row.id} details={details} />
}

function Links({ details: { links, linksTotal, row } }: { readonly details: SessionDetails }) {
  const [shown, setShown] = useState(LINKS_SHOWN)
  const startMs = row.start.best ?? row.start.earliest
  if (links.length === 0) return null
  return (
    <section className="details-section">
      <h3>
        {strings.pane.linked} <em>{countText(linksTotal)}</em>
      </h3>
      <ul className="links">
        {links.slice(0, shown).map((link) => (
          <li key={`${link.relation} ${link.id} ${link.timeMs ?? ''}`}>
            <Link link={link} startMs={startMs} />
          </li>
        ))}
      </ul>
      {links.length > shown ? (
        <Button kind="link" onClick={() => setShown(shown + LINKS_ADDED)}>
          {`${strings.pane.more}: ${countText(links.length - shown)}`}
        </Button>
      ) : linksTotal > links.length ? (
        <p className="dim">
          {`${countText(linksTotal - links.length)} more are not listed. A filter by computer and time finds them.`}
        </p>
      ) : null}
    </section>
  )
}

function Link({ link, startMs }: { readonly link: SessionLink; readonly startMs: number | null }) {
  const select = useStore((state) => state.select)
  const { relation, account, computer, logonType, timeMs, note } = link
  const zone = useStore((state) => zoneOf(state, computer))
  const near = timeMs !== null && startMs !== null && sameDay(zone, timeMs, startMs)
  const time = timeMs === null ? '' : near ? timeText(zone, timeMs) : dayTimeText(zone, timeMs)
  const lines = [
    `${WORDS[relation]}: ${visibleName(account)} on ${visibleText(computer)}`,
    timeMs === null ? '' : `${dateText(zone, timeMs)} ${timeText(zone, timeMs)}`,
    visibleText(note),
  ]
  return (
    <button
      type="button"
      className="link-row"
      title={lines.filter((line) => line !== '').join('\n')}
      onClick={() => select({ session: link.session, id: link.id })}
    >
      <i className={`link-type fill-${typeStyle(logonType).family}`} aria-hidden="true" />
      <em>{WORDS[relation]}</em>
      <span className="clip">{visibleName(account)}</span>
      <span className="clip">{hostName(computer)}</span>
      <time>{time}</time>
    </button>
  )
}
