import { useEffect, useMemo, useState } from 'react'
import type { AccountRow } from '../../electron/contract/events'
import { EngineGone, engine } from '../state/engine-client'
import { useStore } from '../state/store'
import { rememberedSort, rememberSort } from '../ui/remembered-sort'
import { isAccountColumn } from './account-columns'
import { type AccountSort, matchingAccounts, sortedAccounts } from './sort-accounts'

const SORT_KEY = 'accounts'
const BY_NAME: AccountSort = { column: 'account', descending: false }

/** The accounts of the case, those that match what is typed, in the order asked for. */
export function useAccounts() {
  const generation = useStore((state) => state.generation)
  const [rows, setRows] = useState<readonly AccountRow[]>([])
  const [problem, setProblem] = useState('')
  const [typed, setTyped] = useState('')
  const [sort, setSort] = useState<AccountSort>(
    () => rememberedSort(SORT_KEY, isAccountColumn)?.[0] ?? BY_NAME,
  )
  useEffect(() => {
    if (generation === 0) return
    let stale = false
    engine.call({ call: 'accounts' }).then(
      (reply) => {
        if (stale) return
        setRows(reply)
        setProblem('')
      },
      (error: unknown) => {
        if (stale || error instanceof EngineGone) return
        setProblem(error instanceof Error ? error.message : String(error))
      },
    )
    return () => {
      stale = true
    }
  }, [generation])
  const shown = useMemo(() => sortedAccounts(matchingAccounts(rows, typed), sort), [rows, typed, sort])
  const changeSort = (next: AccountSort): void => {
    rememberSort(SORT_KEY, [next])
    setSort(next)
  }
  return { shown, all: rows.length, typed, setTyped, sort, setSort: changeSort, problem }
}
