/** The event table with what every pass needs at hand: times and record ids as numbers, folded text, clean addresses. */
import type { EvidenceLink } from '../../contract/sessions'
import type { FileTime } from '../../contract/ids'
import { NO_NUMBER, type EventTable, type FamilyColumns, type RecordColumns } from '../columns/event-table'

const TWO_32 = 0x1_0000_0000
const TICKS_PER_MS = 10_000
/** SID that Windows writes where there is none. */
const NOBODY = 'S-1-0-0'
/** Logon IDs above 2^53 do not fit a number; none is known from a real machine, so any key that keeps them apart will do. */
const SAFE_HIGH = 0x20_0000

/** Upper halves of the FILETIMEs of 2000 and 2100. */
const TAG_HIGH_MIN = 0x01bf53eb
const TAG_HIGH_MAX = 0x022f7163

export class CaseRows {
  readonly table: EventTable
  readonly records: RecordColumns
  readonly family: FamilyColumns
  /** Milliseconds since 1601 of every record, good to two microseconds: for comparing, never for showing. */
  readonly recordMs: Float64Array
  /** EventRecordID of every record; exact up to 2^53. */
  readonly recordId: Float64Array
  private readonly folded: (string | undefined)[] = []
  private readonly addresses: (string | null | undefined)[] = []
  private readonly subjectHalves: Uint32Array
  private readonly targetHalves: Uint32Array
  private readonly tagHalves: Uint32Array
  private readonly oversized = new Map<bigint, number>()

  constructor(table: EventTable) {
    this.table = table
    this.records = table.records
    this.family = table.family
    this.recordMs = scaled(table.records.time, 1 / TICKS_PER_MS)
    this.recordId = scaled(table.records.recordId, 1)
    this.subjectHalves = halves(table.family.subjectLogonId)
    this.tagHalves = halves(table.records.bootTag)
    this.targetHalves = halves(table.family.targetLogonId)
  }

  /** Milliseconds since 1601 of a family row. */
  ms(row: number): number {
    return this.recordMs[this.family.record[row] ?? 0] ?? 0
  }

  /** Exact time of a family row. */
  time(row: number): FileTime {
    return this.records.time[this.family.record[row] ?? 0] ?? 0n
  }

  kind(row: number): number {
    return this.family.kind[row] ?? 0
  }

  eventId(row: number): number {
    return this.records.eventId[this.family.record[row] ?? 0] ?? 0
  }

  idOfRecord(row: number): number {
    return this.recordId[this.family.record[row] ?? 0] ?? 0
  }

  link(row: number, role: string): EvidenceLink {
    return { record: this.family.record[row] ?? 0, role }
  }

  /** `4647, record 506570`: how explanations name a record. */
  cite(row: number): string {
    return `${this.eventId(row)}, record ${this.records.recordId[this.family.record[row] ?? 0] ?? 0n}`
  }

  text(id: number): string | null {
    return id === 0 ? null : (this.table.strings[id] ?? null)
  }

  /** Lower-cased text, for comparing names. */
  fold(id: number): string {
    let text = this.folded[id]
    if (text === undefined) {
      text = (this.table.strings[id] ?? '').toLowerCase()
      this.folded[id] = text
    }
    return text
  }

  /** Remote address in plain form; null for none, loopback and LOCAL (sessions.md 3.3). */
  address(id: number): string | null {
    let address = this.addresses[id]
    if (address === undefined) {
      address = cleanAddress(this.table.strings[id] ?? '')
      this.addresses[id] = address
    }
    return address
  }

  /** SID as a string id; 0 also for the null SID. */
  sid(id: number): number {
    return id !== 0 && this.table.strings[id] === NOBODY ? 0 : id
  }

  number(column: Uint32Array, row: number): number | null {
    const value = column[row] ?? NO_NUMBER
    return value === NO_NUMBER ? null : value
  }

  /** Map key of a row's TargetLogonId; 0 if absent. */
  targetLuid(row: number): number {
    return this.luidKey(this.targetHalves, this.family.targetLogonId, row)
  }

  /** Map key of a row's SubjectLogonId; 0 if absent. */
  subjectLuid(row: number): number {
    return this.luidKey(this.subjectHalves, this.family.subjectLogonId, row)
  }

  /** Boot tag of a family row; 0 if there is none, or a stray GUID that is no time between 2000 and 2100. */
  bootTag(row: number): bigint {
    const record = this.family.record[row] ?? 0
    const high = this.tagHalves[2 * record + 1] ?? 0
    return high < TAG_HIGH_MIN || high > TAG_HIGH_MAX ? 0n : (this.records.bootTag[record] ?? 0n)
  }

  /** Map key of a logon ID: its value where that is a safe number, else a negative number. */
  luidKeyOf(luid: bigint): number {
    return luid <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(luid) : this.oversizedKey(luid)
  }

  private luidKey(pair: Uint32Array, column: BigUint64Array, row: number): number {
    const high = pair[2 * row + 1] ?? 0
    return high < SAFE_HIGH ? high * TWO_32 + (pair[2 * row] ?? 0) : this.oversizedKey(column[row] ?? 0n)
  }

  private oversizedKey(luid: bigint): number {
    let key = this.oversized.get(luid)
    if (key === undefined) {
      key = -1 - this.oversized.size
      this.oversized.set(luid, key)
    }
    return key
  }
}

/** Logon IDs that are no person's and never close: 0, IUSR, NETWORK SERVICE, LOCAL SERVICE, ANONYMOUS, SYSTEM. */
export function isWellKnownLuid(key: number): boolean {
  return key === 0 || (key >= 0x3e3 && key <= 0x3e7)
}

/** True for the address text of a console session in LocalSessionManager records. */
export function isLocalAddress(text: string | null): boolean {
  return text !== null && text.toUpperCase() === 'LOCAL'
}

function halves(column: BigUint64Array): Uint32Array {
  return new Uint32Array(column.buffer, column.byteOffset, column.length * 2)
}

function scaled(column: BigUint64Array, factor: number): Float64Array {
  const pair = halves(column)
  const out = new Float64Array(column.length)
  for (let i = 0; i < out.length; i++) {
    out[i] = ((pair[2 * i + 1] ?? 0) * TWO_32 + (pair[2 * i] ?? 0)) * factor
  }
  return out
}

function cleanAddress(text: string): string | null {
  let address = text.trim().toLowerCase()
  const scope = address.indexOf('%')
  if (scope >= 0) address = address.slice(0, scope)
  if (address.startsWith('::ffff:') && address.includes('.')) address = address.slice(7)
  if (address === '' || address === '-' || address === '::1' || address === '::' || address === '0.0.0.0')
    return null
  return address === 'local' || address === 'localhost' || address === 'unknown' || address.startsWith('127.')
    ? null
    : address
}
