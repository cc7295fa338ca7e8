import { CONFIDENCES, LOGON_CLASSES } from '../../../contract/sessions'
import { endReasons } from './end-values'
import { ipRange } from './ip-range'
import { orderedRange, type OrderedRange } from './ordered-range'
import type { Field } from './query-ast'
import { timeRange } from './time-values'

/** What a duration, a confidence or a logon type is called that is not known. */
export const UNKNOWN = 'unknown'

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** `8h`, `90m`, `1.5d`, `30s` in milliseconds; null if it is no length of time. */
export function lengthMs(value: string): number | null {
  const match = /^(\d{1,9}(?:\.\d{1,6})?)([smhd])$/i.exec(value)
  return match === null ? null : Number(match[1]) * UNIT_MS[match[2]!.toLowerCase()]!
}

/** `dur:` value as a range of milliseconds; `1h..8h` goes up to 8 hours, not included. null if it is none. */
export function durationRange(value: string): OrderedRange | null {
  const read = (text: string): { from: number; to: number } | null => {
    const ms = lengthMs(text)
    return ms === null ? null : { from: ms, to: ms }
  }
  return orderedRange(value, read, 'excluded')
}

/** `logon:` value, hexadecimal as records show it or decimal; null if it is none. */
export function logonIdOf(value: string): bigint | null {
  return /^(0x[0-9a-f]{1,16}|\d{1,20})$/i.test(value) ? BigInt(value) : null
}

/** `conf:` value as a range of surety: 0 is low. null if it is none. */
export function confidenceRange(value: string): OrderedRange | null {
  const read = (text: string): { from: number; to: number } | null => {
    const index = CONFIDENCES.findIndex((name) => name === text.toLowerCase())
    return index < 0 ? null : { from: surety(index), to: surety(index) }
  }
  return orderedRange(value, read, 'included')
}

/** Larger is surer, of an index into CONFIDENCES. */
export function surety(index: number): number {
  return CONFIDENCES.length - 1 - index
}

/** A sentence if the value cannot be one of the field's, else null. */
export function wrongValue(field: Field, value: string): string | null {
  switch (field) {
    case 'type':
      return /^(\d|1[0-3]|unknown)$/.test(value) ? null : 'A logon type is 0 to 13 or unknown.'
    case 'end':
      if (endReasons(value) !== null) return null
      return /^\d+$/.test(value)
        ? `No session ends with event ${value}. Ends are 4647, 4634, 23, 1074, 6008, 4779 or a reason such as user-logoff.`
        : 'An end is an event such as 4647 or a reason such as user-logoff, crash or open-at-end.'
    case 'ip':
      return ipRange(value) !== null
        ? null
        : 'Write an address or a range such as 10.0.0.0/8, 2001:db8::/32 or 10.0.0.1-10.0.0.9.'
    case 'dur':
      return value === UNKNOWN || durationRange(value) !== null
        ? null
        : 'Write a length such as 30m, >8h, 1h..8h or unknown.'
    case 'conf':
      return value === UNKNOWN || confidenceRange(value) !== null
        ? null
        : `A confidence is one of ${CONFIDENCES.join(', ')}, unknown, or >=high.`
    case 'class':
      return LOGON_CLASSES.some((name) => name === value)
        ? null
        : `A class is one of ${LOGON_CLASSES.join(', ')}.`
    case 'logon':
      return logonIdOf(value) !== null ? null : 'A logon ID is a number such as 0x8f3a41c.'
    case 'time':
      return timeRange(value) !== null
        ? null
        : 'Write a time such as 2024-03-12, >2024-03-12T15:06 or 2024-03-12..2024-03-14; it is UTC unless +02:00 follows.'
    default:
      return null
  }
}
