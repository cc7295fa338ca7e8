/** The heartbeat in EventLog 6008: when the machine was last seen alive before an unexpected stop (sessions.md 9.3). */
import type { FileTime } from '../../../contract/ids'
import { TICKS_PER_SECOND, UNIX_EPOCH } from '../../text/time'

export interface Heartbeat {
  /** UTC time of the last heartbeat. */
  readonly last: FileTime
  /** Longest time until the next one was due, in ticks. */
  readonly interval: bigint
}

/** Two SYSTEMTIMEs of 16 bytes (local, UTC) and a 32-bit number of seconds. */
const BINARY_BYTES = 36
const UTC_OFFSET = 16
const INTERVAL_OFFSET = 32
/** A heartbeat more than a day apart is no heartbeat. */
const MAX_INTERVAL_SECONDS = 86_400

/** Reads the Binary element of a 6008 (hex text). Null if it is absent, short or no calendar time. */
export function readHeartbeat(hex: string | null): Heartbeat | null {
  if (hex === null || hex.length < BINARY_BYTES * 2 || !/^[0-9a-f]+$/i.test(hex)) return null
  const byte = (at: number): number => Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16)
  const word = (at: number): number => byte(at) + byte(at + 1) * 256
  const [year, month, day] = [word(UTC_OFFSET), word(UTC_OFFSET + 2), word(UTC_OFFSET + 6)]
  const [hour, minute, second] = [word(UTC_OFFSET + 8), word(UTC_OFFSET + 10), word(UTC_OFFSET + 12)]
  const ms = word(UTC_OFFSET + 14)
  const inCalendar =
    year >= 1990 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && ms < 1000
  if (!inCalendar || hour > 23 || minute > 59 || second > 59) return null
  const seconds = word(INTERVAL_OFFSET) + word(INTERVAL_OFFSET + 2) * 65_536
  if (seconds > MAX_INTERVAL_SECONDS) return null
  const unixMs = Date.UTC(year, month - 1, day, hour, minute, second, ms)
  return {
    last: BigInt(unixMs) * 10_000n + UNIX_EPOCH,
    interval: BigInt(seconds) * TICKS_PER_SECOND,
  }
}
