import type { EventFilter } from '../../contract/events'
import type { EventTable } from '../columns/event-table'
import { accountNames } from './account-finder'
import type { Accounts } from './accounts'
import type { DamagePlace } from './damage-places'
import { equalsPattern, fold } from './text-pattern'

/** One bit a part of the filter: set where the part drops the record. 0 = it matches. */
export const EVENT_PART = {
  eventId: 1,
  computer: 2,
  channel: 4,
  account: 8,
  time: 16,
  search: 32,
  recordId: 64,
  behind: 128,
  only: 256,
} as const

/** Ticks of 100 ns from 1601 to 1970, and in a millisecond. */
const EPOCH_MS = 11_644_473_600_000

/**
 * For each record which parts of the filter drop it.
 * @param accounts name of each record as an index into `names`; @param known accounts of the case
 * @param found 1 for each record that the search found; null without a search
 * @param behind records behind what is asked for; null if nothing is
 */
export function eventMask(
  { records, strings }: EventTable,
  accounts: EventAccounts,
  known: Accounts,
  filter: EventFilter,
  found: Uint8Array | null,
  behind: ReadonlySet<number> | null,
): Uint16Array {
  const mask = new Uint16Array(records.length)
  const { eventId, computer, channel, account, fromMs, toMs } = filter
  if (eventId) {
    const ids = new Set(eventId.values)
    const drops = Uint8Array.from({ length: 0x10000 }, (_, id) =>
      ids.has(String(id)) === eventId.not ? 1 : 0,
    )
    drop(mask, EVENT_PART.eventId, (i) => drops[records.eventId[i]!] === 1)
  }
  if (computer) dropText(mask, EVENT_PART.computer, records.computer, strings, computer)
  if (channel) dropText(mask, EVENT_PART.channel, records.channel, strings, channel)
  if (account) {
    const patterns = account.values.map(fold)
    const namesOf = accountNames(known)
    const drops = accounts.names.map(({ account: name, domain }) => {
      const names = [fold(name), fold(`${domain}\\${name}`), ...namesOf(name, domain)]
      const hit = name !== '' && patterns.some((pattern) => names.some((one) => equalsPattern(pattern, one)))
      return hit === account.not
    })
    drop(mask, EVENT_PART.account, (i) => drops[accounts.of[i]!]!)
  }
  if (fromMs !== null || toMs !== null) {
    const from = fileTimeOf(fromMs ?? -EPOCH_MS)
    const to = toMs === null ? 0xffff_ffff_ffff_ffffn : fileTimeOf(toMs)
    drop(mask, EVENT_PART.time, (i) => records.time[i]! < from || records.time[i]! > to)
  }
  if (filter.recordId !== null) {
    const wanted = BigInt(/^\d{1,20}$/.test(filter.recordId) ? filter.recordId : -1)
    drop(mask, EVENT_PART.recordId, (i) => records.recordId[i] !== wanted)
  }
  if (behind) drop(mask, EVENT_PART.behind, (i) => !behind.has(i))
  if (found) drop(mask, EVENT_PART.search, (i) => found[i] === 0)
  if (filter.only !== null) {
    const recovered = filter.only === 'recovered' ? records.recovered : undefined
    drop(mask, EVENT_PART.only, (i) => recovered?.[i] !== 1)
  }
  return mask
}

/**
 * The same for places of damage: computer, channel and time are those of the record beside it; it has no event number, account or record ID, so
 * whatever asks for one drops it.
 * @param mask of the records
 */
export function placeMask(
  places: readonly DamagePlace[],
  mask: Uint16Array,
  filter: EventFilter,
): Uint16Array {
  const { eventId, account, recordId, behind, search, only } = filter
  const never =
    (eventId ? EVENT_PART.eventId : 0) |
    (account ? EVENT_PART.account : 0) |
    (recordId === null ? 0 : EVENT_PART.recordId) |
    (behind === null ? 0 : EVENT_PART.behind) |
    (search === null ? 0 : EVENT_PART.search)
  const place = EVENT_PART.computer | EVENT_PART.channel | EVENT_PART.time
  const asksForPlace = filter.computer ?? filter.channel ?? filter.fromMs ?? filter.toMs
  return Uint16Array.from(places, ({ anchor, range }) => {
    const kind = range.state === 'recovered-record' ? 'recovered' : 'damaged'
    const isOther = only !== null && only !== kind ? EVENT_PART.only : 0
    const beside = anchor >= 0 ? mask[anchor]! & place : asksForPlace === null ? 0 : place
    return never | isOther | beside
  })
}

/** Whom each record is about, as far as the columns say. */
export interface EventAccounts {
  /** Index into `names` by record; 0 = nobody. */
  readonly of: Uint32Array
  readonly names: readonly { readonly account: string; readonly domain: string }[]
}

/** The target of a session-relevant record, else its subject. */
export function eventAccounts({ records, family, strings }: EventTable): EventAccounts {
  const of = new Uint32Array(records.length)
  const names = [{ account: '', domain: '' }]
  const known = new Map<number, number>()
  for (let i = 0; i < family.length; i++) {
    const isTarget = family.targetUser[i] !== 0
    const user = isTarget ? family.targetUser[i]! : family.subjectUser[i]!
    if (user === 0) continue
    const domain = isTarget ? family.targetDomain[i]! : family.subjectDomain[i]!
    // Both are below 2^26: strings of one case fit in memory.
    const key = user * 0x4000000 + domain
    let name = known.get(key)
    if (name === undefined) {
      name = names.push({ account: strings[user] ?? '', domain: strings[domain] ?? '' }) - 1
      known.set(key, name)
    }
    of[family.record[i]!] = name
  }
  return { of, names }
}

function fileTimeOf(ms: number): bigint {
  const ticks = BigInt(Math.round(ms + EPOCH_MS)) * 10_000n
  return ticks < 0n ? 0n : ticks
}

function drop(mask: Uint16Array, bit: number, drops: (i: number) => boolean): void {
  for (let i = 0; i < mask.length; i++) if (drops(i)) mask[i] = mask[i]! | bit
}

function dropText(
  mask: Uint16Array,
  bit: number,
  ids: ArrayLike<number>,
  strings: readonly string[],
  { values, not }: { readonly values: readonly string[]; readonly not: boolean },
): void {
  const patterns = values.map(fold)
  // 0 not looked at, 1 stays, 2 is dropped: few of all texts are names of computers.
  const fate = new Uint8Array(strings.length)
  drop(mask, bit, (i) => {
    const id = ids[i]!
    if (fate[id] === 0) {
      const text = fold(strings[id] ?? '')
      fate[id] = patterns.some((pattern) => equalsPattern(pattern, text)) === not ? 2 : 1
    }
    return fate[id] === 2
  })
}
