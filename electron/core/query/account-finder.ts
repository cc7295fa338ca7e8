import { nameKey, type Accounts } from './accounts'
import { fold } from './text-pattern'

/** A name that no session has belongs to no account. */
export const NO_IDENTITY = 0xffffffff

/** Names as a record has them. */
type Find<T> = (account: string | null, domain: string | null) => T

/** By domain and name; by name alone (a failed logon often names the wrong domain) where one account only has it. */
export function accountFinder({ entries }: Accounts): Find<number> {
  const byKey = new Map<string, number>()
  const byName = new Map<string, number>()
  for (const { account, domain, identity } of entries) {
    if (account === '') continue
    byKey.set(nameKey(domain, account), identity)
    const name = fold(account)
    const other = byName.get(name)
    byName.set(name, other === undefined || other === identity ? identity : NO_IDENTITY)
  }
  return (account, domain) => {
    if (account === null || account === '') return NO_IDENTITY
    return byKey.get(nameKey(domain ?? '', account)) ?? byName.get(fold(account)) ?? NO_IDENTITY
  }
}

/** What else the account of a record is asked for by, folded: what facets call it, and its SID. Empty where it is none of the case. */
export function accountNames(accounts: Accounts): Find<readonly string[]> {
  const find = accountFinder(accounts)
  const names = accounts.identities.map(({ value, sid }) => [value, ...(sid === null ? [] : [sid])].map(fold))
  return (account, domain) => names[find(account, domain)] ?? []
}
