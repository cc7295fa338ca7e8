/** One row of a timeline as names and values, whether it stands there as CSV or JSON. */
import { DecodeError } from '../evtx/layout'
import { csvCells } from './csv-rows'

/** What a row says under a name: text of CSV, any JSON of an object; undefined where it says nothing. */
export type TimelineRow = (name: string) => unknown

/** @param columns of CSV; null of JSON @throws DecodeError */
export function timelineRow(text: string, columns: readonly string[] | null): TimelineRow {
  if (columns === null) {
    const object = jsonObject(text)
    return (name) => (Object.hasOwn(object, name) ? object[name] : undefined)
  }
  const cells = csvCells(text)
  // Empty cells at the end may be left out; a row of other columns is none.
  if (cells.length > columns.length) throw new DecodeError('row has more cells than there are columns')
  return (name) => {
    const at = columns.indexOf(name)
    return at < 0 ? undefined : cells[at]
  }
}

/** @throws DecodeError */
export function jsonObject(text: string): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new DecodeError('object is not JSON')
  }
  if (!isObject(value)) throw new DecodeError('it is no object')
  return value
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Text of a value; null of none, of an empty one and of what is no text or number. */
export function textOrNull(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

/** Whole numbers; null of everything else. */
export function numberOrNull(value: unknown): number | null {
  const text = textOrNull(value)?.trim() ?? ''
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}
