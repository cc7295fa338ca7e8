import type { SessionDetails } from '../../electron/contract/engine'
import { visibleText } from '../../electron/core/text/visible-text'
import { useStore } from '../state/store'
import { zoneName } from '../state/view-slice'
import { dayTimeText, timeText } from '../state/zone-format'
import { strings } from '../strings'
import { Message } from '../ui/message'

/** Connections shown at once; a long RDP session may have hundreds. */
const CONNECTIONS_SHOWN = 20

/** Why the session looks as it does: one sentence an inference, and where it was connected from. */
export function Derivation({ details }: { readonly details: SessionDetails }) {
  const zone = useStore(zoneName)
  const { explanation, connections, useIsUpperBound } = details
  return (
    <>
      {useIsUpperBound ? (
        <section className="details-section">
          <Message level="warning">{strings.pane.useUpperBound}</Message>
        </section>
      ) : null}
      {explanation.length === 0 ? null : (
        <section className="details-section">
          <h3>{strings.pane.reasons}</h3>
          <ul className="reasons selectable">
            {explanation.map((sentence) => (
              <li key={sentence}>{visibleText(sentence)}</li>
            ))}
          </ul>
        </section>
      )}
      {connections.length === 0 ? null : (
        <section className="details-section">
          <h3>
            {strings.pane.connections} <em>{connections.length}</em>
          </h3>
          <ul className="connections selectable">
            {connections.slice(0, CONNECTIONS_SHOWN).map((connection) => (
              <li key={connection.fromMs}>
                <span>
                  {dayTimeText(zone, connection.fromMs)}
                  {connection.toMs === null ? '' : ` \u2013 ${timeText(zone, connection.toMs)}`}
                </span>
                <span className="clip">
                  {visibleText(connection.ip ?? connection.sessionName ?? 'local')}
                  {connection.client === null ? null : <em>{` ${visibleText(connection.client)}`}</em>}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
