import { useStore } from '../state/store'
import { strings } from '../strings'
import { Button } from '../ui/button'
import type { EventPage } from './event-pages'
import { Markdown } from './markdown-view'

interface EventArticleProps {
  readonly page: EventPage
  readonly onPage: (page: string) => void
}

/** One event of the reference. */
export function EventArticle({ page, onPage }: EventArticleProps) {
  const open = useStore((state) => state.view === 'workspace')
  const { eventId, title, channel, provider, group, fields, before, remarks } = page
  const facts: readonly (readonly [string, string])[] = [
    [strings.help.log, channel],
    [strings.help.provider, provider],
    [channel === 'Security' ? strings.help.audit : strings.help.topic, group],
    [strings.help.before, before],
  ]
  const showRecords = (): void => {
    const state = useStore.getState()
    state.showOverlay(null)
    state.showEvents({ eventId: { values: [String(eventId)], not: false } })
  }
  return (
    <>
      <h2>{`${eventId} ${title}`}</h2>
      <dl>
        {facts.map(([name, text]) =>
          text === '' ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ),
        )}
      </dl>
      <Markdown blocks={remarks} onPage={onPage} />
      <h3>{strings.help.fields}</h3>
      {fields.length === 0 ? (
        <p>{strings.help.noFields}</p>
      ) : (
        <p className="help-fields">
          {fields.map((field, at) => (
            <code key={at}>{field}</code>
          ))}
        </p>
      )}
      {open ? (
        <p>
          <Button icon="list" onClick={showRecords}>
            {strings.help.showRecords}
          </Button>
        </p>
      ) : null}
    </>
  )
}
