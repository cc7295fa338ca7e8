/** What values of a facet, typed or chosen, drop: by account, by computer, by logon type. */
import type { FacetTerm } from '../../contract/engine'
import type { Machine } from '../../contract/sessions'
import { UNKNOWN_TYPE_BIT, type SessionColumns } from './session-columns'
import { equalsPattern, fold } from './text-pattern'

/** What logon types and end reasons are called in facets and terms. */
export const UNKNOWN_TYPE = 'unknown'

/** By account entry. A value is a name, `domain\name`, a SID or what a facet called the account; `*` stands for anything. */
export function accountDrops({ accounts }: SessionColumns, { values, not }: FacetTerm): boolean[] {
  const patterns = values.map(fold)
  return accounts.entries.map(({ account, folded, sid, identity }) => {
    const names = [folded, fold(accounts.identities[identity]!.value)]
    if (account !== '') names.push(fold(account))
    if (sid !== null) names.push(fold(sid))
    const hit = patterns.some((pattern) => names.some((name) => equalsPattern(pattern, name)))
    return hit === not
  })
}

export function computerDrops(machines: readonly Machine[], { values, not }: FacetTerm): boolean[] {
  const patterns = values.map(fold)
  return machines.map((machine) => {
    const names = machineNames(machine)
    return patterns.some((pattern) => names.some((name) => equalsPattern(pattern, name))) === not
  })
}

export function machineNames({ id, name, aliases }: Machine): string[] {
  return [name, id, ...aliases].map(fold)
}

/** A session that began at the console and went on by remote desktop has both types and is found by either. */
export function typeBits({ values }: FacetTerm): number {
  let bits = 0
  for (const value of values) {
    if (value === UNKNOWN_TYPE) bits |= 1 << UNKNOWN_TYPE_BIT
    else if (/^\d{1,2}$/.test(value) && Number(value) < UNKNOWN_TYPE_BIT) bits |= 1 << Number(value)
  }
  return bits
}
