/** What values of a facet, typed or chosen, drop: by account, by computer, by logon type. */
import type { Machine } from '../../contract/sessions'
import { UNKNOWN_TYPE_BIT, type SessionColumns } from './session-columns'
import type { QueryTerm } from './syntax/query-ast'
import { UNKNOWN } from './syntax/term-values'
import { equalsPattern, fold } from './text-pattern'

/** Values of a term, which keep or (`not`) drop. */
type Values = Pick<QueryTerm, 'values' | 'not'>

/** By account entry. A value is a name, `domain\name`, a SID or what a facet called the account; `*` stands for anything. */
export function accountDrops({ accounts }: SessionColumns, { values, not }: Values): boolean[] {
  const patterns = values.map(fold)
  return accounts.entries.map(({ account, folded, sid, identity }) => {
    const names = [folded, fold(accounts.identities[identity]!.value)]
    if (account !== '') names.push(fold(account))
    if (sid !== null) names.push(fold(sid))
    const hit = patterns.some((pattern) => names.some((name) => equalsPattern(pattern, name)))
    return hit === not
  })
}

/**
 * By machine. A host name without dots that no machine is called stands for every name that it is the first part of: `DC1` for
 * `DC1.corp.example` too.
 */
export function computerDrops(machines: readonly Machine[], { values, not }: Values): boolean[] {
  const names = machines.map(machineNames)
  const patterns = values.map(fold).map((value) => {
    const known = /[.*]/.test(value) || names.some((all) => all.includes(value))
    return known ? value : `${value}.*`
  })
  return names.map(
    (all) => patterns.some((pattern) => all.some((name) => equalsPattern(pattern, name))) === not,
  )
}

export function machineNames({ id, name, aliases }: Machine): string[] {
  return [name, id, ...aliases].map(fold)
}

/** A session that began at the console and went on by remote desktop has both types and is found by either. */
export function typeBits({ values }: Values): number {
  let bits = 0
  for (const value of values) {
    if (value === UNKNOWN) bits |= 1 << UNKNOWN_TYPE_BIT
    else if (/^\d{1,2}$/.test(value) && Number(value) < UNKNOWN_TYPE_BIT) bits |= 1 << Number(value)
  }
  return bits
}
