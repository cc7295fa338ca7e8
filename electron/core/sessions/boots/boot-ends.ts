/** How each boot ended: cleanly and on whose request, by a crash, or only known by the next start (sessions.md 9.1, 9.3). */
import type { FileTime } from '../../../contract/ids'
import type { Confidence, EvidenceLink, Interval } from '../../../contract/sessions'
import { fullAccountText } from '../../text/account'
import { visibleText } from '../../text/visible-text'
import { bootAt, type BootFrame } from './boot-frames'
import { BY_UPTIME } from './boot-uptime'
import type { CaseRows } from '../records/case-rows'
import { readHeartbeat } from './heartbeat'
import { KIND } from '../records/kind-index'
import type { LogRows } from '../records/log-rows'
import type { MachineRows } from '../records/order'
import { compareRows } from '../session-facts'
import { withStatedReasons } from './stated-reasons'
import restartWords from './restart-words.json'

export type StopReason = 'shutdown' | 'restart' | 'crash' | 'reboot-inferred'

/** End of a boot as its open sessions inherit it. */
export interface BootEnd {
  readonly kind: 'clean' | 'crash' | 'unknown' | 'open'
  /** null: the evidence ends while the boot runs. */
  readonly reason: StopReason | null
  readonly interval: Interval
  /** Shutdown request (1074), if any: ends near the stop are due to it. */
  readonly requestedAt: FileTime | null
  /** First sign of the stop, ms since 1601; NaN if not clean. */
  readonly stopMs: number
  readonly confidence: Confidence | null
  readonly method: string
  readonly evidence: readonly EvidenceLink[]
  /** Row that proves it, for citing. */
  readonly row: number | null
  /** Plain words for explanations. */
  readonly sentence: () => string
  /** ` started by DOM\user via process`, or empty. */
  readonly startedBy: () => string
  /** Who asked for it, as `End.by`. */
  readonly by: string | null
}

interface Signs {
  readonly stops: number[]
  readonly requests: number[]
  readonly aborts: number[]
  readonly powerRequests: number[]
  readonly powerCallers: number[]
  readonly crashes: number[]
}

/** Logs go on for a moment after the first sign of a stop; anything later means the stop was of the log service alone. */
const AFTER_STOP_MS = 120_000
/** A request this old did not cause the stop. */
const REQUEST_MS = 3_600_000
/** Without words saying so, a start this soon after a stop is a restart. */
const RESTART_WITHIN_MS = 10 * 60_000
/** Values of ShutdownActionType in Kernel-Power 109. */
const ACTION_RESTART = 5

export function findBootEnds(rows: CaseRows, logs: MachineRows, frames: readonly BootFrame[]): BootEnd[] {
  const signs = frames.map((): Signs => ({
    stops: [],
    requests: [],
    aborts: [],
    powerRequests: [],
    powerCallers: [],
    crashes: [],
  }))
  collectSecurity(logs.security, frames, signs)
  collectSystem(rows, logs.system, frames, signs)
  const ends = frames.map((frame, i) => {
    const next = frames[i + 1] ?? null
    return endOf(rows, frame, next, signs[i] as Signs, next === null ? [] : (signs[i + 1] as Signs).crashes)
  })
  return withStatedReasons(rows, logs.system, frames, ends)
}

function collectSecurity(log: LogRows, frames: readonly BootFrame[], signs: readonly Signs[]): void {
  let boot = 0
  for (const place of log.placesOf([KIND['log-service-stop'], KIND['os-stop']])) {
    while (boot < frames.length && place >= (frames[boot]?.securityTo ?? 0)) boot++
    if (place >= (frames[boot]?.securityFrom ?? 0)) signs[boot]?.stops.push(log.rows[place] ?? 0)
  }
}

function collectSystem(
  rows: CaseRows,
  log: LogRows,
  frames: readonly BootFrame[],
  signs: readonly Signs[],
): void {
  const gather = (kinds: readonly number[], list: keyof Signs): void => {
    for (const row of log.rowsOf(kinds)) signs[bootAt(frames, stopMs(rows, row))]?.[list].push(row)
  }
  gather([KIND['log-service-end'], KIND['kernel-stop']], 'stops')
  gather([KIND['shutdown-requested']], 'requests')
  gather([KIND['shutdown-aborted']], 'aborts')
  gather([KIND['power-request']], 'powerRequests')
  gather([KIND['power-caller']], 'powerCallers')
  gather([KIND['unexpected-stop'], KIND['unclean-stop'], KIND.bugcheck], 'crashes')
}

/** Kernel-General 13 is written after the next start; its StopTime says when the stop was. */
function stopTime(rows: CaseRows, row: number): FileTime {
  const told = rows.family.fileTime1[row] ?? 0n
  return rows.kind(row) === KIND['kernel-stop'] && told !== 0n ? told : rows.time(row)
}

function stopMs(rows: CaseRows, row: number): number {
  return rows.kind(row) === KIND['kernel-stop'] ? Number(stopTime(rows, row)) / 10_000 : rows.ms(row)
}

function endOf(
  rows: CaseRows,
  frame: BootFrame,
  next: BootFrame | null,
  signs: Signs,
  crashes: readonly number[],
): BootEnd {
  const clean = cleanEnd(rows, frame, next, signs)
  const hardCrash = crashes.some((row) => rows.kind(row) !== KIND.bugcheck)
  if (clean !== null && !(hardCrash && !clean.proven)) return clean.end
  if (next === null) return openEnd(rows, frame)
  if (crashes.length > 0) return crashEnd(rows, frame, next, crashes)
  return inferredEnd(rows, frame, next)
}

function lastTime(rows: CaseRows, frame: BootFrame): FileTime {
  return frame.lastRecord < 0 ? (frame.start?.latest ?? 0n) : (rows.records.time[frame.lastRecord] ?? 0n)
}

function nextStart(rows: CaseRows, next: BootFrame): FileTime {
  const told = next.start?.best ?? next.start?.latest ?? 0n
  const first = next.firstRecord < 0 ? told : (rows.records.time[next.firstRecord] ?? told)
  return told === 0n || (first !== 0n && first < told) ? first : told
}

function cleanEnd(
  rows: CaseRows,
  frame: BootFrame,
  next: BootFrame | null,
  signs: Signs,
): { end: BootEnd; proven: boolean } | null {
  const lastMs = frame.lastRecord < 0 ? Number.NEGATIVE_INFINITY : rows.recordMs(frame.lastRecord)
  if (signs.stops.length === 0) return null
  // Of several stops of the log service only the last can be the machine's.
  const all = signs.stops.toSorted((a, b) => stopMs(rows, a) - stopMs(rows, b) || compareRows(rows, a, b))
  const final = all.at(-1)
  if (final === undefined) return null
  const finalMs = stopMs(rows, final)
  const stops = all.filter((row) => finalMs - stopMs(rows, row) <= AFTER_STOP_MS)
  const first = stops[0] ?? final
  if (lastMs > stopMs(rows, first) + AFTER_STOP_MS && rows.kind(final) !== KIND['kernel-stop']) return null

  const kernel = stops.find((row) => rows.kind(row) === KIND['kernel-stop'])
  const service =
    stops.find((row) => rows.kind(row) === KIND['log-service-stop']) ??
    stops.find((row) => rows.kind(row) === KIND['log-service-end'])
  const best = stopTime(rows, service ?? kernel ?? first)
  const request = requestOf(rows, signs, finalMs)
  const caller = lastNear(rows, signs.powerCallers, finalMs)
  const power = lastNear(rows, signs.powerRequests, finalMs)
  const requestedAt = request === undefined ? null : rows.time(request)
  const latestStop = stopTime(rows, final)
  const last = lastTime(rows, frame)
  const latest = kernel !== undefined || last < latestStop ? latestStop : last
  const reason = restartOrShutdown(rows, request, power, latest, next)
  const by = request === undefined ? callerOf(rows, caller) : requester(rows, request)
  const asked = request ?? caller
  const startedBy =
    by === null || asked === undefined ? NO_TEXT : (): string => `, started by ${by} (${rows.cite(asked)})`
  const proof = service ?? kernel ?? first
  const asking = { 'shutdown-request': request, 'power-request': power, 'power-caller': caller }
  const evidence = Object.entries(asking)
    .flatMap(([role, row]) => (row === undefined ? [] : [rows.link(row, role)]))
    .concat(stops.map((row) => rows.link(row, 'stop')))
  const proven = kernel !== undefined || stops.some((row) => rows.kind(row) === KIND['log-service-end'])
  return {
    proven,
    end: {
      kind: 'clean',
      reason,
      interval: { earliest: requestedAt !== null && requestedAt < best ? requestedAt : best, best, latest },
      requestedAt,
      stopMs: stopMs(rows, first),
      confidence: request !== undefined || power !== undefined || proven ? 'high' : 'medium',
      method: `${request === undefined ? '' : '1074+'}${rows.eventId(proof)}`,
      evidence,
      row: proof,
      sentence: () => `The computer stopped cleanly (${rows.cite(proof)})${startedBy()}`,
      startedBy,
      by,
    },
  }
}

const NO_TEXT = (): string => ''

/** The last shutdown request before a stop that was not taken back. */
function requestOf(rows: CaseRows, { requests, aborts }: Signs, stop: number): number | undefined {
  return requests.findLast((row) => {
    const before = stop - rows.ms(row)
    const aborted = aborts.some((abort) => rows.ms(abort) >= rows.ms(row) && rows.ms(abort) <= stop)
    return before >= 0 && before <= REQUEST_MS && !aborted
  })
}

function lastNear(rows: CaseRows, told: readonly number[], stop: number): number | undefined {
  return told.findLast((row) => Math.abs(stop - rows.ms(row)) <= AFTER_STOP_MS)
}

function restartOrShutdown(
  rows: CaseRows,
  request: number | undefined,
  power: number | undefined,
  stopped: FileTime,
  next: BootFrame | null,
): 'shutdown' | 'restart' {
  const action = power === undefined ? null : rows.text(rows.family.text1[power] ?? 0)
  if (action !== null && /^\d+$/.test(action))
    return Number(action) === ACTION_RESTART ? 'restart' : 'shutdown'
  if (request !== undefined) {
    const type = rows.fold(rows.family.text3[request] ?? 0)
    if (type !== '') return restartWords.words.some((word) => type.includes(word)) ? 'restart' : 'shutdown'
  }
  if (next?.start == null) return 'shutdown'
  const pause = Number(nextStart(rows, next) - stopped) / 10_000
  return pause <= RESTART_WITHIN_MS ? 'restart' : 'shutdown'
}

/** `DOM\user via process` of 1074. */
function requester(rows: CaseRows, request: number): string | null {
  const user = rows.text(rows.family.text4[request] ?? 0)
  const process = rows.text(rows.family.text1[request] ?? 0)
  const who = user === null ? null : fullAccountText({ account: user, domain: null, sid: null })
  const program = process === null ? null : visibleText(baseName(process))
  return who === null || program === null ? (who ?? program) : `${who} via ${program}`
}

/** The program that called for it, as Kernel-Power 187 names it. */
function callerOf(rows: CaseRows, caller: number | undefined): string | null {
  const program = caller === undefined ? null : rows.text(rows.family.text3[caller] ?? 0)
  return program === null ? null : visibleText(baseName(program))
}

/** `C:\Windows\System32\RuntimeBroker.exe (DC)` -> `RuntimeBroker.exe`. */
function baseName(process: string): string {
  const file = process.slice(process.lastIndexOf('\\') + 1)
  const host = file.indexOf(' (')
  return host > 0 ? file.slice(0, host) : file
}

function crashEnd(rows: CaseRows, frame: BootFrame, next: BootFrame, crashes: readonly number[]): BootEnd {
  const last = lastTime(rows, frame)
  const started = nextStart(rows, next)
  const proof = crashes.find((row) => rows.kind(row) === KIND['unexpected-stop']) ?? crashes[0] ?? 0
  const heartbeat =
    rows.kind(proof) === KIND['unexpected-stop']
      ? readHeartbeat(rows.text(rows.family.text1[proof] ?? 0))
      : null
  let interval = ordered(last, started)
  let method = 'last-record'
  let isCrossed = false
  if (heartbeat !== null) {
    // Told by the clock of the boot that crashed: only what a person says of the clock moves it.
    const beat = heartbeat.last + rows.toldOffset(rows.family.record[proof] ?? 0)
    const low = beat > last ? beat : last
    const due = beat + heartbeat.interval
    const high = due < started ? due : started
    // Bounds that cross mean a clock step; then only the records bound the crash.
    if (low <= high) {
      interval = { earliest: low, best: low, latest: high }
      method = 'heartbeat-6008'
    } else isCrossed = true
  }
  return {
    kind: 'crash',
    reason: 'crash',
    interval,
    requestedAt: null,
    stopMs: Number.NaN,
    confidence: 'high',
    method,
    evidence: crashes.map((row) => rows.link(row, 'crash')),
    row: proof,
    sentence: () =>
      `The computer stopped without a shutdown (${rows.cite(proof)})${crashDetails(rows, crashes)}${isCrossed ? '; the last heartbeat contradicts the records, so a clock was wrong and only the records bound the time' : ''}`,
    startedBy: NO_TEXT,
    by: null,
  }
}

/** What Kernel-Power 41 says of the crash. */
function crashDetails(rows: CaseRows, crashes: readonly number[]): string {
  const row = crashes.find((one) => rows.kind(one) === KIND['unclean-stop'])
  if (row === undefined) return ''
  const number = (id: number | undefined): number => Number(rows.text(id ?? 0) ?? Number.NaN)
  const code = number(rows.family.text1[row])
  const sleeping = rows.fold(rows.family.text2[row] ?? 0)
  const asleep = sleeping === 'true' || Number(sleeping) > 0
  const held = number(rows.family.text3[row]) > 0
  const told = [
    code === 0
      ? 'power loss or hang, no bugcheck'
      : Number.isNaN(code)
        ? ''
        : `bugcheck 0x${code.toString(16)}`,
    held ? 'the power button was held' : '',
    asleep ? 'it was going to sleep or waking' : '',
  ].filter((part) => part !== '')
  return told.length === 0 ? '' : `: ${told.join(', ')} (${rows.cite(row)})`
}

function inferredEnd(rows: CaseRows, frame: BootFrame, next: BootFrame): BootEnd {
  const sign = next.signs[0]?.row ?? null
  return {
    kind: 'unknown',
    reason: 'reboot-inferred',
    interval: ordered(lastTime(rows, frame), nextStart(rows, next)),
    requestedAt: null,
    stopMs: Number.NaN,
    confidence: 'medium',
    method: 'next-boot',
    evidence: next.signs.map(({ row }) => rows.link(row, 'next-boot')),
    row: sign,
    sentence: () => {
      const cited = sign === null ? '' : ` (${rows.cite(sign)})`
      const started =
        next.start?.method === BY_UPTIME
          ? `By its uptime${cited} the computer started again`
          : `The computer started again${cited}`
      return `${started}; how it stopped is not in evidence`
    },
    startedBy: NO_TEXT,
    by: null,
  }
}

function openEnd(rows: CaseRows, frame: BootFrame): BootEnd {
  return {
    kind: 'open',
    reason: null,
    interval: { earliest: lastTime(rows, frame), best: null, latest: null },
    requestedAt: null,
    stopMs: Number.NaN,
    confidence: null,
    method: 'evidence-end',
    evidence: [],
    row: null,
    sentence: () => 'The evidence ends while the computer is running',
    startedBy: NO_TEXT,
    by: null,
  }
}

function ordered(a: FileTime, b: FileTime): Interval {
  const [low, high] = a <= b ? [a, b] : [b, a]
  return { earliest: low, best: low, latest: high }
}
