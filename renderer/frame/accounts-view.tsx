import { AccountPane } from '../accounts/account-pane'
import { AccountsBar } from '../accounts/accounts-bar'
import { AccountsGrid } from '../accounts/accounts-grid'
import { useAccounts } from '../accounts/use-accounts'
import { EvidencePane } from '../sources/evidence-pane'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Message } from '../ui/message'
import { countText } from '../ui/numbers'
import { useSidePaneName } from './case-panes'
import { ViewArea } from './view-area'

/** Every account that a session names. */
export function AccountsView() {
  const { shown, all, typed, setTyped, sort, setSort, problem } = useAccounts()
  const paneName = useSidePaneName()
  const evidence = useStore((state) => state.sidePane === 'evidence')
  const count = (
    <span role="status">
      <b>{countText(shown.length)}</b>
      <span className="dim">{` of ${countText(all)}`}</span>
    </span>
  )
  return (
    <ViewArea
      title={strings.accounts.title}
      head={<AccountsBar typed={typed} onType={setTyped} />}
      count={count}
      toolbar={
        <div className="panel-bar">
          <h2>{strings.accounts.title}</h2>
          {count}
          <span className="spacer" />
          <span className="dim">{strings.accounts.hint}</span>
        </div>
      }
      paneName={evidence ? paneName : strings.accounts.account}
      pane={evidence ? <EvidencePane /> : <AccountPane />}
    >
      {problem === '' ? null : <Message level="error">{problem}</Message>}
      <AccountsGrid rows={shown} sort={sort} onSort={setSort} />
    </ViewArea>
  )
}
