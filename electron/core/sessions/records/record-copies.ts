/** The same record in several sources counts once and keeps all its places; what disagrees is a conflict (sessions.md 10.1). */
import type { EventTable, FamilyColumns } from '../../columns/event-table'
import type { FamilyField } from '../../columns/table-builder'
import { CaseRows } from './case-rows'
import type { MachineSet } from '../machines/describe-machines'
import { identifyMachines } from '../machines/machines'
import { differingField } from './record-content'
import { findRuns, type RecordRun } from './record-runs'
import { eachSameId, haveSameIds } from './same-ids'
import { lowerBound } from './sorted'
import { contradictedText, TOLD_ALREADY, type Contradicted } from './text-records'

/** Two sources that hold different records under one record id of one log. `a` comes before `b` in the table's sources, or is the same. */
export interface RecordConflict {
  readonly machine: number
  /** String id. */
  readonly channel: number
  readonly a: number
  readonly b: number
  /**
   * `other-record`: another time or event number. `other-content`: the same time and number, other values. `not-in-log`: text has
   * a record of a time at which the log's ids run on without it.
   */
  readonly kind: 'other-record' | 'other-content' | 'not-in-log'
  /** Records of `b` that disagree, and those that agree with a record of `a`. */
  count: number
  agree: number
  /** The disagreement with the lowest record id, as records of the table; of other content the column in which they differ. */
  readonly first: { readonly a: number; readonly b: number; readonly field: FamilyField | null }
}

const NONE = 0xffffffff
/** So many different records of one id are compared with those that follow; a hostile log could give one id to all its records. */
const MAX_HOLDERS = 16

/** Two generations of a log disagree in every record; more than these are counted only. */
const MAX_DISPUTES = 100_000

/** One record in all its places. */
interface Holder {
  readonly first: number
  last: number
  /** Their sources. */
  readonly equal: number[]
}

export class RecordCopies {
  /** By machine and channel as found, then by sources. */
  readonly conflicts: RecordConflict[] = []
  /** Per source: records that a source before it holds too. */
  readonly bySource: Uint32Array
  /** Per machine and folded channel (`logOf`): records that are there more than once, each further place counted. */
  readonly byLog = new Map<string, number>()
  /** Per record: the next place of the same record; null where nothing overlaps. */
  private next: Uint32Array | null = null
  private previous: Uint32Array | null = null
  /** Per record: sources that say otherwise of its id. */
  private readonly disputes = new Map<number, number[]>()
  /** Of the log that is looked through. */
  private copies = 0
  private readonly known = new Map<string, RecordConflict>()
  private readonly agreements = new Map<string, number>()

  constructor(
    private readonly rows: CaseRows,
    set: MachineSet,
    runs: readonly RecordRun[],
  ) {
    this.bySource = new Uint32Array(rows.table.sources.length)
    for (const { machine, runs: own } of logsOf(rows, set, runs)) {
      if (!haveSameIds(rows, own)) continue
      const channel = own[0]?.channel ?? 0
      this.copies = 0
      this.known.clear()
      this.agreements.clear()
      eachSameId(rows, own, (records) => this.compare(machine, channel, records))
      const found = [...this.known.values()]
      for (const conflict of found) conflict.agree = this.agreements.get(pair(conflict.a, conflict.b)) ?? 0
      found.sort((x, y) => x.a - y.a || x.b - y.b || (x.kind < y.kind ? -1 : 1))
      this.conflicts.push(...found)
      this.byLog.set(logOf(machine, rows.fold(channel)), this.copies)
    }
    this.addSilent(set, contradictedText(rows, set, runs))
  }

  /** Records that text alone has, at a time of which the log says that there were none. */
  private addSilent(set: MachineSet, left: Contradicted): void {
    const { records } = this.rows
    this.known.clear()
    for (const [record, other] of left) {
      if (other === TOLD_ALREADY) continue
      const id = this.rows.recordId(record)
      // One whose number the log has is a conflict already.
      if (id !== 0 && id === this.rows.recordId(other)) continue
      if (id !== 0 && this.disputes.has(record)) continue
      const key = pair(records.source[other]!, records.source[record]!) + ` ${records.channel[record]!}`
      const known = this.known.get(key)
      if (known) known.count++
      else
        this.known.set(key, {
          machine: set.ofComputer.get(records.computer[record]!) ?? 0,
          channel: records.channel[record]!,
          a: records.source[other]!,
          b: records.source[record]!,
          kind: 'not-in-log',
          count: 1,
          agree: 0,
          first: { a: other, b: record, field: null },
        })
    }
    this.conflicts.push(...this.known.values())
  }

  /** Other places of a record, rows of the table in its order; nearly always none. */
  of(record: number): number[] {
    const { next, previous } = this
    if (next === null || previous === null) return []
    const found: number[] = []
    for (let at = previous[record]!; at !== NONE; at = previous[at]!) found.push(at)
    found.reverse()
    for (let at = next[record]!; at !== NONE; at = next[at]!) found.push(at)
    return found
  }

  /** Whether the record stands before in the table, from another source. */
  isCopy(record: number): boolean {
    return this.previous !== null && this.previous[record] !== NONE
  }

  /** Names of the other sources that hold a record, in the order of the table. */
  sourcesOf(record: number): string[] {
    const { sources, records } = this.rows.table
    const own = records.source[record]
    const others = new Set(this.of(record).map((place) => records.source[place]!))
    return [...others].filter((source) => source !== own).map((source) => sources[source] ?? '')
  }

  /** Names of the sources that hold another record, or the same with other values, under a record's id: of the first MAX_DISPUTES such records. */
  disputedBy(record: number): string[] {
    const { sources } = this.rows.table
    return (this.disputes.get(record) ?? []).toSorted((a, b) => a - b).map((source) => sources[source] ?? '')
  }

  private compare(machine: number, channel: number, records: readonly number[]): void {
    const { source } = this.rows.records
    const [head] = records as readonly [number]
    const kept: Holder[] = [{ first: head, last: head, equal: [source[head]!] }]
    for (let i = 1; i < records.length; i++) {
      const record = records[i]!
      const same = kept.filter(({ first }) => this.isSameRecord(first, record))
      const holder = same.find(({ first }) => this.differingField(first, record) === null)
      if (holder) {
        this.chain(holder, record)
        this.bySource[source[record]!]!++
        this.copies++
        for (const other of holder.equal) this.agree(pair(other, source[record]!))
        if (holder.equal.length < MAX_HOLDERS) holder.equal.push(source[record]!)
      } else if (kept.length < MAX_HOLDERS)
        kept.push({ first: record, last: record, equal: [source[record]!] })
      // What differs from the first of its kind does so in each of its places.
      const twin = same[0]?.first ?? head
      if (holder?.first !== twin)
        this.conflict(machine, channel, twin, record, same[0] ? this.differingField(twin, record) : null)
      else if (holder.first !== head) this.conflict(machine, channel, head, record, null)
    }
  }

  private isSameRecord(a: number, b: number): boolean {
    const { rows } = this
    return rows.records.eventId[a] === rows.records.eventId[b] && rows.isSameMoment(a, b)
  }

  private agree(key: string): void {
    this.agreements.set(key, (this.agreements.get(key) ?? 0) + 1)
  }

  private chain(holder: Holder, record: number): void {
    const { length } = this.rows.records
    this.next ??= new Uint32Array(length).fill(NONE)
    this.previous ??= new Uint32Array(length).fill(NONE)
    this.next[holder.last] = record
    this.previous[record] = holder.last
    holder.last = record
  }

  private dispute(record: number, source: number): void {
    const known = this.disputes.get(record)
    if (known) {
      if (known.length < MAX_HOLDERS && !known.includes(source)) known.push(source)
    } else if (this.disputes.size < MAX_DISPUTES) this.disputes.set(record, [source])
  }

  private conflict(machine: number, channel: number, a: number, b: number, field: FamilyField | null): void {
    const { source } = this.rows.records
    const kind = field === null ? 'other-record' : 'other-content'
    const key = `${kind} ${pair(source[a]!, source[b]!)}`
    this.dispute(a, source[b]!)
    this.dispute(b, source[a]!)
    const known = this.known.get(key)
    if (known) known.count++
    else
      this.known.set(key, {
        machine,
        channel,
        a: source[a]!,
        b: source[b]!,
        kind,
        count: 1,
        agree: 0,
        first: { a, b, field },
      })
  }

  /** The first column in which two session-relevant records differ; of other records no more than time and number is kept. */
  private differingField(a: number, b: number): FamilyField | null {
    const { family } = this.rows
    // What a timeline leaves out or rewords is no disagreement.
    if (this.rows.isRetold(a) || this.rows.isRetold(b)) return null
    const [x, y] = [familyRow(family, a), familyRow(family, b)]
    if (x < 0 || y < 0) return null
    return differingField(family, x, y)
  }
}

/** Copies and conflicts of a table; null if no two sources can hold the same record. */
export function findCopies(table: EventTable): RecordCopies | null {
  if (table.sources.length < 2) return null
  const rows = new CaseRows(table)
  const runs = findRuns(rows)
  return new RecordCopies(rows, identifyMachines(rows, runs), runs)
}

/** Key of a log: machine and folded name of its channel. */
export function logOf(machine: number, channel: string): string {
  return `${machine} ${channel}`
}

function logsOf(
  rows: CaseRows,
  set: MachineSet,
  runs: readonly RecordRun[],
): { readonly machine: number; readonly runs: RecordRun[] }[] {
  const logs = new Map<string, { readonly machine: number; readonly runs: RecordRun[] }>()
  for (const run of runs) {
    const machine = set.ofComputer.get(run.computer) ?? 0
    const key = logOf(machine, rows.fold(run.channel))
    const log = logs.get(key)
    if (log) log.runs.push(run)
    else logs.set(key, { machine, runs: [run] })
  }
  return [...logs.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, log]) => log)
}

function familyRow(family: FamilyColumns, record: number): number {
  const at = lowerBound(family.record, record)
  return family.record[at] === record ? at : -1
}

const pair = (a: number, b: number): string => `${a} ${b}`
