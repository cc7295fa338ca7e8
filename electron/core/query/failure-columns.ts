import type { Filter } from '../../contract/engine'
import type { Failure, Machine } from '../../contract/sessions'
import { nameKey, type Accounts } from './accounts'
import { computerDrops, typeBits } from './facet-drops'
import { UNKNOWN_TYPE_BIT } from './session-columns'
import { equalsPattern, fold, occursIn } from './text-pattern'
import { parseQuery } from './syntax/parse-query'
import type { Field, QueryTerm } from './syntax/query-ast'
import { computerTerm } from './syntax/term-values'
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
  readonly account: string
  /** Folded `domain\account`. */
  readonly full: string
  /** Folded address and workstation. */
  readonly from: string
}

export const NO_IDENTITY = 0xffffffff

export function buildFailureColumns(failures: readonly Failure[], accounts: Accounts): FailureColumns {
  const identify = accountFinder(accounts)
  const sorted = failures.toSorted((a, b) =>
    a.time < b.time ? -1 : a.time > b.time ? 1 : a.record - b.record,
  )
  const ids = new Map<string, number>()
  const texts: FailureText[] = []
  const text = Uint32Array.from(sorted, ({ account, domain, ip, workstation }) => {
    const full = fold(`${domain ?? ''}\\${account ?? ''}`)
    const from = fold(`${ip ?? ''}\n${workstation ?? ''}`)
    const key = `${full}\n${from}`
    let id = ids.get(key)
    if (id === undefined) {
      id = texts.push({ account: fold(account ?? ''), full, from }) - 1
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

/** By domain and name; by name alone (a failed logon often names the wrong domain) where one account only has it. */
export function accountFinder({
  entries,
}: Accounts): (account: string | null, domain: string | null) => number {
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

/** 0 for each failure that the filter's words, account, computer, type and source keep, else 1; what is asked of ends, durations, classes and confidence says nothing about it. */
export function failureMask(
  columns: FailureColumns,
  machines: readonly Machine[],
  filter: Filter,
): Uint8Array {
  const mask = new Uint8Array(columns.count)
  const machineNames = machines.map(({ id, name, aliases }) => fold([id, name, ...aliases].join('\n')))
  const terms = parseQuery(filter.text).terms ?? []
  for (const { values, not } of terms.filter(({ field }) => field === null)) {
    const word = fold(values[0]!)
    const machineHit = machineNames.map((names) => occursIn(word, names))
    const textHit = columns.texts.map(({ full, from }) => occursIn(word, full) || occursIn(word, from))
    dropUnless(mask, (i) => (machineHit[columns.machine[i]!]! || textHit[columns.text[i]!]!) !== not)
  }
  const asked = (field: Field): QueryTerm[] => terms.filter((term) => term.field === field)
  for (const { values, not } of asked('source')) {
    const patterns = values.map(fold)
    const hit = columns.texts.map(({ from }) => patterns.some((one) => equalsPattern(one, from)) !== not)
    dropUnless(mask, (i) => hit[columns.text[i]!]!)
  }
  for (const account of [filter.account, ...asked('account')]) {
    if (!account) continue
    const patterns = account.values.map(fold)
    const hit = columns.texts.map(({ account: name, full }) => {
      return (
        patterns.some((pattern) => equalsPattern(pattern, name) || equalsPattern(pattern, full)) !==
        account.not
      )
    })
    dropUnless(mask, (i) => hit[columns.text[i]!]!)
  }
  for (const computer of [filter.computer, ...asked('computer').map(computerTerm)]) {
    if (!computer) continue
    const drops = computerDrops(machines, computer)
    dropUnless(mask, (i) => !drops[columns.machine[i]!]!)
  }
  for (const type of [filter.type, ...asked('type')]) {
    if (!type) continue
    const bits = typeBits(type)
    dropUnless(mask, (i) => ((columns.typeBit[i]! & bits) !== 0) !== type.not)
  }
  return mask
}

function dropUnless(mask: Uint8Array, hit: (i: number) => boolean): void {
  for (let i = 0; i < mask.length; i++) if (mask[i] === 0 && !hit(i)) mask[i] = 1
}
