import type { ReactNode } from 'react'
import type { SessionDetails } from '../../electron/contract/engine'
import { logonTypeName } from '../../electron/core/text/logon-types'
import { visibleName } from '../../electron/core/text/visible-text'
import { useStore } from '../state/store'
import { type Value, valueMark } from '../state/value-actions'
import { strings } from '../strings'
import { typeStyle } from '../theme/logon-type-style'
import { Icon } from '../theme/mark'
import { accountName } from '../ui/account-name'
import { Button, IconButton } from '../ui/button'
import { Message } from '../ui/message'
import { hostName } from '../ui/host-name'
import { COMPACT_QUERY, useMedia } from '../ui/use-media'
import { citationOf } from './citation'
import { BurstLogons } from './burst-logons'
import { EventRail } from './event-rail'
import { EvidenceFiles } from './evidence-files'
import { Facts } from './facts'
import { Derivation } from './derivation'
import { LinkedSessions } from './linked-sessions'
import { RawRecord } from './raw-record'
import { SpanStrip } from './span-strip'
import { StateList } from './state-list'
import { firstEvent } from './event-look'
import { useDetails } from './use-details'
import './details-pane.css'

interface DetailsPaneProps {
  /** What the case says about the selected session. */
  readonly said: ReactNode
  readonly sayButtons: ReactNode
}

/** Everything that is known about the selected session, with a path to the records behind it. */
export function DetailsPane({ said, sayButtons }: DetailsPaneProps) {
  const selection = useStore((state) => state.selection)
  const { details, problem } = useDetails()
  const openRecord = useStore((state) => state.openRecord)
  const compact = useMedia(COMPACT_QUERY)
  return (
    <section className="details" aria-label={strings.sessionDetails} data-pane="details">
      {selection === null ? (
        <NothingSelected />
      ) : details === null ? (
        problem === '' ? (
          <p className="details-wait dim">{strings.pane.loading}</p>
        ) : (
          <Message level="error">{problem}</Message>
        )
      ) : (
        <>
          <DetailsHead details={details} sayButtons={sayButtons} />
          <div key={details.row.id} className="details-body">
            <div className="details-column">
              <section className="details-section">
                <SpanStrip details={details} />
                <Facts details={details} />
              </section>
              {said}
              <LinkedSessions details={details} />
            </div>
            <div className="details-column">
              <BurstLogons details={details} />
              <EventRail details={details} />
            </div>
            <div className="details-column">
              <Derivation details={details} />
              <StateList details={details} />
              <EvidenceFiles details={details} />
            </div>
          </div>
          {openRecord === null ? null : (
            <RawRecord record={openRecord} citation={citationIn(details, openRecord)} />
          )}
          {compact ? null : (
            <div className="details-foot">
              <XmlButton details={details} />
              {sayButtons}
            </div>
          )}
        </>
      )}
    </section>
  )
}

function citationIn(
  { evidence, files }: SessionDetails,
  { source, offset }: { readonly source: string; readonly offset: number },
): string | null {
  const item = evidence.find((one) => one.source === source && one.offset === offset)
  return item === undefined ? null : citationOf(item, files)
}

function NothingSelected() {
  return (
    <div className="details-nothing">
      <Icon name="timeline" />
      <b>{strings.pane.nothing}</b>
      <p>{strings.pane.nothingText}</p>
    </div>
  )
}

function DetailsHead({
  details,
  sayButtons,
}: {
  readonly details: SessionDetails
  readonly sayButtons: ReactNode
}) {
  const select = useStore((state) => state.select)
  const compact = useMedia(COMPACT_QUERY)
  const { row } = details
  const type =
    row.logonType === null ? 'Logon type not recorded' : `${logonTypeName(row.logonType)} (${row.logonType})`
  const session = details.sessionId === null ? '' : `, session ${details.sessionId}`
  const domain = row.domain === '' ? '' : `${visibleName(row.domain)}\\`
  return (
    <div className="details-head">
      <span className={`details-edge fill-${typeStyle(row.logonType).family}`} aria-hidden="true" />
      <div className="details-names">
        <h2
          className="clip selectable"
          title={`${domain}${accountName(row)} on ${visibleName(row.computer)}`}
        >
          <b {...valueMark(accountValue(row))}>{accountName(row)}</b> <span>on</span>{' '}
          <b {...valueMark({ kind: 'computer', value: row.computer })}>{hostName(row.computer)}</b>
        </h2>
        <p className="clip">
          <span
            {...(row.logonType === null ? {} : valueMark({ kind: 'type', value: String(row.logonType) }))}
          >
            {type}
          </span>
          {session}
        </p>
      </div>
      {compact ? (
        <>
          <XmlButton details={details} />
          {sayButtons}
        </>
      ) : null}
      <IconButton icon="x" label={strings.pane.close} hotkey="Esc" onClick={() => select(null)} />
    </div>
  )
}

function XmlButton({ details }: { readonly details: SessionDetails }) {
  const openRecord = useStore((state) => state.openRecord)
  const openRawRecord = useStore((state) => state.openRawRecord)
  const first = firstEvent(details)
  return (
    <Button
      icon="code"
      aria-pressed={openRecord !== null}
      disabled={first === undefined}
      onClick={() => {
        if (openRecord !== null) openRawRecord(null)
        else if (first !== undefined) openRawRecord({ source: first.source, offset: first.offset })
      }}
    >
      {openRecord === null ? strings.pane.showXml : strings.pane.hideXml}
    </Button>
  )
}

/** What the name in the head is filtered by. */
function accountValue({ account, sid }: SessionDetails['row']): Value {
  return account === '' && sid !== null ? { kind: 'sid', value: sid } : { kind: 'account', value: account }
}
