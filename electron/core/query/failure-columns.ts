import type { Failure, Machine } from '../../contract/sessions'
import { accountFinder, accountNames } from './account-finder'
import type { Accounts } from './accounts'
import { computerDrops, typeBits } from './facet-drops'
import { UNKNOWN_TYPE_BIT } from './session-columns'
import { equalsPattern, fold, occursIn } from './text-pattern'
import { ipAddress, ipRange, isInRanges } from './syntax/ip-range'
import { touchesRange } from './syntax/ordered-range'
import type { QueryTerm } from './syntax/query-ast'
import { timeRange } from './syntax/time-values'
import { unixMs } from './unix-ms'

/** Failed logons in order of time. A name that no session has belongs to no account: NO_IDENTITY. */
export interface FailureColumns {
  readonly count: number
  readonly time: Float64Array
  readonly machine: Uint32Array
  readonly identity: Uint32Array
  readonly typeBit: Uint32Array
  /** Index into `texts`: what the search looks at. */
  readonly text: Uint32Array
  readonly texts: readonly FailureText[]
}

interface FailureText {
  /** As it was spelled first. */
  readonly name: string
  /** With its domain, where the record has one. */
  readonly spelled: string
  /** Folded. */
  readonly account: string
  /** Folded `domain\account`. */
  readonly full: string
  /** Folded: what else its account is asked for by. */
  readonly also: readonly string[]
  /** Folded address and workstation, as far as they are known. */
  readonly from: readonly string[]
}

export function buildFailureColumns(failures: readonly Failure[], accounts: Accounts): FailureColumns {
  const identify = accountFinder(accounts)
  const namesOf = accountNames(accounts)
  const sorted = failures.toSorted((a, b) =>
    a.time < b.time ? -1 : a.time > b.time ? 1 : a.record - b.record,
  )
  const ids = new Map<string, number>()
  const texts: FailureText[] = []
  const text = Uint32Array.from(sorted, ({ account, domain, ip, workstation }) => {
    const full = fold(`${domain ?? ''}\\${account ?? ''}`)
    const from = [ip, workstation].flatMap((one) => (one === null ? [] : [fold(one)]))
    const key = [full, ...from].join('\n')
    let id = ids.get(key)
    if (id === undefined) {
      const also = namesOf(account, domain)
      const name = account ?? ''
      const spelled = domain === null || domain === '' ? name : `${domain}\\${name}`
      id = texts.push({ name, spelled, account: fold(name), full, also, from }) - 1
      ids.set(key, id)
    }
    return id
  })
  return {
    count: sorted.length,
    time: Float64Array.from(sorted, ({ time }) => unixMs(time)),
    machine: Uint32Array.from(sorted, ({ machine }) => machine),
    identity: Uint32Array.from(sorted, ({ account, domain }) => identify(account, domain)),
    typeBit: Uint32Array.from(sorted, ({ logonType }) => {
      return 1 << (logonType !== null && logonType < UNKNOWN_TYPE_BIT ? logonType : UNKNOWN_TYPE_BIT)
    }),
    text,
    texts,
  }
}

/**
 * 0 for each failure that the terms of words, account, computer, type, source, address and time keep, else 1; what is asked of ends, durations,
 * classes, tags and confidence says nothing about it.
 */
export function failureMask(
  columns: FailureColumns,
  machines: readonly Machine[],
  terms: readonly QueryTerm[],
): Uint8Array {
  const mask = new Uint8Array(columns.count)
  for (const term of terms) {
    const keeps = failureKeeper(columns, machines, term)
    if (keeps !== null) for (let i = 0; i < mask.length; i++) if (mask[i] === 0 && !keeps(i)) mask[i] = 1
  }
  return mask
}

function failureKeeper(
  columns: FailureColumns,
  machines: readonly Machine[],
  term: QueryTerm,
): ((i: number) => boolean) | null {
  const { values, not } = term
  const patterns = values.map(fold)
  const byText = (hits: (text: FailureText) => boolean): ((i: number) => boolean) => {
    const keep = columns.texts.map((text) => hits(text) !== not)
    return (i) => keep[columns.text[i]!]!
  }
  const isOne = (text: string): boolean => patterns.some((pattern) => equalsPattern(pattern, text))
  switch (term.field) {
    case null: {
      const word = patterns[0]!
      const machineHit = machines.map(({ id, name, aliases }) =>
        occursIn(word, fold([id, name, ...aliases].join('\n'))),
      )
      const textHit = columns.texts.map(
        ({ full, from }) => occursIn(word, full) || from.some((one) => occursIn(word, one)),
      )
      return (i) => (machineHit[columns.machine[i]!]! || textHit[columns.text[i]!]!) !== not
    }
    case 'account':
      return byText(({ account, full, also }) => isOne(account) || isOne(full) || also.some(isOne))
    case 'source':
      return byText(({ from }) => from.some(isOne))
    case 'ip': {
      const ranges = values.flatMap((value) => ipRange(value) ?? [])
      return byText(({ from }) => from.some((one) => isInRanges(ipAddress(one), ranges)))
    }
    case 'computer': {
      const drops = computerDrops(machines, term)
      return (i) => !drops[columns.machine[i]!]!
    }
    case 'time': {
      const ranges = values.flatMap((value) => timeRange(value) ?? [])
      return (i) => ranges.some((range) => touchesRange(columns.time[i]!, columns.time[i]!, range)) !== not
    }
    case 'type': {
      const bits = typeBits(term)
      return (i) => ((columns.typeBit[i]! & bits) !== 0) !== not
    }
    default:
      return null
  }
}
