import type { EventsReply } from '../../electron/contract/events'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { countText } from '../ui/numbers'

/** `Events 284 of 4,218,906`. */
export function EventsToolbar({ reply }: { readonly reply: EventsReply | null }) {
  return (
    <div className="panel-bar">
      <h2>{strings.events.title}</h2>
      <EventsCount reply={reply} />
    </div>
  )
}

/** `, 3 damaged places (1,200 more are counted and not listed)`. */
function placesText({ rows, matched, unlisted }: EventsReply): string {
  const places = rows - matched
  const more = unlisted > 0 ? ` (${countText(unlisted)} ${strings.events.unlisted})` : ''
  if (places === 0) return more
  return `, ${countText(places)} ${places === 1 ? strings.events.place : strings.events.places}${more}`
}

export function EventsCount({ reply }: { readonly reply: EventsReply | null }) {
  const partial = useStore((state) => state.partial)
  if (reply === null) return <span className="dim">{strings.events.counting}</span>
  return (
    <span role="status" data-events-matched={reply.matched}>
      <b>{countText(reply.matched)}</b>
      <span className="dim">{` of ${countText(reply.total)}${partial ? ` ${strings.grid.soFar}` : ''}${placesText(reply)}`}</span>
    </span>
  )
}
