/** What records say of two computer names being one machine: renamed accounts, machine SIDs, one record in two files (sessions.md 4.1 b, d, e). */
import type { Confidence } from '../../../contract/sessions'
import type { CaseRows } from '../records/case-rows'
import { firstLabel } from '../hosts/names'
import { KIND } from '../records/kind-index'
import { isCollected, type RecordRun } from '../records/record-runs'
import { lowerBound } from '../records/sorted'

/** Two folded names, and the record that says so. */
export interface NameLink {
  readonly names: readonly [string, string]
  readonly method: 'short-name' | 'stream' | 'renamed' | 'account-renamed' | 'machine-sid' | 'same-record'
  readonly confidence: Confidence
  /** Row of the record table. */
  readonly record: number
}

/** A hostile log could tell of any number of renames. */
const MAX_RENAMES = 1000

/** A rename as a record tells it. */
export interface Rename {
  /** First labels. */
  readonly from: string
  readonly to: string
  /** Full name of the computer that tells of itself. */
  readonly self?: string
  readonly record: number
  readonly method: 'renamed' | 'account-renamed'
}

/**
 * EventLog 6011 names the old and the new first label, of which the record's own computer has one; 4781 and 4742 of a
 * machine account name both. A label that several machines have could be any of them.
 * @param rootsOf names of a label that are different machines as far as known
 */
export function renameLinks(
  renames: readonly Rename[],
  rootsOf: (label: string) => readonly string[],
): NameLink[] {
  const links: NameLink[] = []
  for (const { from, to, self, record, method } of renames) {
    const [old, others] = [rootsOf(from), self === undefined ? rootsOf(to) : [self]]
    const [a, b] = [old[0], others[0]]
    if (old.length === 1 && others.length === 1 && a !== undefined && b !== undefined && a !== b)
      links.push({ names: [a, b], method, confidence: 'certain', record })
  }
  return links
}

/** Renames of computers that records tell. */
export function findRenames(rows: CaseRows): Rename[] {
  const { family, records } = rows
  const found: Rename[] = []
  const fold = (id: number | undefined): string => rows.fold(id ?? 0).trim()
  const eachOf = (kind: number, take: (row: number) => void): void => {
    let row = family.kind.indexOf(kind)
    for (let told = 0; row >= 0 && told < MAX_RENAMES; told++) {
      take(row)
      row = family.kind.indexOf(kind, row + 1)
    }
  }
  eachOf(KIND['computer-renamed'], (row) => {
    const record = family.record[row] ?? 0
    const self = fold(records.computer[record])
    const own = firstLabel(self)
    const labels = [fold(family.text1[row]), fold(family.text2[row])]
    const other = labels.find((label) => label !== own)
    if (labels.includes(own) && other !== undefined)
      found.push({ from: other, to: own, self, record, method: 'renamed' })
  })
  for (const kind of [KIND['account-renamed'], KIND['computer-changed']]) {
    eachOf(kind, (row) => {
      const [from, name, host] = [fold(family.text1[row]), fold(family.text2[row]), fold(family.text3[row])]
      const to = name.endsWith('$') ? name.slice(0, -1) : firstLabel(host)
      const old = from.slice(0, -1)
      if (from.endsWith('$') && to !== '' && to !== '-' && to !== old)
        found.push({ from: old, to, record: family.record[row] ?? 0, method: 'account-renamed' })
    })
  }
  return found
}

/** `S-1-5-21-x-y-z` of a local or domain account. */
const ACCOUNT_SID = /^(S-1-5-21-\d{1,10}-\d{1,10}-\d{1,10})-\d{1,10}$/

/**
 * Names whose local accounts (of a domain that has the computer's own name) have one machine SID. Cloned images break
 * it, so they are one machine only where no two of them ran at the same time or have different records of one id.
 * @param spanOf first and last time (ms) of the machine a name is of so far, and that machine
 * @param differ whether a channel has different records of one id under two names
 */
export function machineSidLinks(
  rows: CaseRows,
  names: readonly string[],
  spanOf: (name: string) => { readonly root: string; readonly from: number; readonly to: number },
  differ: (a: string, b: string) => boolean,
): NameLink[] {
  const groups = localAccounts(rows, names)
  const links: NameLink[] = []
  for (const prefix of [...groups.keys()].sort()) {
    const group = groups.get(prefix) ?? new Map<string, number>()
    const known = [...group.keys()].sort()
    const spans = [...new Map(known.map((name) => [spanOf(name).root, { name, ...spanOf(name) }])).values()]
    spans.sort((a, b) => a.from - b.from)
    const overlap = spans.some(
      (span, i) => i > 0 && span.from < Math.max(...spans.slice(0, i).map(({ to }) => to)),
    )
    const [first, ...others] = known
    if (first === undefined || spans.length < 2 || overlap) continue
    // Neighbours in time are enough: record ids of one computer only grow.
    if (spans.some(({ name }, i) => i > 0 && differ(spans[i - 1]?.name ?? name, name))) continue
    for (const other of others)
      links.push({
        names: [first, other],
        method: 'machine-sid',
        confidence: 'high',
        record: group.get(other) ?? 0,
      })
  }
  return links
}

/** By machine SID: the names of computers with local accounts of it, and a record of each. */
function localAccounts(rows: CaseRows, names: readonly string[]): Map<string, Map<string, number>> {
  const { family, records } = rows
  const labels = new Set(names.map((name) => firstLabel(name)))
  const { strings } = rows.table
  /** By string id: the text where it is a computer's. */
  const labelOfText = strings.map((text) => {
    const label = text.length < 64 ? text.toLowerCase() : ''
    return label !== '' && labels.has(label) ? label : undefined
  })
  const groups = new Map<string, Map<string, number>>()
  /** Computer and account. */
  const seen = new Set<number>()
  const { length, targetDomain, targetSid, record } = family
  for (let row = 0; row < length; row++) {
    const label = labelOfText[targetDomain[row]!]
    const sid = targetSid[row]!
    if (label === undefined || sid === 0) continue
    const computer = records.computer[record[row]!]!
    const key = computer * strings.length + sid
    if (seen.has(key)) continue
    const name = rows.fold(computer)
    if (firstLabel(name) !== label) continue
    seen.add(key)
    const prefix = ACCOUNT_SID.exec(rows.text(sid) ?? '')?.[1]
    if (prefix === undefined) continue
    const group = groups.get(prefix) ?? new Map<string, number>()
    groups.set(prefix, group)
    if (!group.has(name)) group.set(name, record[row] ?? 0)
  }
  return groups
}

/** Runs before the one in question that are looked at; a log of which many copies overlap has more, with the same records. */
const MAX_OVERLAPS = 64
/** One record that agrees in a tick may be chance. */
const MIN_SAME = 2

/** Records (channel, record id, time, event number) that two files have under different names of the computer. */
export function sameRecordLinks(rows: CaseRows, runs: readonly RecordRun[]): NameLink[] {
  const logs = new Map<string, RecordRun[]>()
  for (const run of runs) {
    // Times that another program tells are rounded, and a collector counts for itself.
    if (rows.isWeakRecord(run.first) || isCollected(rows, run)) continue
    const channel = rows.fold(run.channel)
    const log = logs.get(channel)
    if (log === undefined) logs.set(channel, [run])
    else log.push(run)
  }
  const found = new Map<string, { readonly names: [string, string]; readonly records: Map<number, number> }>()
  for (const log of logs.values()) {
    if (new Set(log.map(({ computer }) => computer)).size < 2) continue
    log.sort((a, b) => rows.recordId(a.first) - rows.recordId(b.first) || a.first - b.first)
    const starts = log.map(({ first }) => rows.recordId(first))
    for (const run of log) {
      for (const record of new Set([run.first, run.end - 1])) {
        for (const [other, same] of overlapping(rows, log, starts, run, record)) {
          const names = [rows.fold(run.computer), rows.fold(other.computer)].sort() as [string, string]
          if (names[0] === names[1]) continue
          const key = names.join('\u0000')
          const known = found.get(key) ?? { names, records: new Map<number, number>() }
          found.set(key, known)
          const id = rows.recordId(record)
          known.records.set(id, Math.min(record, same, known.records.get(id) ?? record))
        }
      }
    }
  }
  return [...found.keys()].sort().flatMap((key): NameLink[] => {
    const { names, records } = found.get(key)!
    if (records.size < MIN_SAME) return []
    const record = Math.min(...[...records.values()].slice(0, MAX_OVERLAPS))
    return [{ names, method: 'same-record', confidence: 'certain', record }]
  })
}

/** Runs of other names that hold the same record, with it. */
function overlapping(
  rows: CaseRows,
  log: readonly RecordRun[],
  starts: readonly number[],
  run: RecordRun,
  record: number,
): [RecordRun, number][] {
  const id = rows.recordId(record)
  const until = lowerBound(starts, id + 1)
  const found: [RecordRun, number][] = []
  for (let i = Math.max(0, until - MAX_OVERLAPS); i < until; i++) {
    const other = log[i]!
    if (other.computer === run.computer) continue
    const same = other.first + (id - starts[i]!)
    if (same < other.end && isSame(rows, record, same)) found.push([other, same])
  }
  return found
}

function isSame({ records }: CaseRows, a: number, b: number): boolean {
  return records.time[a] === records.time[b] && records.eventId[a] === records.eventId[b]
}
