/** What is drawn in the machine track: starts, stops, crashes, cleared logs; and when the machine slept. */
import type { FileTime } from '../../../contract/ids'
import type { Boot, MachineEvent } from '../../../contract/sessions'
import type { BootEnd } from '../boots/boot-ends'
import type { CaseRows } from '../records/case-rows'
import { KIND } from '../records/kind-index'
import type { LogRows } from '../records/log-rows'
import type { MachineRows } from '../records/order'
import type { ToldSpan } from '../desktops/session-states'

/** Of a machine: what was cleared, then each boot's start and stop. `ends` are those of its boots. */
export function machineEvents(
  rows: CaseRows,
  machine: number,
  logs: MachineRows,
  boots: readonly Boot[],
  ends: readonly BootEnd[],
): MachineEvent[] {
  return [
    ...clearEvents(rows, machine, logs),
    ...boots.flatMap((boot, i) => bootEvents(boot, ends[i] as BootEnd)),
  ]
}

function bootEvents(boot: Boot, end: BootEnd): MachineEvent[] {
  const events: MachineEvent[] = []
  const from = boot.start.earliest ?? boot.start.latest
  const isStart = boot.evidence.some(({ role }) => role === 'boot-start')
  if (isStart && from !== null) {
    const to = boot.start.latest ?? from
    events.push({ machine: boot.machine, kind: 'boot', from, to, record: boot.evidence[0]?.record ?? null })
  }
  const stop = end.interval.earliest
  if (stop !== null && (end.reason === 'shutdown' || end.reason === 'restart' || end.reason === 'crash')) {
    events.push({
      machine: boot.machine,
      kind: end.reason,
      from: end.reason === 'crash' ? stop : (end.interval.best ?? stop),
      to: end.interval.latest ?? stop,
      record: end.evidence.at(-1)?.record ?? null,
    })
  }
  return events
}

function clearEvents(rows: CaseRows, machine: number, logs: MachineRows): MachineEvent[] {
  const events: MachineEvent[] = []
  const cleared = [KIND['log-cleared'], KIND['other-log-cleared']]
  for (const row of [...logs.security.rowsOf(cleared), ...logs.system.rowsOf(cleared)]) {
    const time = rows.time(row)
    events.push({
      machine,
      kind: 'log-cleared',
      from: time,
      to: time,
      record: rows.family.record[row] ?? null,
    })
  }
  return events
}

/** A machine cannot sleep longer in one go than a hostile or broken record might claim. */
const MAX_SLEEP = 10_000_000n * 86_400n * 400n

/** Sleep by Power-Troubleshooter 1 (exact), else Kernel-Power 42 to the next 107. */
export function sleepSpans(rows: CaseRows, system: LogRows): ToldSpan[] {
  const spans: ToldSpan[] = []
  let sleeping = -1
  for (const row of system.rowsOf([KIND.sleep, KIND.resume, KIND['sleep-interval']])) {
    const kind = rows.kind(row)
    if (kind === KIND.sleep) sleeping = row
    else if (kind === KIND.resume && sleeping >= 0) {
      const records = [rows.recordOf(sleeping), rows.recordOf(row)]
      addSpan(spans, { from: rows.time(sleeping), to: rows.time(row), records })
      sleeping = -1
    } else if (kind !== KIND.resume) {
      const [from, to] = [rows.family.fileTime1[row] ?? 0n, rows.family.fileTime2[row] ?? 0n]
      addSpan(spans, { from, to, records: [rows.recordOf(row)] })
    }
  }
  return spans
}

/** In time order without overlap; what overlaps is told by the records of all. */
export function mergeSpans(spans: readonly ToldSpan[]): ToldSpan[] {
  const merged: { from: FileTime; to: FileTime; records: number[] }[] = []
  for (const span of spans.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const last = merged.at(-1)
    if (last === undefined || span.from > last.to) merged.push({ ...span, records: [...span.records] })
    else {
      if (span.to > last.to) last.to = span.to
      last.records.push(...span.records)
    }
  }
  return merged
}

function addSpan(spans: ToldSpan[], span: ToldSpan): void {
  const { from, to } = span
  if (from !== 0n && to > from && to - from < MAX_SLEEP) spans.push(span)
}
