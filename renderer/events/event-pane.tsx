import type { ReactNode } from 'react'
import type { EventRow } from '../../electron/contract/events'
import { visibleName } from '../../electron/core/text/visible-text'
import { useStore } from '../state/store'
import { zoneOf } from '../state/view-slice'
import { fullFileTimeText } from '../state/zone-format'
import { strings } from '../strings'
import { Button } from '../ui/button'
import { DamagePane } from './damage-pane'
import { accountText, eventTitleText } from './event-columns'

/** The chosen record: what it is, then its text. `children` draws the text. */
export function EventPane({ children }: { readonly children: (event: EventRow) => ReactNode }) {
  const event = useStore((state) => state.chosenEvent)
  const zone = useStore((state) => zoneOf(state, event?.computer ?? ''))
  const showSessionOf = useStore((state) => state.showSessionOf)
  return (
    <section className="event-record" aria-label={strings.events.record} data-pane="record">
      {event === null ? (
        <p className="event-none">{strings.events.nothing}</p>
      ) : event.damage !== null ? (
        <DamagePane
          key={`${event.source} ${event.offset} ${event.damage.what}`}
          event={event}
          damage={event.damage}
          record={children(event)}
        />
      ) : (
        <>
          <header className="event-record-head selectable">
            <h2>{`${event.eventId} ${eventTitleText(event)}`}</h2>
            <p className="dim">{fullFileTimeText(zone, event.time)}</p>
            <p className="dim">
              {[
                `record ${event.recordId}`,
                visibleName(event.computer),
                visibleName(event.channel),
                accountText(event),
              ]
                .filter((part) => part !== '')
                .join(', ')}
            </p>
            <Button kind="link" icon="timeline" onClick={() => void showSessionOf(event)}>
              {strings.events.showSession}
            </Button>
          </header>
          {children(event)}
        </>
      )}
    </section>
  )
}
