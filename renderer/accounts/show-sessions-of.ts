import type { AccountRow } from '../../electron/contract/events'
import { useStore } from '../state/store'
import { filterSessions } from '../state/value-actions'

/** All sessions of an account and nobody else's, in the sessions view. */
export function showSessionsOf(row: AccountRow): void {
  const { setFacet, showView, showHiddenClasses } = useStore.getState()
  // Sessions of machines and services are hidden at first: asked for by name they are wanted.
  if (row.class !== 'human') showHiddenClasses(true)
  setFacet('account', null)
  filterSessions('include', { kind: 'account', value: row.value })
  showView('sessions')
}
