import type { ReactNode } from 'react'
import type { AccountRow } from '../../electron/contract/events'
import { visibleName, visibleText } from '../../electron/core/text/visible-text'
import { useStore } from '../state/store'
import { valueMark } from '../state/value-actions'
import { zoneName } from '../state/view-slice'
import { fullTimeText } from '../state/zone-format'
import { CLASS_NAMES, strings } from '../strings'
import { Button } from '../ui/button'
import { Fact } from '../ui/fact'
import { counted } from '../ui/numbers'
import { showSessionsOf } from './show-sessions-of'
import './account-pane.css'

/** The chosen account, and ways to its sessions and failed logons. */
export function AccountPane() {
  const row = useStore((state) => state.chosenAccount)
  return (
    <section className="account-pane" aria-label={strings.accounts.account} data-pane="account">
      {row === null ? <p className="dim">{strings.accounts.nothing}</p> : <Account row={row} />}
    </section>
  )
}

function Account({ row }: { readonly row: AccountRow }) {
  const zone = useStore(zoneName)
  const showFailures = useStore((state) => state.showFailures)
  const { account, domain, sid, firstMs, lastMs, sessions, failures } = row
  const time = (timeMs: number | null): ReactNode =>
    timeMs === null ? (
      <span className="dim">Not in evidence</span>
    ) : (
      <span {...valueMark({ kind: 'time', timeMs })}>{fullTimeText(zone, timeMs)}</span>
    )
  return (
    <>
      <h2 className="selectable" {...valueMark({ kind: 'account', value: row.value })}>
        {account === '' ? visibleText(sid ?? '') : visibleName(account)}
      </h2>
      <dl className="facts selectable">
        {domain === '' ? null : <Fact name="Domain">{visibleName(domain)}</Fact>}
        {sid === null ? null : (
          <Fact name="SID">
            <code {...valueMark({ kind: 'sid', value: sid })}>{visibleText(sid)}</code>
          </Fact>
        )}
        <Fact name="Class">{CLASS_NAMES[row.class]}</Fact>
        <Fact name="First seen">{time(firstMs)}</Fact>
        <Fact name="Last seen">{time(lastMs)}</Fact>
        <Fact name="Sessions">
          <Button kind="link" disabled={sessions === 0} onClick={() => showSessionsOf(row)}>
            {counted(sessions, 'session')}
          </Button>
        </Fact>
        <Fact name="Failures">
          <Button
            kind="link"
            disabled={failures === 0}
            onClick={() =>
              showFailures({ account: { values: [sid ?? row.value], not: false } }, visibleName(row.value))
            }
          >
            {counted(failures, 'failed logon')}
          </Button>
        </Fact>
      </dl>
    </>
  )
}
