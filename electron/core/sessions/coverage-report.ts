/** What each log of each machine holds and what the audit wrote there (sessions.md 11). */
import {
  COVERAGE_CLEAR_LIMIT,
  COVERAGE_CONFLICT_LIMIT,
  COVERAGE_GAP_LIMIT,
  type ChannelCoverage,
  type CoverageClear,
  type CoverageGap,
  type CoverageReport,
  type MachineCoverage,
} from '../../contract/coverage'
import type { Gap, Reconstruction } from '../../contract/sessions'
import type { EventTable } from '../columns/event-table'
import { AUDIT_CHANNEL, AUDIT_SUBCATEGORIES, subcategoryByEvent } from '../events/audit-subcategories'
import { CaseRows } from './records/case-rows'
import { clockNotes } from './clock/report'
import { conflictText } from './records/conflict-text'
import { findHoles, type EvidenceGap } from './gaps/record-holes'
import { holeText } from './gaps/missing-records'
import { KIND } from './records/kind-index'
import { identifyMachines, NOTHING_TOLD, type ToldNames } from './machines/machines'
import { logOf, RecordCopies } from './records/record-copies'
import { findRuns, type RecordRun } from './records/record-runs'

/** Reports on a table; `found` is what `reconstruct` made of it and of what a person told. Machines in its order, channels by name. */
export function coverageReport(
  table: EventTable,
  found: Reconstruction,
  told: ToldNames = NOTHING_TOLD,
): CoverageReport {
  const rows = new CaseRows(table)
  const runs = findRuns(rows)
  const set = identifyMachines(rows, runs, told)
  const { ofComputer } = set
  const copies = new RecordCopies(rows, set, runs)
  const logs = found.machines.map(() => new Map<string, RecordRun[]>())
  for (const run of runs) {
    const own = logs[ofComputer.get(run.computer) ?? 0]
    const channel = rows.fold(run.channel)
    const log = own?.get(channel)
    if (log === undefined) own?.set(channel, [run])
    else log.push(run)
  }
  const clears = clearsByLog(rows, ofComputer)
  const subcategoryOf = subcategoryByEvent()
  const machines = found.machines.map(({ name, aliases, identity }, machine): MachineCoverage => {
    const own = logs[machine] ?? new Map<string, RecordRun[]>()
    const gaps = found.gaps.filter((gap) => gap.machine === machine)
    const channels = [...own.entries()]
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([channel, log]) => ({
        ...channelCoverage(
          rows,
          log,
          gaps.filter((gap) => gap.channel.toLowerCase() === channel),
          clears.get(logKey(machine, channel)) ?? [],
        ),
        ...copiesOf(rows, copies, machine, channel),
      }))
    return {
      name,
      aliases,
      identity: identity.map(({ text }) => text),
      channels,
      audit: auditOf(rows, own.get(AUDIT_CHANNEL.toLowerCase()), subcategoryOf, copies),
    }
  })
  return { subcategories: AUDIT_SUBCATEGORIES, machines, clocks: clockNotes(table, found) }
}

type Copies = Pick<ChannelCoverage, 'copies' | 'conflicts' | 'moreConflicts'>

function copiesOf(rows: CaseRows, copies: RecordCopies, machine: number, channel: string): Copies {
  const own = copies.conflicts.filter((one) => one.machine === machine && rows.fold(one.channel) === channel)
  return {
    copies: copies.byLog.get(logOf(machine, channel)) ?? 0,
    conflicts: own.slice(0, COVERAGE_CONFLICT_LIMIT).map((one) => conflictText(rows.table, one)),
    moreConflicts: Math.max(0, own.length - COVERAGE_CONFLICT_LIMIT),
  }
}

function channelCoverage(
  rows: CaseRows,
  runs: readonly RecordRun[],
  found: readonly Gap[],
  clears: readonly CoverageClear[],
): Omit<ChannelCoverage, keyof Copies> {
  const { table, records } = rows
  const files = new Set<number>()
  let count = 0
  let [first, last, low, high] = [0n, 0n, 0n, 0n]
  for (const run of runs) {
    files.add(run.source)
    const [from, to] = [records.time[run.first] ?? 0n, records.time[run.end - 1] ?? 0n]
    const [idFrom, idTo] = [records.recordId[run.first] ?? 0n, records.recordId[run.end - 1] ?? 0n]
    if (count === 0 || from < first) first = from
    if (count === 0 || to > last) last = to
    if (low === 0n || (idFrom !== 0n && idFrom < low)) low = idFrom
    if (count === 0 || idTo > high) high = idTo
    count += run.end - run.first
  }
  const holes = findHoles(rows, runs)
  // Logs of which sessions are made have their holes among the gaps of the case.
  const known = found.some(({ kind }) => kind === 'G1') ? [] : holes.gaps.map(holeAsGap)
  const gaps = [...found.map(({ kind, from, to, text }): CoverageGap => ({ kind, from, to, text })), ...known]
  return {
    channel: rows.text(runs[0]?.channel ?? 0) ?? '',
    files: [...files].map((source) => table.sources[source] ?? '').sort(),
    records: count,
    first,
    last,
    firstId: low,
    lastId: high,
    missing: holes.missing,
    filtered: holes.filtered,
    clears: clears.length,
    cleared: clears.slice(0, COVERAGE_CLEAR_LIMIT),
    gaps: gaps.slice(0, COVERAGE_GAP_LIMIT),
    moreGaps: Math.max(0, gaps.length - COVERAGE_GAP_LIMIT),
  }
}

function holeAsGap(hole: EvidenceGap): CoverageGap {
  return { kind: 'G1', from: hole.from, to: hole.to, text: holeText(hole) }
}

const logKey = (machine: number, channel: string): string => `${machine} ${channel}`

/** When each log was cleared: 1102 stands in the log itself, 104 in the System log and names the log it is about. */
function clearsByLog(rows: CaseRows, ofComputer: ReadonlyMap<number, number>): Map<string, CoverageClear[]> {
  const { family, records } = rows
  const seen = new Set<string>()
  const clears = new Map<string, CoverageClear[]>()
  const own = KIND['log-cleared']
  const other = KIND['other-log-cleared']
  for (let row = 0; row < family.length; row++) {
    const kind = family.kind[row]
    if (kind !== own && kind !== other) continue
    const record = family.record[row] ?? 0
    const machine = ofComputer.get(records.computer[record] ?? 0) ?? 0
    const key = logKey(
      machine,
      rows.fold(kind === own ? (records.channel[record] ?? 0) : (family.text1[row] ?? 0)),
    )
    // A second copy of the file holds the same record.
    const recordId = String(records.recordId[record] ?? 0n)
    const time = records.time[record] ?? 0n
    const same = `${key} ${recordId} ${time}`
    if (seen.has(same)) continue
    seen.add(same)
    const clear = { time, channel: rows.text(records.channel[record] ?? 0) ?? '', recordId }
    const log = clears.get(key)
    if (log === undefined) clears.set(key, [clear])
    else log.push(clear)
  }
  for (const log of clears.values()) log.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
  return clears
}

function auditOf(
  rows: CaseRows,
  security: readonly RecordRun[] | undefined,
  subcategoryOf: Int8Array,
  copies: RecordCopies,
): MachineCoverage['audit'] {
  if (security === undefined) return AUDIT_SUBCATEGORIES.map(() => ({ state: 'no-log', count: 0 }))
  const { eventId } = rows.records
  // One place more, at the front, for events of no subcategory.
  const counts = new Uint32Array(AUDIT_SUBCATEGORIES.length + 1)
  for (const { first, end } of security) {
    for (let i = first; i < end; i++) {
      if (copies.isCopy(i)) continue
      const at = (subcategoryOf[eventId[i] ?? 0] ?? -1) + 1
      counts[at] = (counts[at] ?? 0) + 1
    }
  }
  return AUDIT_SUBCATEGORIES.map((_, i) => {
    const count = counts[i + 1] ?? 0
    return { state: count > 0 ? 'seen' : 'silent', count }
  })
}
