/** Whether logoffs were audited (subcategory Logoff) and kept: without them nothing tells when a logon ended (sessions.md 11, G8, T32). */
import type { FileTime } from '../../../contract/ids'
import type { BootFrame } from '../boots/boot-frames'
import type { CaseRows } from '../records/case-rows'
import { policyChange } from '../gaps/audit-changes'
import type { Gaps } from '../gaps/record-holes'
import { KIND } from '../records/kind-index'
import type { LogRows } from '../records/log-rows'

/** A time in which a boot's logoffs were not audited, or in which nothing shows that they were. */
export interface UnauditedTime {
  /** 0: since the boot began. */
  readonly from: FileTime
  /** null: to the end of the boot. */
  readonly to: FileTime | null
  /** `policy`: a change of it says so. `silence`: no logoff is in the log. `loss`: records were lost, nobody knows since when. */
  readonly cause: 'policy' | 'silence' | 'loss'
}

/** Types that end within minutes or hours and whose 4634 is seldom missing. */
const SHORT_TYPES: ReadonlySet<number> = new Set([3, 4, 7, 8, 13])
/** So many of them without any logoff after the last one, over so long a time, are no chance. */
const MIN_LOGONS = 8
const MIN_SPAN_MS = 30 * 60_000
/** One whose 4634 is missing can be chance; of two in a log without any logoff it is more likely that none was audited. */
const MIN_OF_ALL = 2
const SUBCATEGORY = 'Logoff'
const NONE: readonly UnauditedTime[] = []

/** By boot: times without audit of logoffs, by their beginning. Boots are in order of the log. */
export function unauditedTimes(
  rows: CaseRows,
  log: LogRows,
  frames: readonly BootFrame[],
  holes: Gaps,
): (readonly UnauditedTime[])[] {
  const tails = frames.map((frame) => tailOf(rows, log, frame))
  const unended = tails.reduce((sum, { count }) => sum + count, 0)
  const isNeverAudited = tails.every(({ lastLogoff }) => lastLogoff < 0) && unended >= MIN_OF_ALL
  let isOff = false
  return frames.map((frame, boot) => {
    const tail = tails[boot]!
    if (frame.securityTo <= frame.securityFrom) return NONE
    const told = toldTimes(rows, log, frame, isOff)
    isOff = told.some(({ to }) => to === null)
    const silent = silentTime(rows, log, frame, { tail, holes, isNeverAudited })
    const times = isOff || silent === null ? told : [...told, silent]
    return [...times, ...lossOf(rows, log, frame)].sort((a, b) =>
      a.from < b.from ? -1 : a.from > b.from ? 1 : 0,
    )
  })
}

/** What follows the last logoff of a boot. */
interface Tail {
  /** Place of the last 4634 or 4647, -1 if there is none. */
  readonly lastLogoff: number
  /** Logons of short types after it, and the first of them. */
  readonly count: number
  readonly firstRow: number
}

function tailOf({ family }: CaseRows, log: LogRows, { securityFrom, securityTo }: BootFrame): Tail {
  let firstRow = -1
  let count = 0
  for (let place = securityTo - 1; place >= securityFrom; place--) {
    const row = log.rows[place]!
    const kind = family.kind[row]!
    if (isLogoff(kind)) return { lastLogoff: place, count, firstRow }
    if (kind !== KIND.logon || !SHORT_TYPES.has(family.logonType[row]!)) continue
    firstRow = row
    count++
  }
  return { lastLogoff: -1, count, firstRow }
}

const isLogoff = (kind: number): boolean => kind === KIND.logoff || kind === KIND['logoff-by-user']

/**
 * From each removal to the next logoff or to the change that adds it again. What is added without a removal in evidence was not
 * audited since the last logoff. `wasOff`: it was off when the boot before ended.
 */
function toldTimes(
  rows: CaseRows,
  log: LogRows,
  { securityFrom, securityTo }: BootFrame,
  wasOff: boolean,
): UnauditedTime[] {
  const times: UnauditedTime[] = []
  let place = securityFrom
  let offSince: FileTime | null = wasOff ? 0n : null
  const isOffUntil = (end: number, to: FileTime | null): void => {
    if (offSince === null) return
    const logoff = logoffAfter(rows, log, place, end, offSince)
    times.push({ from: offSince, to: logoff >= 0 ? rows.time(logoff) : to, cause: 'policy' })
  }
  for (const at of log.placesOf([KIND['policy-change']], securityFrom, securityTo)) {
    const change = policyChange(rows, log.rows[at]!)
    if (change?.subcategory !== SUBCATEGORY || (offSince !== null && !change.isAudited)) continue
    if (offSince !== null) isOffUntil(at, change.time)
    else if (change.isAudited) {
      const logoff = logoffBefore(rows, log, place, at)
      times.push({ from: logoff < 0 ? 0n : rows.time(logoff), to: change.time, cause: 'policy' })
    }
    offSince = change.isAudited ? null : change.time
    place = at + 1
  }
  isOffUntil(securityTo, null)
  return times
}

/** Row of the last logoff of [from, to), -1 if there is none. */
function logoffBefore({ family }: CaseRows, log: LogRows, from: number, to: number): number {
  for (let place = to - 1; place >= from; place--) {
    const row = log.rows[place]!
    if (isLogoff(family.kind[row]!)) return row
  }
  return -1
}

/** Row of the first logoff of [from, to) that is later than a time, -1 if there is none. */
function logoffAfter(rows: CaseRows, log: LogRows, from: number, to: number, time: FileTime | null): number {
  for (let place = from; place < to; place++) {
    const row = log.rows[place]!
    if (isLogoff(rows.family.kind[row]!) && (time === null || rows.time(row) > time)) return row
  }
  return -1
}

/** After an unclean stop Windows writes 1101 just before 4608 or within minutes of it, about what that stop lost. */
const START_MS = 10 * 60_000

/** 1101 and 4612: records before them were lost. */
function lossOf(rows: CaseRows, log: LogRows, { securityFrom, securityTo }: BootFrame): UnauditedTime[] {
  const last = log.placesOf([KIND['events-lost']], securityFrom, securityTo).at(-1)
  if (last === undefined) return []
  const row = log.rows[last]!
  const isOfStart = rows.ms(row) - rows.ms(log.rows[securityFrom]!) <= START_MS
  const goesOn = log.rows.subarray(last + 1, securityTo).some((one) => isOfLogon(rows.family.kind[one]!))
  return isOfStart || !goesOn ? [] : [{ from: 0n, to: rows.time(row), cause: 'loss' }]
}

const isOfLogon = (kind: number): boolean => kind === KIND.logon || isLogoff(kind)

interface Silence {
  readonly tail: Tail
  readonly holes: Gaps
  /** Of all boots of the log none holds a logoff, though there were logons that should have ended. */
  readonly isNeverAudited: boolean
}

/** Logons that should have ended, but no logoff: since the last logoff of the boot, or in all of it. */
function silentTime(
  rows: CaseRows,
  log: LogRows,
  { securityTo }: BootFrame,
  { tail, holes, isNeverAudited }: Silence,
): UnauditedTime | null {
  const { lastLogoff, count, firstRow } = tail
  const final = log.rows[securityTo - 1]!
  const from = lastLogoff < 0 ? 0n : rows.time(log.rows[lastLogoff]!)
  const silence: UnauditedTime = { from, to: null, cause: 'silence' }
  // What a logoff precedes may only last a little longer.
  const isLong = lastLogoff < 0 || rows.ms(final) - rows.ms(firstRow) >= MIN_SPAN_MS
  const isNoChance = count >= MIN_LOGONS && isLong
  if (isNoChance || isNeverAudited) return silence
  if (lastLogoff < 0 || count === 0) return null
  // A change of the policy is always logged: without a hole there was none.
  const hole = holes.after(from)
  return hole !== null && hole.to <= rows.time(final) ? silence : null
}
