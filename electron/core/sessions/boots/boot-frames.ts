/** Boots of one machine: which stretch of each log, and which time, belongs to which boot. */
import type { FileTime } from '../../../contract/ids'
import type { CaseRows } from '../records/case-rows'
import type { Gaps } from '../gaps/record-holes'
import { KIND } from '../records/kind-index'
import { luidSplits, MAX_SPLITS, type Cover } from './luid-splits'
import type { LogRows } from '../records/log-rows'
import type { MachineRows } from '../records/order'
import type { RecordRun } from '../records/record-runs'
import { BOOT_WINDOW_MS, securityMarkers, systemMarkers, type BootMarker } from './boot-markers'
import { withUptimes } from './boot-uptime'

export interface BootFrame {
  readonly machine: number
  /** 1-based place among the machine's boots, in time order. */
  number: number
  /** null: the boot was running when the evidence begins. */
  readonly start: {
    readonly best: FileTime | null
    readonly latest: FileTime
    readonly earliest?: FileTime
    readonly method: string
  } | null
  readonly signs: readonly { readonly row: number; readonly role: string }[]
  /** Records at or after this time (ms since 1601) belong to this boot, in logs without their own boundary. */
  fromMs: number
  /** Half-open range in the Security log's write order. */
  securityFrom: number
  securityTo: number
  /** Rows of the record table: first and last by time, all channels; -1 while none. */
  firstRecord: number
  lastRecord: number
}

/** All boots of a machine in order. The first has `start: null` if records precede every sign of a start. */
export function findBoots(
  rows: CaseRows,
  machine: number,
  logs: MachineRows,
  holes: Gaps,
  firstRecordMs: number,
): BootFrame[] {
  const security = securityMarkers(rows, logs.security)
  const shown = withoutRestarts(systemMarkers(rows, logs.system))
  const system = withUptimes(rows, logs, security, shown, holes)
  const isCovered = securityCover(rows, logs.security, security, holes)
  const frames = place(rows, machine, logs, pairMarkers(security, system).filter(isStart(isCovered)))
  const cover = {
    holes: security.some(({ best }) => best !== null) ? holes : null,
    system: system.some(({ method }) => method === 'kernel-general-12') ? logs.system.rows : NO_ROWS,
  }
  const split = splitByLuid(rows, machine, logs.security, frames, cover)
  return withFirstBoot(rows, machine, logs, split, firstRecordMs)
}

const NO_ROWS = new Int32Array(0)

interface Paired {
  security: BootMarker | null
  system: BootMarker | null
}

/** Pairs the nearest starts of both logs; what stands alone stays a start of its own. */
function pairMarkers(security: readonly BootMarker[], system: readonly BootMarker[]): Paired[] {
  const pairs: Paired[] = []
  let s = 0
  let y = 0
  while (s < security.length || y < system.length) {
    const a = security[s]
    const b = system[y]
    if (a === undefined || b === undefined) {
      pairs.push({ security: a ?? null, system: b ?? null })
      s++
      y++
      continue
    }
    const distance = Math.abs(a.ms - b.ms)
    const nextA = security[s + 1]
    const nextB = system[y + 1]
    const nearest =
      distance <= BOOT_WINDOW_MS &&
      (nextA === undefined || Math.abs(nextA.ms - b.ms) >= distance) &&
      (nextB === undefined || Math.abs(nextB.ms - a.ms) >= distance)
    // The last start that a change of the boot tag leaves room for is the one it tells of.
    const within = b.ms >= a.sinceMs && b.ms <= a.ms && (nextB === undefined || nextB.ms > a.ms)
    if (nearest || within) {
      pairs.push({ security: a, system: b })
      s++
      y++
    } else if (a.ms <= b.ms) {
      pairs.push({ security: a, system: null })
      s++
    } else {
      pairs.push({ security: null, system: b })
      y++
    }
  }
  return pairs
}

/**
 * A log service that starts alone in a System log that else shows the kernel's start was only started again (G4). At the
 * beginning of the log the kernel's record may be lost.
 */
function withoutRestarts(system: readonly BootMarker[]): BootMarker[] {
  const showsKernel = system.some(({ method }) => method === 'kernel-general-12')
  return system.filter(
    ({ method, position }) => method !== 'event-log-start' || !showsKernel || position === 0,
  )
}

/** As it was beside a Security log that would show a start. */
function isStart(isCovered: (ms: number) => boolean): (pair: Paired) => boolean {
  return ({ security, system: own }) =>
    security !== null || own === null || own.method !== 'event-log-start' || !isCovered(own.ms)
}

/** Whether a Security log that shows starts goes on before and after a time without a hole. */
function securityCover(
  rows: CaseRows,
  { rows: security }: LogRows,
  starts: readonly BootMarker[],
  holes: Gaps,
): (ms: number) => boolean {
  const [first, last] = [security[0], security.at(-1)]
  const showsStarts = starts.some(({ best }) => best !== null)
  if (first === undefined || last === undefined || !showsStarts || holes.isFiltered) return () => false
  if (rows.idOfRecord(first) === 0) return () => false
  return (ms) => {
    if (rows.ms(first) > ms - BOOT_WINDOW_MS || rows.ms(last) < ms + BOOT_WINDOW_MS) return false
    return !holes.all.some(
      ({ from, to }) =>
        Number(from) / 10_000 <= ms + BOOT_WINDOW_MS && Number(to) / 10_000 >= ms - BOOT_WINDOW_MS,
    )
  }
}

function place(rows: CaseRows, machine: number, logs: MachineRows, pairs: readonly Paired[]): BootFrame[] {
  const frames: BootFrame[] = []
  let from = 0
  for (const pair of pairs) {
    const { start, fromMs } = startOf(pair)
    const position = pair.security?.position ?? firstAtOrAfter(rows, logs.security.rows, from, fromMs, pairs)
    frames.push({
      machine,
      number: 0,
      start,
      signs: (pair.system?.signs ?? []).concat(pair.security?.signs ?? []),
      fromMs,
      securityFrom: Math.max(position, from),
      securityTo: logs.security.rows.length,
      firstRecord: -1,
      lastRecord: -1,
    })
    from = Math.max(position, from)
  }
  close(frames, logs.security.rows.length)
  return frames
}

function startOf(pair: Paired): { start: NonNullable<BootFrame['start']>; fromMs: number } {
  const { security, system } = pair
  const exact = system?.method === 'kernel-general-12' ? system : null
  const told = exact ?? (security?.best != null ? security : (system ?? security))
  if (told === null) throw new Error('a start needs a marker')
  const fromMs = Math.min(security?.ms ?? Number.POSITIVE_INFINITY, system?.ms ?? Number.POSITIVE_INFINITY)
  const { best, latest, earliest, method } = told
  return { start: { best, latest, method, ...(earliest === undefined ? {} : { earliest }) }, fromMs }
}

function firstAtOrAfter(
  rows: CaseRows,
  security: Int32Array,
  from: number,
  ms: number,
  pairs: readonly Paired[],
): number {
  let limit = security.length
  for (const pair of pairs) {
    const position = pair.security?.position
    if (position !== undefined && position >= from && (pair.security?.ms ?? 0) > ms)
      limit = Math.min(limit, position)
  }
  for (let i = from; i < limit; i++) if (rows.ms(security[i] ?? 0) >= ms) return i
  return limit
}

function close(frames: BootFrame[], length: number): void {
  for (let i = 0; i < frames.length; i++) {
    const frame = frames[i]
    if (frame !== undefined) frame.securityTo = frames[i + 1]?.securityFrom ?? length
  }
}

/** Splits where logon IDs show a start that no record names: a drop beside service logons, or one ID used twice. */
function splitByLuid(
  rows: CaseRows,
  machine: number,
  log: LogRows,
  frames: readonly BootFrame[],
  cover: Cover,
): BootFrame[] {
  const out: BootFrame[] = []
  const security = log.rows
  const first = frames[0]?.securityFrom ?? security.length
  const before: BootFrame[] = first > 0 ? [openFrame(machine, 0, first)] : []
  let splits = 0
  for (const frame of [...before, ...frames]) {
    let current = frame
    out.push(current)
    for (const split of luidSplits(rows, log, frame, cover)) {
      if (splits++ >= MAX_SPLITS) break
      const row = security[split.position] ?? 0
      const next: BootFrame = {
        ...openFrame(frame.machine, split.position, current.securityTo),
        start: { best: null, latest: rows.time(row), method: split.method },
        signs: [{ row: split.row, role: split.method }],
        fromMs: rows.ms(row),
      }
      current.securityTo = split.position
      out.push(next)
      current = next
    }
  }
  return out.filter((frame, i) => i > 0 || frame.start !== null || frame.securityTo > frame.securityFrom)
}

function openFrame(machine: number, from: number, to: number): BootFrame {
  return {
    machine,
    number: 0,
    start: null,
    signs: [],
    fromMs: Number.NEGATIVE_INFINITY,
    securityFrom: from,
    securityTo: to,
    firstRecord: -1,
    lastRecord: -1,
  }
}

/** Records further than this before the first sign of a start belong to an earlier boot. */
const BEFORE_START_MS = 120_000

function withFirstBoot(
  rows: CaseRows,
  machine: number,
  logs: MachineRows,
  frames: readonly BootFrame[],
  firstRecordMs: number,
): BootFrame[] {
  const out = [...frames]
  const first = out[0]
  const earlier =
    first === undefined ||
    (first.start !== null &&
      (first.securityFrom > 0 ||
        firstRecordMs < first.fromMs - BEFORE_START_MS ||
        sessionRecordBefore(rows, logs, first.fromMs)))
  if (earlier) out.unshift(openFrame(machine, 0, first?.securityFrom ?? logs.security.rows.length))
  let latest = Number.NEGATIVE_INFINITY
  out.forEach((frame, i) => {
    frame.number = i + 1
    // A clock set back across a restart must not undo the order of the log.
    frame.fromMs = latest = Math.max(latest, frame.fromMs)
  })
  return out
}

/** Session records of the previous boot, even seconds before the start (a quick restart). */
function sessionRecordBefore(rows: CaseRows, logs: MachineRows, ms: number): boolean {
  const before = (row: number): boolean => rows.ms(row) < ms && rows.kind(row) !== KIND['kernel-stop']
  return logs.system.rows.some(before) || logs.remote.rows.some(before)
}

/** Index of the boot a time belongs to; the first boot takes what lies before every start. */
export function bootAt(frames: readonly BootFrame[], ms: number): number {
  let low = 0
  let high = frames.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((frames[middle]?.fromMs ?? 0) <= ms) low = middle
    else high = middle - 1
  }
  return low
}

/** Notes the first and last record of each boot, whatever its channel. `runs` are those of the boots' machine. */
export function noteRecordRanges(
  rows: CaseRows,
  frames: readonly BootFrame[],
  runs: readonly RecordRun[],
): void {
  for (const { first, end } of runs) {
    let at = first
    while (at < end) {
      const index = bootAt(frames, rows.recordMs(at))
      const frame = frames[index]
      const next = frames[index + 1]
      if (frame === undefined) return
      const to = next === undefined ? end : firstAtTime(rows, at + 1, end, next.fromMs)
      const last = to - 1
      if (frame.firstRecord < 0 || rows.recordMs(at) < rows.recordMs(frame.firstRecord))
        frame.firstRecord = at
      if (frame.lastRecord < 0 || rows.recordMs(last) > rows.recordMs(frame.lastRecord)) {
        frame.lastRecord = last
      }
      at = to
    }
  }
}

/**
 * Security records belong to boots by their place. A boot that has none by time, as its neighbour's start is told too
 * early, has at least those.
 */
export function noteSecurityRanges(rows: CaseRows, frames: readonly BootFrame[], security: Int32Array): void {
  for (const frame of frames) {
    if (frame.lastRecord >= 0 || frame.securityTo <= frame.securityFrom) continue
    frame.firstRecord = rows.family.record[security[frame.securityFrom] ?? 0] ?? 0
    frame.lastRecord = rows.family.record[security[frame.securityTo - 1] ?? 0] ?? 0
  }
}

/** First record in [from, end) at or after a time; times in the range do not go back. */
function firstAtTime(rows: CaseRows, from: number, end: number, ms: number): number {
  let low = from
  let high = end
  while (low < high) {
    const middle = (low + high) >> 1
    if (rows.recordMs(middle) < ms) low = middle + 1
    else high = middle
  }
  return low
}
