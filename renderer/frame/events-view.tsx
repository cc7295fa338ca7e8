import type { SourceState } from '../../electron/contract/engine'
import type { EventRow } from '../../electron/contract/events'
import { citationOf } from '../details/citation'
import { RawRecord } from '../details/raw-record'
import { EventPane } from '../events/event-pane'
import { EventsBar } from '../events/events-bar'
import { EventsCount, EventsToolbar } from '../events/events-toolbar'
import { EventsGrid } from '../events/events-grid'
import { SearchState } from '../events/search-state'
import { useEvents } from '../events/use-events'
import { EvidencePane } from '../sources/evidence-pane'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Message } from '../ui/message'
import { useSidePaneName } from './case-panes'
import { ViewArea } from './view-area'

/** Every record of every opened log; its text at the right. */
export function EventsView() {
  const { reply, problem, answered } = useEvents()
  const evidence = useStore((state) => state.sidePane === 'evidence')
  const caseName = useSidePaneName()
  const sources = useStore((state) => state.sources)
  const chooseEvent = useStore((state) => state.chooseEvent)
  return (
    <ViewArea
      title={strings.events.title}
      head={<EventsBar reply={reply} />}
      count={<EventsCount reply={reply} />}
      toolbar={<EventsToolbar reply={reply} />}
      paneName={evidence ? caseName : strings.events.record}
      pane={
        evidence ? (
          <EvidencePane />
        ) : (
          <EventPane>
            {(event) => (
              <RawRecord
                key={`${event.source} ${event.offset}`}
                record={event}
                citation={
                  event.damage === null
                    ? citationOf({ ...event, path: pathOf(sources, event) }, sources)
                    : null
                }
                onClose={() => chooseEvent(null)}
              />
            )}
          </EventPane>
        )
      }
    >
      <SearchState />
      {problem === '' ? null : <Message level="error">{problem}</Message>}
      <EventsGrid reply={reply} answered={answered} />
    </ViewArea>
  )
}

function pathOf(sources: readonly SourceState[], event: EventRow): string {
  return sources.find(({ source }) => source === event.source)?.path ?? ''
}
