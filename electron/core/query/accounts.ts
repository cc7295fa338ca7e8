import type { Session } from '../../contract/sessions'
import { compareText, fold } from './text-pattern'

/** How an account was written in some sessions; entries of one person or service share an identity. */
export interface AccountEntry {
  readonly account: string
  readonly domain: string
  readonly sid: string | null
  readonly identity: number
  /** Folded `domain\account`, for the search. */
  readonly folded: string
}

/** One account of the case, named by its commonest spelling. */
export interface AccountIdentity {
  readonly account: string
  readonly domain: string
  readonly sid: string | null
  /** What a facet calls it: the name alone if no other identity has it, else `domain\name`, else with the SID. */
  readonly value: string
}

export interface Accounts {
  readonly entries: readonly AccountEntry[]
  readonly identities: readonly AccountIdentity[]
  /** Entry of each session. */
  readonly entryOf: Uint32Array
}

/**
 * Account key: the SID where there is one, else domain and name folded (sessions.md 3). A name without SID joins the
 * one SID that has the same name and first domain label, because domain text differs between records of one account.
 */
export function groupAccounts(sessions: readonly Session[]): Accounts {
  const spellings = new Map<string, { account: string; domain: string; sid: string | null; count: number }>()
  const order: string[] = []
  const spellingOf = new Uint32Array(sessions.length)
  const placeOf = new Map<string, number>()
  sessions.forEach((session, i) => {
    const account = session.account ?? ''
    const domain = session.domain ?? ''
    const key = `${session.sid ?? ''}\n${domain}\n${account}`
    let place = placeOf.get(key)
    if (place === undefined) {
      place = order.length
      placeOf.set(key, place)
      order.push(key)
      spellings.set(key, { account, domain, sid: session.sid, count: 0 })
    }
    spellings.get(key)!.count++
    spellingOf[i] = place
  })

  const sidsOfName = new Map<string, Set<string>>()
  for (const { account, domain, sid } of spellings.values()) {
    if (sid === null || account === '') continue
    const name = nameKey(domain, account)
    const sids = sidsOfName.get(name) ?? new Set()
    sids.add(sid)
    sidsOfName.set(name, sids)
  }
  const keyOf = (s: { account: string; domain: string; sid: string | null }): string => {
    if (s.sid !== null) return s.sid
    const name = nameKey(s.domain, s.account)
    const sids = s.account === '' ? undefined : sidsOfName.get(name)
    return sids?.size === 1 ? [...sids][0]! : name
  }

  const identityOf = new Map<string, number>()
  const best: { account: string; domain: string; sid: string | null; count: number }[] = []
  const entries = order.map((key) => {
    const spelling = spellings.get(key)!
    const identityKey = keyOf(spelling)
    let identity = identityOf.get(identityKey)
    if (identity === undefined) {
      identity = best.length
      identityOf.set(identityKey, identity)
      best.push(spelling)
    } else if (isBetter(spelling, best[identity]!)) best[identity] = spelling
    const { account, domain, sid } = spelling
    return { account, domain, sid, identity, folded: fold(`${domain}\\${account}`) }
  })
  return { entries, identities: nameIdentities(best), entryOf: spellingOf }
}

interface Spelling {
  readonly account: string
  readonly domain: string
  readonly sid: string | null
  readonly count: number
}

/** The commoner spelling names the account; a tie is broken by text so that input order never shows. */
function isBetter(a: Spelling, b: Spelling): boolean {
  if ((a.sid === null) !== (b.sid === null)) return a.sid !== null
  if (a.count !== b.count) return a.count > b.count
  return (compareText(a.account, b.account) || compareText(a.domain, b.domain)) < 0
}

function nameIdentities(spellings: readonly Spelling[]): AccountIdentity[] {
  const names = countBy(spellings.map((s) => fold(s.account)))
  const full = countBy(spellings.map((s) => fold(`${s.domain}\\${s.account}`)))
  return spellings.map(({ account, domain, sid }) => {
    const qualified = `${domain}\\${account}`
    if (account === '') return { account, domain, sid, value: sid ?? '' }
    const value =
      names.get(fold(account)) === 1
        ? account
        : full.get(fold(qualified)) === 1 || sid === null
          ? qualified
          : `${qualified} (${sid})`
    return { account, domain, sid, value }
  })
}

function countBy(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** Folded name with the first label of its domain: `CORP` and `corp.local` are the same domain. */
export function nameKey(domain: string, account: string): string {
  return `${fold(domain).split('.')[0]}\\${fold(account)}`
}
