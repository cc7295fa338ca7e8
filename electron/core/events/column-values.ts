import { parseFileTimeText } from '../bytes/filetime'
import { u16, u32 } from '../bytes/little-endian'
import { FAMILY_FIELDS, FIRST_NUMBER, FIRST_WIDE, type TableWriter } from '../columns/table-builder'
import { TYPE_ARRAY, TYPE_NULL } from '../evtx/binxml/tokens'
import { valueText } from '../evtx/binxml/value'
import { parseClockOfDay } from './clock-of-day'

/** Columns of times are the last; version 0 of 4616 fills them with a clock alone. */
const FIRST_TIME = FAMILY_FIELDS.indexOf('fileTime1')
const WIDE_TYPES = new Set([0x09, 0x0a, 0x10, 0x11, 0x15])

/** Stores one raw value in a session column of the row added last. */
export function setColumn(
  table: TableWriter,
  column: number,
  type: number,
  bytes: Uint8Array,
  at: number,
  size: number,
): void {
  if (type === TYPE_NULL || size === 0 || type & TYPE_ARRAY) return
  if (column < FIRST_NUMBER) {
    const id = table.dictionary.idOfValue(type, bytes, at, size)
    if (id !== 0) table.set(column, id)
  } else if (column < FIRST_WIDE) {
    if ((type === 0x08 || type === 0x14) && size >= 4) table.set(column, u32(bytes, at))
    else if (type === 0x06 && size >= 2) table.set(column, u16(bytes, at))
    else if (type === 0x04) table.set(column, bytes[at]!)
    else setColumnText(table, column, valueText(type, bytes, at, size))
  } else if (size >= 8 && WIDE_TYPES.has(type)) {
    const [low, high] = [u32(bytes, at), u32(bytes, at + 4)]
    // Absent and 0 are the same: a column stays as blank as it can.
    if (low !== 0 || high !== 0) table.setWide(column, low, high)
  } else setColumnText(table, column, valueText(type, bytes, at, size))
}

/** The same for values that are text in the log (forwarded logs); what is no number or time is left out. */
export function setColumnText(table: TableWriter, column: number, text: string): void {
  if (column < FIRST_NUMBER) {
    const id = table.dictionary.idOfText(text)
    if (id !== 0) table.set(column, id)
    return
  }
  const wide = wideNumber(text) ?? (column >= FIRST_TIME ? parseClockOfDay(text) : null)
  if (wide === null) return
  const low = Number(wide & 0xffffffffn)
  if (column >= FIRST_WIDE) table.setWide(column, low, Number((wide >> 32n) & 0xffffffffn))
  else if (wide < 0xffffffffn) table.set(column, low)
}

/** Decimal, 0x hexadecimal, `(0xhigh,0xlow)` of legacy logs, or a time (then FILETIME). */
function wideNumber(text: string): bigint | null {
  if (/^(0x[0-9a-f]{1,16}|\d{1,19})$/i.test(text)) return BigInt(text)
  const pair = /^\(0x([0-9a-f]{1,8}),\s*0x([0-9a-f]{1,8})\)$/i.exec(text)
  if (pair) return (BigInt('0x' + pair[1]!) << 32n) | BigInt('0x' + pair[2]!)
  return parseFileTimeText(text)
}
