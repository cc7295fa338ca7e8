/** The event table with what every pass needs at hand: times and record ids as numbers, folded text, clean addresses. */
import type { EvidenceLink } from '../../../contract/sessions'
import type { FileTime } from '../../../contract/ids'
import { NO_NUMBER, type EventTable, type FamilyColumns, type RecordColumns } from '../../columns/event-table'

const TWO_32 = 0x1_0000_0000
const MS_PER_TICK = 1 / 10_000
/** A millisecond and a second. */
const COARSE_TICKS = [10_000n, 10_000_000n]
/** SID that Windows writes where there is none. */
const NOBODY = 'S-1-0-0'
/** Logon IDs above 2^53 do not fit a number; none is known from a real machine, so any key that keeps them apart will do. */
const SAFE_HIGH = 0x20_0000

/** Upper halves of the FILETIMEs of 2000 and 2100. */
const TAG_HIGH_MIN = 0x01bf53eb
const TAG_HIGH_MAX = 0x022f7163

export class CaseRows {
  readonly table: EventTable
  /** Times in them are on the corrected line; those of `table` are as recorded. */
  records: RecordColumns
  family: FamilyColumns
  private readonly folded: (string | undefined)[] = []
  private readonly addresses: (string | null | undefined)[] = []
  /** 64-bit columns as pairs of low and high half: reading them makes no BigInt. */
  readonly subjectHalves: Uint32Array
  readonly targetHalves: Uint32Array
  readonly tagHalves: Uint32Array
  timeHalves: Uint32Array
  readonly idHalves: Uint32Array
  private offsets: ReadonlyMap<number, bigint> | null = null
  private readonly oversized: bigint[] = []
  private readonly oversizedKeys = new Map<bigint, number>()
  private readonly nobody: number
  /** String ids of what 4624 writes for yes, and for the impersonation level of delegation. */
  readonly yes: number
  readonly delegation: number

  constructor(table: EventTable) {
    this.table = table
    this.records = table.records
    this.family = table.family
    this.timeHalves = halves(table.records.time)
    this.idHalves = halves(table.records.recordId)
    this.nobody = this.idOfText(NOBODY)
    this.yes = this.idOfText('%%1842')
    this.delegation = this.idOfText('%%1840')
    this.subjectHalves = halves(table.family.subjectLogonId)
    this.tagHalves = halves(table.records.bootTag)
    this.targetHalves = halves(table.family.targetLogonId)
  }

  /** Milliseconds since 1601 of a record, good to two microseconds: for comparing, never for showing. */
  recordMs(record: number): number {
    return (this.timeHalves[2 * record + 1]! * TWO_32 + this.timeHalves[2 * record]!) * MS_PER_TICK
  }

  /** Nothing vouches for it: no record id, or told by a timeline of another program (sessions.md 10.4). */
  isWeakRecord(record: number): boolean {
    return this.recordId(record) === 0 || this.isRetold(record)
  }

  /** Its source is an export as text: it may hold records of many logs, in any order, changed by anyone. */
  isText(record: number): boolean {
    const { textFrom } = this.table
    return textFrom !== undefined && this.records.source[record]! >= textFrom
  }

  /** Its source is a timeline of another program. */
  isRetold(record: number): boolean {
    return this.table.weakSources?.has(this.records.source[record]!) ?? false
  }

  /** Whether two records are of one moment: a timeline may tell it to the millisecond or second only. */
  isSameMoment(a: number, b: number): boolean {
    const { timeHalves: times } = this
    if (times[2 * a] === times[2 * b] && times[2 * a + 1] === times[2 * b + 1]) return true
    if (this.table.weakSources === undefined || !(this.isRetold(a) || this.isRetold(b))) return false
    const [first, second] = [this.records.time[a]!, this.records.time[b]!]
    const earlier = first < second ? first : second
    return COARSE_TICKS.some((ticks) => earlier % ticks === 0n && first / ticks === second / ticks)
  }

  /** EventRecordID of a record; exact up to 2^53. */
  recordId(record: number): number {
    return this.idHalves[2 * record + 1]! * TWO_32 + this.idHalves[2 * record]!
  }

  /** Milliseconds since 1601 of a family row. */
  ms(row: number): number {
    return this.recordMs(this.family.record[row]!)
  }

  /** Exact time of a family row. */
  time(row: number): FileTime {
    return this.records.time[this.family.record[row] ?? 0] ?? 0n
  }

  /** Time of a record as the log has it. */
  recordedTime(record: number): FileTime {
    return this.table.records.time[record] ?? 0n
  }

  /** Time of a family row as the log has it: what ids are made of, as no correction changes it. */
  recordedRowTime(row: number): FileTime {
    return this.recordedTime(this.family.record[row] ?? 0)
  }

  /** What a person adds to the times of the record's computer, in ticks. */
  toldOffset(record: number): bigint {
    return this.offsets?.get(this.records.computer[record] ?? 0) ?? 0n
  }

  /** Some times differ from the recorded ones. */
  get isCorrected(): boolean {
    return this.records.time !== this.table.records.time
  }

  /**
   * From here on times are those of the corrected line.
   * @param offsets ticks by string id of a computer's name, where a person told them
   */
  useTimes(times: BigUint64Array, family: FamilyColumns, offsets = this.offsets): void {
    this.offsets = offsets
    this.records = { ...this.records, time: times }
    this.family = family
    this.timeHalves = halves(times)
  }

  kind(row: number): number {
    return this.family.kind[row] ?? 0
  }

  eventId(row: number): number {
    return this.records.eventId[this.family.record[row] ?? 0] ?? 0
  }

  idOfRecord(row: number): number {
    return this.recordId(this.family.record[row]!)
  }

  /** Row of the record table that a family row is of. */
  recordOf(row: number): number {
    return this.family.record[row] ?? 0
  }

  link(row: number, role: string): EvidenceLink {
    return { record: this.recordOf(row), role }
  }

  /** `4647, record 506570`: how explanations name a record. */
  cite(row: number): string {
    return `${this.eventId(row)}, record ${this.records.recordId[this.family.record[row] ?? 0] ?? 0n}`
  }

  /** String id of a text, -1 if no record has it: comparing ids is cheaper than comparing texts. */
  idOfText(text: string): number {
    return this.table.strings.indexOf(text)
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
    return id === this.nobody ? 0 : id
  }

  number(column: Uint32Array, row: number): number | null {
    const value = column[row] ?? NO_NUMBER
    return value === NO_NUMBER ? null : value
  }

  /** Map key of a row's TargetLogonId; 0 if absent. */
  targetLuid(row: number): number {
    return this.luidOfHalves(this.targetHalves[2 * row]!, this.targetHalves[2 * row + 1]!)
  }

  /** Map key of a row's SubjectLogonId; 0 if absent. */
  subjectLuid(row: number): number {
    return this.luidOfHalves(this.subjectHalves[2 * row]!, this.subjectHalves[2 * row + 1]!)
  }

  /** Map key of a logon ID: its value where that is a safe number, else a negative number. */
  luidOfHalves(low: number, high: number): number {
    return high < SAFE_HIGH ? high * TWO_32 + low : this.oversizedKey((BigInt(high) << 32n) | BigInt(low))
  }

  /** The logon ID of a key that `luidOfHalves` gave. */
  logonIdOf(key: number): bigint {
    return key >= 0 ? BigInt(key) : (this.oversized[-1 - key] ?? 0n)
  }

  private oversizedKey(luid: bigint): number {
    let key = this.oversizedKeys.get(luid)
    if (key === undefined) {
      key = -this.oversized.push(luid)
      this.oversizedKeys.set(luid, key)
    }
    return key
  }
}

/** Whether the upper half of an ActivityID's tail can be a boot tag's: a time between 2000 and 2100, no stray GUID. */
export function isBootTag(high: number): boolean {
  return high >= TAG_HIGH_MIN && high <= TAG_HIGH_MAX
}

/** Greatest of the logon IDs that are no person's: SYSTEM. */
export const LAST_WELL_KNOWN_LUID = 0x3e7

/** False for logon IDs that are no person's and never close; takes halves, signed or not. */
export function isPersonalLuid(low: number, high: number): boolean {
  return high !== 0 || (low !== 0 && (low < 0x3e3 || low > 0x3e7))
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

/** Remote address in plain form; null for none, loopback and LOCAL (sessions.md 3.3). */
export function cleanAddress(text: string): string | null {
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
