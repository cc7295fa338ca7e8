import type { UnixMs } from '../../electron/contract/ids'
import { isoDayText, parseField } from '../state/zone-format'

const FULL = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{1,2}:\d{2}(?::\d{2})?))?$/
const CLOCK = /^\d{1,2}:\d{2}(?::\d{2})?$/

/** Reads `2024-03-12`, `2024-03-12 15:06`, `15:06:07` (on the day of `nearMs`) as wall clock of the zone; null if it is none of them. */
export function typedTime(text: string, zone: string, nearMs: UnixMs): UnixMs | null {
  const trimmed = text.trim()
  const full = FULL.exec(trimmed)
  const day = full?.[1] ?? (CLOCK.test(trimmed) ? isoDayText(zone, nearMs) : null)
  if (day === null) return null
  const clock = full === null ? trimmed : (full[2] ?? '00:00')
  return parseField(
    zone,
    `${day}T${clock.padStart(clock.length === 4 || clock.length === 7 ? clock.length + 1 : 0, '0')}`,
  )
}
