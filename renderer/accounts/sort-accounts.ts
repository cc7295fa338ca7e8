import type { AccountRow } from '../../electron/contract/events'
import { CLASS_NAMES } from '../strings'

export type AccountColumn = Exclude<keyof AccountRow, 'value'>
export interface AccountSort {
  readonly column: AccountColumn
  readonly descending: boolean
}

/** Accounts whose name, domain, SID or class has the text, case ignored. */
export function matchingAccounts(rows: readonly AccountRow[], typed: string): readonly AccountRow[] {
  const wanted = typed.trim().toLowerCase()
  if (wanted === '') return rows
  return rows.filter(({ account, domain, sid, class: name }) =>
    `${domain}\\${account}\n${sid ?? ''}\n${CLASS_NAMES[name]}`.toLowerCase().includes(wanted),
  )
}

/** In order of a column; what is not known comes last either way, equal ones stay in their order. */
export function sortedAccounts(
  rows: readonly AccountRow[],
  { column, descending }: AccountSort,
): AccountRow[] {
  const sign = descending ? -1 : 1
  return rows.toSorted((a, b) => {
    const one = a[column]
    const other = b[column]
    if (isUnknown(one) || isUnknown(other)) return Number(isUnknown(one)) - Number(isUnknown(other))
    if (typeof one === 'number' && typeof other === 'number') return sign * (one - other)
    return sign * compare(String(one).toLowerCase(), String(other).toLowerCase())
  })
}

const isUnknown = (value: string | number | null): boolean => value === null || value === ''

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
