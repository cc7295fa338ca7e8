/** Logs of one name that cannot be one computer's: what is told of them may join records of two (sessions.md 4.1, 10.1). */
import type { Confidence, Interval, Logon, MachineFact, Session } from '../../../contract/sessions'
import { formatFileTime } from '../../text/time'
import { visibleText } from '../../text/visible-text'
import type { CaseRows } from '../records/case-rows'
import { isCollected, type RecordRun } from '../records/record-runs'
import { SESSION_CHANNELS } from '../../events/family'
import { AS_IT_IS, type Claims } from '../weak-claims'
import type { MachineSet } from './describe-machines'

/** Sources of one log that are compared with each other. */
const MAX_SOURCES = 24
/** Stretches of two logs that are compared; logs in more pieces are not judged. */
const MAX_RUNS = 4096
/** One record that differs may be a changed one. */
const MIN_DIFFERENT = 2
const CAP: Confidence = 'low'

/** Two sources of one machine whose records of one id are never the same, in times that both cover. */
export interface MixedLogs {
  readonly machine: number
  /** Indexes of the table's sources. */
  readonly a: number
  readonly b: number
  /** What both cover, FILETIME. */
  readonly from: bigint
  readonly to: bigint
  /** A record of each with one id, rows of the record table. */
  readonly records: readonly [number, number]
}

/** By machine, channel and sources. Text and collectors' logs tell nothing of the kind. */
export function findMixedLogs(rows: CaseRows, set: MachineSet, runs: readonly RecordRun[]): MixedLogs[] {
  const logs = new Map<string, Map<number, RecordRun[]>>()
  for (const run of runs) {
    const channel = rows.fold(run.channel)
    if (!SESSION_CHANNELS.has(channel) || rows.recordId(run.first) === 0) continue
    if (rows.isText(run.first) || isCollected(rows, run)) continue
    const key = `${set.ofComputer.get(run.computer) ?? 0} ${channel}`
    const sources = logs.get(key) ?? new Map<number, RecordRun[]>()
    logs.set(key, sources)
    const own = sources.get(run.source)
    if (own === undefined) sources.set(run.source, [run])
    else own.push(run)
  }
  const found = new Map<string, MixedLogs>()
  for (const [key, sources] of logs) {
    const machine = Number(key.slice(0, key.indexOf(' ')))
    const some = [...sources].sort(([a], [b]) => a - b).slice(0, MAX_SOURCES)
    some.forEach(([b, second], i) => {
      for (const [a, first] of some.slice(0, i)) {
        const pair = `${machine} ${a} ${b}`
        const mixed = found.has(pair) ? null : compare(rows, first, second)
        if (mixed !== null) found.set(pair, { machine, a, b, ...mixed })
      }
    })
  }
  return [...found.values()].sort((x, y) => x.machine - y.machine || x.a - y.a || x.b - y.b)
}

function compare(
  rows: CaseRows,
  first: readonly RecordRun[],
  second: readonly RecordRun[],
): Pick<MixedLogs, 'from' | 'to' | 'records'> | null {
  const [x, y] = [spanOf(rows, first), spanOf(rows, second)]
  const from = x.from > y.from ? x.from : y.from
  const to = x.to < y.to ? x.to : y.to
  if (from >= to) return null
  const records = differentThroughout(rows, byId(rows, first), byId(rows, second))
  return records === null ? null : { from, to, records }
}

function spanOf({ records: { time } }: CaseRows, runs: readonly RecordRun[]): { from: bigint; to: bigint } {
  let [from, to] = [time[runs[0]!.first]!, 0n]
  for (const { first, end } of runs) {
    if (time[first]! < from) from = time[first]!
    if (time[end - 1]! > to) to = time[end - 1]!
  }
  return { from, to }
}

function byId(rows: CaseRows, runs: readonly RecordRun[]): RecordRun[] {
  return runs.toSorted((a, b) => rows.recordId(a.first) - rows.recordId(b.first) || a.first - b.first)
}

/** The first two records of one id where all that were looked at differ; null where any agree, or too few can be compared. */
function differentThroughout(
  rows: CaseRows,
  a: readonly RecordRun[],
  b: readonly RecordRun[],
): [number, number] | null {
  const idOf = (record: number): number => rows.recordId(record)
  const seen = new Set<number>()
  let example: [number, number] | null = null
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (i + j > MAX_RUNS) return null
    const [one, other] = [a[i]!, b[j]!]
    const from = Math.max(idOf(one.first), idOf(other.first))
    const to = Math.min(idOf(one.end - 1), idOf(other.end - 1))
    for (const id of from <= to ? [from, to] : []) {
      const [p, q] = [one.first + id - idOf(one.first), other.first + id - idOf(other.first)]
      if (rows.isSameMoment(p, q) && rows.records.eventId[p] === rows.records.eventId[q]) return null
      seen.add(id)
      example ??= [p, q]
    }
    if (idOf(one.end - 1) <= idOf(other.end - 1)) i++
    else j++
  }
  return seen.size < MIN_DIFFERENT ? null : example
}

/** The machines, of which those with mixed logs say so. */
export function withMixedFacts(rows: CaseRows, set: MachineSet, mixed: readonly MixedLogs[]): MachineSet {
  if (mixed.length === 0) return set
  return {
    ...set,
    machines: set.machines.map((machine, at) => {
      const own = mixed.filter((one) => one.machine === at)
      const facts = own.map((one): MachineFact => ({
        text: `${sentence(rows, one)}, so that what is told of that time is low; medium.`,
        confidence: 'medium',
        evidence: one.records.map((record) => ({ record, role: 'other-computer' })),
      }))
      return own.length === 0 ? machine : { ...machine, identity: [...facts, ...machine.identity] }
    }),
  }
}

/** Claims of the time that mixed logs both cover are low, and say why. */
export function mixedClaims(rows: CaseRows, mixed: readonly MixedLogs[]): Claims {
  if (mixed.length === 0) return AS_IT_IS
  const of = ({ machine, start, end }: Logon | Session): MixedLogs | undefined =>
    mixed.find((one) => one.machine === machine && first(start) <= one.to && last(end) >= one.from)
  return {
    logon: (logon) => (of(logon) === undefined ? logon : { ...logon, ...lowered(logon) }),
    session: (session) => {
      const found = of(session)
      if (found === undefined) return session
      return {
        ...session,
        ...lowered(session),
        confidence: session.confidence === null ? null : CAP,
        explanation: [...session.explanation, `${sentence(rows, found)}, so this is no more than ${CAP}.`],
      }
    },
  }
}

function sentence(rows: CaseRows, { a, b, from, to }: MixedLogs): string {
  const [one, other] = [a, b].map((source) => visibleText(rows.table.sources[source] ?? ''))
  return `${one} and ${other} name one computer, but from ${formatFileTime(from)} to ${formatFileTime(to)} none of their records agree: two computers of one name, or a clock that was set back; records of both may be joined here, and cases of their own would tell them apart`
}

function lowered<T extends Logon | Session>({ start, end }: T): Pick<Logon, 'start' | 'end'> {
  return {
    start: start.confidence === null ? start : { ...start, confidence: CAP },
    end: end.confidence === null ? end : { ...end, confidence: CAP },
  }
}

function first({ earliest, best, latest }: Interval): bigint {
  return earliest ?? best ?? latest ?? 0n
}

function last({ earliest, best, latest }: Interval): bigint {
  return latest ?? best ?? earliest ?? 0xffff_ffff_ffff_ffffn
}
