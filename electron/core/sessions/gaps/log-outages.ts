/** Times in which the log service was stopped while the computer ran: no log holds what happened then (sessions.md 11, G4). */
import type { BootFrame } from '../boots/boot-frames'
import type { CaseRows } from '../records/case-rows'
import { DISORDER_MS } from '../records/disorder'
import { KIND } from '../records/kind-index'
import type { LogRows } from '../records/log-rows'
import { Gaps, type EvidenceGap } from './record-holes'

/** A hostile log could stop with every other record. */
const MAX_OUTAGES = 256

export const NO_OUTAGES = new Gaps([])

/** Stops of the log service in a boot's stretch of the Security log after which the stretch goes on. */
export function logOutages(rows: CaseRows, security: LogRows, frame: BootFrame): Gaps {
  const stops = security.placesOf([KIND['log-service-stop']], frame.securityFrom, frame.securityTo)
  if (stops.length === 0) return NO_OUTAGES
  const found: EvidenceGap[] = []
  for (const place of stops.slice(-MAX_OUTAGES)) {
    const stop = security.rows[place] ?? 0
    const end = Math.min(frame.securityTo, place + MAX_LATE)
    for (let i = place + 1; i < end; i++) {
      const row = security.rows[i] ?? 0
      if (rows.ms(row) <= rows.ms(stop) + DISORDER_MS) continue
      found.push({
        from: rows.time(stop),
        to: rows.time(row),
        missing: 0,
        idFrom: 0n,
        before: rows.family.record[stop] ?? 0,
        after: rows.family.record[row] ?? 0,
      })
      break
    }
  }
  return new Gaps(found)
}

/** So many late-written records may lie behind a stop. */
const MAX_LATE = 64
