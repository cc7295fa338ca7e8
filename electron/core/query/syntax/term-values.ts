import { CONFIDENCES, END_REASONS, LOGON_CLASSES } from '../../../contract/sessions'
import type { QueryTerm, Field } from './query-ast'

/** Reasons an event number in `end:` stands for (sessions.md 9.1). 4779 is a state and stands for being disconnected at the end. */
const REASONS_OF_EVENT: ReadonlyMap<string, readonly string[]> = new Map([
  ['4647', ['user-logoff']],
  ['551', ['user-logoff']],
  ['4634', ['terminated', 'network-closed', 'service-ended', 'batch-ended', 'helper-ended']],
  ['1074', ['shutdown', 'restart']],
  ['6008', ['crash']],
  ['4779', ['disconnected-at-end']],
])

const UNIT_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** `end:` value as end reasons; null if it is neither a reason nor an event that ends a session by itself. */
export function endReasons(value: string): readonly string[] | null {
  const reason = END_REASONS.find((one) => one === value.toLowerCase())
  return reason !== undefined ? [reason] : (REASONS_OF_EVENT.get(value) ?? null)
}

/** `8h`, `90m`, `1.5d`, `30s` in milliseconds; null if it is no length of time. */
export function lengthMs(value: string): number | null {
  const match = /^(\d{1,9}(?:\.\d{1,6})?)([smhd])$/i.exec(value)
  return match === null ? null : Number(match[1]) * UNIT_MS[match[2]!.toLowerCase()]!
}

/** First and last IPv4 address of `10.0.0.0/8` or of one address; null if it is neither. */
export function ipv4Range(value: string): { readonly first: number; readonly last: number } | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(value)
  if (match === null) return null
  const parts = match.slice(1, 5).map(Number)
  const prefix = match[5] === undefined ? 32 : Number(match[5])
  if (prefix > 32 || parts.some((part) => part > 255)) return null
  const size = 2 ** (32 - prefix)
  const address = parts.reduce((sum, part) => sum * 256 + part, 0)
  const first = Math.floor(address / size) * size
  return { first, last: first + size - 1 }
}

/** A sentence if the value cannot be one of the field's, else null. */
export function wrongValue(field: Field, value: string): string | null {
  switch (field) {
    case 'type':
      return /^(\d|1[0-3]|unknown)$/.test(value) ? null : 'A logon type is 0 to 13 or unknown.'
    case 'end':
      return endReasons(value) !== null
        ? null
        : 'An end is 4647, 551, 4634, 1074, 6008, 4779 or a reason such as user-logoff.'
    case 'ip':
      return ipv4Range(value) !== null ? null : 'Write an IPv4 address or a range such as 10.0.0.0/8.'
    case 'dur':
      return lengthMs(value) !== null ? null : 'Write a length such as 30m, 8h or 2d.'
    case 'class':
      return LOGON_CLASSES.some((name) => name === value)
        ? null
        : `A class is one of ${LOGON_CLASSES.join(', ')}.`
    case 'conf':
      return CONFIDENCES.some((name) => name === value)
        ? null
        : `A confidence is one of ${CONFIDENCES.join(', ')}.`
    default:
      return null
  }
}

/** A host name without dots stands for itself and for every name that it is the first part of: `DC1` for `DC1.corp.example` too. */
export function computerTerm(term: QueryTerm): QueryTerm {
  const values = term.values.flatMap((value) => (/[.*]/.test(value) ? [value] : [value, `${value}.*`]))
  return { ...term, values }
}
