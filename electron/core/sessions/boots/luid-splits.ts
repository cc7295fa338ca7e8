/** Where logon IDs show a start that no record names: a drop beside service logons, or one ID used twice (sessions.md 4.2, 4.3). */
import type { BootFrame } from './boot-frames'
import { widestPause } from './boot-markers'
import { isWellKnownLuid, type CaseRows } from '../records/case-rows'
import type { Gaps } from '../gaps/record-holes'
import { KIND } from '../records/kind-index'
import type { LogRows } from '../records/log-rows'
import { lowerBound } from '../records/sorted'

/** A logon ID this much below the running maximum cannot be of the same boot (sessions.md 4.2, B5). */
const LUID_DROP = 0x1_0000
/** Service logons that open every boot lie this near to a logon ID drop. */
const DROP_NEAR_ROWS = 64
const DROP_NEAR_MS = 120_000
/** A start shown by another sign this near explains a drop. */
const DROP_CLEAR_MS = 5 * 60_000
/** The same logon ID for another account or after its end splits a boot; hostile logs could do it on every record. */
export const MAX_SPLITS = 1000

/** Logs that would show a start. */
export interface Cover {
  /** Holes of a Security log that shows starts; null: it shows none. */
  readonly holes: Gaps | null
  /** Rows of a System log that shows starts. */
  readonly system: Int32Array
}

/** Who holds a logon ID, and the places of its 4624 and first 4634 (-1 while there is none). */
interface LuidOwner {
  readonly sid: number
  readonly position: number
  endedAt: number
}

export interface Split {
  readonly position: number
  readonly row: number
  readonly method: 'luid-drop' | 'luid-conflict'
}

/** Places of a boot's stretch of the Security log where another one begins, in write order. */
export function luidSplits(rows: CaseRows, log: LogRows, frame: BootFrame, cover: Cover): Split[] {
  const security = log.rows
  const splits: Split[] = []
  const owners = new Map<number, LuidOwner>()
  let highest = -1
  let startMs = frame.start === null ? Number.NEGATIVE_INFINITY : frame.fromMs
  let floor = frame.securityFrom
  let conflicts = 0
  const begin = (split: Split): void => {
    splits.push(split)
    owners.clear()
    highest = -1
    floor = split.position
    startMs = rows.ms(security[split.position] ?? 0)
  }
  const { named } = log
  const end = lowerBound(named, frame.securityTo)
  for (let n = lowerBound(named, frame.securityFrom); n < end; n++) {
    const i = named[n]!
    const row = security[i]!
    const kind = rows.kind(row)
    if (kind !== KIND.logon && kind !== KIND.logoff) continue
    if (kind === KIND.logoff) {
      const owner = owners.get(rows.targetLuid(row))
      if (owner !== undefined && owner.endedAt < 0) owner.endedAt = i
      continue
    }
    const luid = rows.targetLuid(row)
    if (isWellKnownLuid(luid)) continue
    const owner = owners.get(luid)
    const sid = rows.sid(rows.family.targetSid[row] ?? 0)
    if (owner !== undefined && isReuse(rows, security, owner, sid, row)) {
      const position = widestPause(rows, security, owner.position, i)
      const another =
        conflicts++ < MAX_SPLITS &&
        mayHide(rows, cover, security[owner.position] ?? 0, row) &&
        !outlived(rows, log, owners, luid, position, end)
      if (another) begin({ position, row, method: 'luid-conflict' })
    } else if (luid + LUID_DROP < highest && Math.abs(rows.ms(row) - startMs) > DROP_CLEAR_MS) {
      const service = serviceLogonNear(
        rows,
        security,
        i,
        Math.max(floor + 1, frame.securityFrom),
        frame.securityTo,
      )
      if (service >= 0) begin({ position: Math.min(service, i), row, method: 'luid-drop' })
    }
    highest = Math.max(highest, luid)
    owners.set(luid, { sid, position: i, endedAt: -1 })
  }
  return splits
}

/** Whether a start could lie between two rows of the Security log without a sign of it in any log. */
function mayHide(rows: CaseRows, { holes, system }: Cover, from: number, to: number): boolean {
  const [first, last] = [system[0], system.at(-1)]
  if (
    first !== undefined &&
    last !== undefined &&
    rows.ms(first) <= rows.ms(from) &&
    rows.ms(last) >= rows.ms(to)
  )
    return false
  if (holes === null || holes.isFiltered || rows.idOfRecord(from) === 0 || rows.idOfRecord(to) === 0)
    return true
  const hole = holes.after(rows.time(from))
  return hole !== null && hole.from <= rows.time(to)
}

/** Records after a doubtful restart that are asked whether older logons lived on. */
const OUTLIVED_ROWS = 512

/** Whether a logon of before the place ends after it, which none does across a restart: the ID was given out twice. */
function outlived(
  rows: CaseRows,
  log: LogRows,
  owners: ReadonlyMap<number, LuidOwner>,
  conflict: number,
  position: number,
  end: number,
): boolean {
  const { named } = log
  const renewed = new Set([conflict])
  const from = lowerBound(named, position)
  for (let n = from; n < Math.min(end, from + OUTLIVED_ROWS); n++) {
    const row = log.rows[named[n] ?? 0] ?? 0
    const kind = rows.kind(row)
    if (kind !== KIND.logon && kind !== KIND.logoff) continue
    const luid = rows.targetLuid(row)
    if (kind === KIND.logon) renewed.add(luid)
    const owner = renewed.has(luid) ? undefined : owners.get(luid)
    if (owner === undefined || owner.position >= position) continue
    const sameSid = owner.sid !== 0 && owner.sid === rows.sid(rows.family.targetSid[row] ?? 0)
    if (sameSid && (owner.endedAt < 0 || owner.endedAt >= position)) return true
  }
  return false
}

/** A second 4624 of one logon ID: another account, or the same one after the first had ended a while ago. */
function isReuse(rows: CaseRows, security: Int32Array, owner: LuidOwner, sid: number, row: number): boolean {
  if (owner.sid !== 0 && sid !== 0 && owner.sid !== sid) return true
  const apart = rows.ms(row) - rows.ms(security[owner.position] ?? 0)
  return owner.endedAt >= 0 && apart > DROP_NEAR_MS
}

/** NETWORK SERVICE and LOCAL SERVICE log on once, when the system starts. */
function serviceLogonNear(
  rows: CaseRows,
  security: Int32Array,
  at: number,
  low: number,
  high: number,
): number {
  const atMs = rows.ms(security[at] ?? 0)
  const from = Math.max(low, at - DROP_NEAR_ROWS)
  const to = Math.min(high, at + DROP_NEAR_ROWS)
  for (let i = from; i < to; i++) {
    const row = security[i] ?? 0
    const luid = rows.targetLuid(row)
    const isService = rows.kind(row) === KIND.logon && (luid === 0x3e4 || luid === 0x3e5)
    if (isService && Math.abs(rows.ms(row) - atMs) <= DROP_NEAR_MS) return i
  }
  return -1
}
