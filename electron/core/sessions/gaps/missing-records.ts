/** Records that are not there: holes in the record ids (G1), cleared logs (G2), what a log has overwritten (G3). */
import type { Gap } from '../../../contract/sessions'
import { formatFileTime } from '../../text/time'
import { KIND } from '../records/kind-index'
import type { RecordRun } from '../records/record-runs'
import type { CaseRows } from '../records/case-rows'
import { band, channelOf, ofLog, SECURITY, type GapInput } from './band'
import { findHoles, type EvidenceGap } from './record-holes'

/** Holes of every log that sessions are made of. */
export function holes(input: GapInput): Gap[] {
  const { rows, logs } = input
  const found: Gap[] = []
  for (const [name, runs] of logs) {
    const gaps = name === SECURITY ? input.holes.all : findHoles(rows, runs).gaps
    for (const gap of gaps) found.push(holeAsGap(input, channelOf(rows, runs), gap))
  }
  return found
}

function holeAsGap({ machine }: GapInput, channel: string, hole: EvidenceGap): Gap {
  const { from, to, missing, idFrom, before, after } = hole
  return band(machine, 'G1', {
    channel,
    from,
    to,
    idFrom,
    idTo: idFrom + BigInt(missing) - 1n,
    text: `${holeText(hole)}${ofLog(channel)}`,
    evidence: [
      { record: before, role: 'before' },
      { record: after, role: 'after' },
    ],
  })
}

export function holeText({ missing, from }: Pick<EvidenceGap, 'missing' | 'from'>): string {
  return `${missing} ${missing === 1 ? 'record' : 'records'} missing after ${formatFileTime(from)}`
}

/** What was there before is looked for behind so many clears; those beyond are told together. */
const MAX_CLEARS = 1000

/** Clears: 1102 stands in the Security log itself, 104 in the System log and names the log it is about. */
export function clears(input: GapInput): Gap[] {
  const { rows, machine, security, system, logs } = input
  const own = security
    .rowsOf([KIND['log-cleared']])
    .map((row, i) => clearOfOwnLog(input, row, i < MAX_CLEARS ? (logs.get(SECURITY) ?? []) : []))
  const others = system.rowsOf([KIND['other-log-cleared']]).map((row, i): Gap => {
    const channel = rows.text(rows.family.text1[row] ?? 0) ?? ''
    const time = rows.time(row)
    const runs = i < MAX_CLEARS ? (logs.get(channel.toLowerCase()) ?? []) : []
    const last = lastBefore(rows, runs, time)
    return band(machine, 'G2', {
      channel,
      from: last < 0 ? null : (rows.records.time[last] ?? null),
      to: time,
      text: `${channel === '' ? 'a log' : channel} cleared ${formatFileTime(time)}`,
      evidence: [rows.link(row, 'log-cleared')],
    })
  })
  return [...own, ...others]
}

/** Record ids go on after a clear, so the id of 1102 tells how many records were there. */
function clearOfOwnLog({ rows, machine }: GapInput, row: number, runs: readonly RecordRun[]): Gap {
  const id = rows.idOfRecord(row)
  const { count, last } = recordsBelow(rows, runs, id)
  const lost = id - 1
  const known = count === 0 ? 'none of them in evidence' : `${count} of them from other copies`
  const time = rows.time(row)
  return band(machine, 'G2', {
    from: last < 0 ? null : (rows.records.time[last] ?? null),
    to: time,
    idFrom: lost > 0 ? 1n : null,
    idTo: lost > 0 ? BigInt(lost) : null,
    text: `log cleared ${formatFileTime(time)}${lost > 0 ? `: ${lost} record ids before it, ${known}` : ''}`,
    evidence: [rows.link(row, 'log-cleared')],
  })
}

/** Last record of a log before a time, -1 if there is none. Times of a run do not go back. */
function lastBefore(rows: CaseRows, runs: readonly RecordRun[], time: bigint): number {
  let last = -1
  for (const run of runs) {
    if ((rows.records.time[run.first] ?? 0n) >= time) continue
    let [from, to] = [run.first, run.end]
    while (to - from > 1) {
      const middle = (from + to) >>> 1
      if ((rows.records.time[middle] ?? 0n) < time) from = middle
      else to = middle
    }
    if (last < 0 || rows.recordMs(from) > rows.recordMs(last)) last = from
  }
  return last
}

/** How many different record ids below one are in evidence, and the record with the highest of them (-1 if none). */
function recordsBelow(
  rows: CaseRows,
  runs: readonly RecordRun[],
  id: number,
): { count: number; last: number } {
  const spans = runs
    .map((run) => ({ run, from: rows.recordId(run.first) }))
    .filter(({ from }) => from < id)
    .sort((a, b) => a.from - b.from)
  let count = 0
  let reached = 0
  let last = -1
  for (const { run, from } of spans) {
    const to = Math.min(from + run.end - run.first, id)
    if (to <= reached) continue
    count += to - Math.max(from, reached)
    reached = to
    last = run.first + (to - from) - 1
  }
  return { count, last }
}

/** A log whose first record id is not 1 and that was not cleared there. */
export function rolled(input: GapInput): Gap[] {
  const { rows, machine, security, logs } = input
  const cleared = new Set(security.rowsOf([KIND['log-cleared']]).map((row) => rows.idOfRecord(row)))
  const gaps: Gap[] = []
  for (const [name, runs] of logs) {
    const first = earliest(rows, runs)
    const id = rows.recordId(first)
    if (id <= 1 || (name === SECURITY && cleared.has(id))) continue
    const to = rows.records.time[first] ?? 0n
    const channel = channelOf(rows, runs)
    gaps.push(
      band(machine, 'G3', {
        channel,
        to,
        idFrom: 1n,
        idTo: BigInt(id - 1),
        text: `nothing${ofLog(channel)} before ${formatFileTime(to)}: older records are overwritten or elsewhere`,
        evidence: [{ record: first, role: 'after' }],
      }),
    )
  }
  return gaps
}

/** Record with the lowest id. */
function earliest(rows: CaseRows, runs: readonly RecordRun[]): number {
  let first = runs[0]?.first ?? 0
  for (const run of runs) if (rows.recordId(run.first) < rows.recordId(first)) first = run.first
  return first
}
