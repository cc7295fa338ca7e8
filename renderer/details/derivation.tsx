import type { SessionDetails } from '../../electron/contract/engine'
import { visibleText } from '../../electron/core/text/visible-text'
import { useStore } from '../state/store'
import { zoneOf } from '../state/view-slice'
import { fromToText } from '../state/zone-format'
import { strings } from '../strings'
import { Message } from '../ui/message'
import { countText } from '../ui/numbers'

/** Connections shown at once; a long RDP session may have hundreds. */
const CONNECTIONS_SHOWN = 20
const GAPS_SHOWN = 20

/** Why the session looks as it does: one sentence an inference, and where it was connected from. */
export function Derivation({ details }: { readonly details: SessionDetails }) {
  const zone = useStore((state) => zoneOf(state, details.row.computer))
  const { explanation, connections, gaps, useIsUpperBound } = details
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
      {gaps.length === 0 ? null : (
        <section className="details-section">
          <h3>
            {strings.pane.gaps} <em>{countText(gaps.length)}</em>
          </h3>
          <ul className="reasons selectable">
            {gaps.slice(0, GAPS_SHOWN).map((gap) => (
              <li key={gap}>{visibleText(gap)}</li>
            ))}
          </ul>
          {gaps.length > GAPS_SHOWN ? (
            <p className="dim">{`${countText(gaps.length - GAPS_SHOWN)} more are not listed.`}</p>
          ) : null}
        </section>
      )}
      {connections.length === 0 ? null : (
        <section className="details-section">
          <h3>
            {strings.pane.connections} <em>{connections.length}</em>
          </h3>
          <ul className="connections selectable">
            {connections.slice(0, CONNECTIONS_SHOWN).map((connection) => (
              <li
                key={`${connection.fromMs} ${connection.ip ?? ''}`}
                title={`${visibleText(connection.ip ?? 'no address')}${namesOf(connection)}`}
              >
                <span>{fromToText(zone, connection.fromMs, connection.toMs)}</span>
                <span className="clip">
                  {visibleText(connection.ip ?? connection.sessionName ?? 'local')}
                  <em>{namesOf(connection)}</em>
                </span>
              </li>
            ))}
          </ul>
          {connections.length > CONNECTIONS_SHOWN ? (
            <p className="dim">{`${countText(connections.length - CONNECTIONS_SHOWN)} more are not listed.`}</p>
          ) : null}
        </section>
      )}
    </>
  )
}

/** Name of the client, of the session (`RDP-Tcp#4`) where the address stands before it, how it authenticated, its time zone. */
function namesOf({ ip, client, sessionName, auth, timeZone }: SessionDetails['connections'][number]): string {
  const zone = timeZone === null ? null : `client's zone ${timeZone} h`
  const names = [client, ip === null ? null : sessionName, auth, zone].filter(
    (name) => name !== null && name !== '',
  )
  return names.map((name) => ` ${visibleText(name ?? '')}`).join(',')
}
