import { parseFileTimeText } from '../bytes/filetime'
import type { EventTable } from '../columns/event-table'
import type { Event } from '../evtx/event'

/**
 * Which events a case has already, by channel, computer, EventRecordID and TimeCreated: the same event in a log and in what was left over of another
 * copy is one. Rows of the table are indexed by number only, 8 bytes each.
 */
export class EventIdentities {
  private readonly rows: Int32Array
  private readonly recordId: Uint32Array
  private readonly time: Uint32Array
  private readonly recovered = new Set<string>()

  constructor(private readonly table: EventTable) {
    const { records } = table
    this.recordId = halves(records.recordId)
    this.time = halves(records.time)
    let capacity = 16
    while (capacity < records.length * 2) capacity *= 2
    this.rows = new Int32Array(capacity).fill(-1)
    for (let row = 0; row < records.length; row++) {
      let slot = this.first(this.recordId[2 * row]!, this.time[2 * row]!)
      while (this.rows[slot]! >= 0) slot = (slot + 1) & (capacity - 1)
      this.rows[slot] = row
    }
  }

  /** @returns false if the event is live somewhere or was added before; true for events that do not say enough of themselves. */
  add(event: Event): boolean {
    const { recordId, timeCreated, channel, computer } = event
    if (recordId === null || timeCreated === null || !/^\d{1,19}$/.test(recordId)) return true
    const time = parseFileTimeText(timeCreated)
    if (time === null) return true
    if (this.isLive(BigInt(recordId), time, channel ?? '', computer ?? '')) return false
    const key = `${recordId} ${timeCreated} ${channel} ${computer}`
    if (this.recovered.has(key)) return false
    this.recovered.add(key)
    return true
  }

  private isLive(recordId: bigint, time: bigint, channel: string, computer: string): boolean {
    const { records, strings } = this.table
    const [idLow, timeLow] = [Number(recordId & 0xffffffffn), Number(time & 0xffffffffn)]
    const mask = this.rows.length - 1
    for (let slot = this.first(idLow, timeLow); this.rows[slot]! >= 0; slot = (slot + 1) & mask) {
      const row = this.rows[slot]!
      if (this.recordId[2 * row] !== idLow || this.time[2 * row] !== timeLow) continue
      if (records.recordId[row] !== recordId || records.time[row] !== time) continue
      if (strings[records.channel[row]!] === channel && strings[records.computer[row]!] === computer)
        return true
    }
    return false
  }

  private first(idLow: number, timeLow: number): number {
    const h = Math.imul(idLow ^ Math.imul(timeLow, 0x85ebca6b), 0xc2b2ae35)
    return (h ^ (h >>> 15)) & (this.rows.length - 1)
  }
}

function halves(wide: BigUint64Array): Uint32Array {
  return new Uint32Array(wide.buffer, wide.byteOffset, wide.length * 2)
}
