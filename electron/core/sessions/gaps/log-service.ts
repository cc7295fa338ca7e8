/** The log service stopped or was kept from writing: G4, G8, G10, G12. */
import type { Boot, Gap } from '../../../contract/sessions'
import { eventTitle } from '../../events/event-titles'
import { formatFileTime } from '../../text/time'
import type { CaseRows } from '../records/case-rows'
import { KIND } from '../records/kind-index'
import type { LogRows } from '../records/log-rows'
import { band, type GapInput } from './band'
import { bootPlace } from './boot-search'
import { DISORDER_MS } from '../records/disorder'

/** Windows finishes its logs within this time of the service's stop. */
const AFTER_STOP_TICKS = 1_200_000_000n
/** So many late-written records may lie behind a stop. */
const LATE_PLACES = 64

/** The log service stopped, and its log goes on without a start of the machine in between. */
export function serviceStops({ rows, machine, security, system, boots }: GapInput): Gap[] {
  return [
    ...stopsIn(rows, machine, security, KIND['log-service-stop'], 'Security', boots),
    ...stopsIn(rows, machine, system, KIND['log-service-end'], 'System', boots),
  ]
}

function stopsIn(
  rows: CaseRows,
  machine: number,
  log: LogRows,
  kind: number,
  channel: string,
  boots: readonly Boot[],
): Gap[] {
  const gaps: Gap[] = []
  for (const place of log.places(kind)) {
    const stop = log.rows[place] ?? 0
    const next = nextAfter(rows, log, place, rows.ms(stop) + DISORDER_MS)
    const from = rows.time(stop)
    const boot = boots[Math.max(0, bootPlace(boots, from))]
    // The machine was alive for longer than its own stop takes.
    if (boot === undefined || boot.lastRecord <= from + AFTER_STOP_TICKS) continue
    const to = next < 0 ? boot.lastRecord : rows.time(next)
    if (startedIn(boots, from, to)) continue
    gaps.push(
      band(machine, 'G4', {
        channel,
        from,
        to,
        text: `log service stopped ${formatFileTime(from)} while the computer ran on`,
        evidence: [rows.link(stop, 'log-service-stop'), ...(next < 0 ? [] : [rows.link(next, 'after')])],
      }),
    )
  }
  return gaps
}

/** First row after a place that is later than a time; a few late-written records may lie between. */
function nextAfter(rows: CaseRows, log: LogRows, place: number, ms: number): number {
  const end = Math.min(log.rows.length, place + LATE_PLACES)
  for (let i = place + 1; i < end; i++) if (rows.ms(log.rows[i] ?? 0) > ms) return log.rows[i] ?? 0
  return -1
}

function startedIn(boots: readonly Boot[], from: bigint, to: bigint): boolean {
  const start = boots[bootPlace(boots, to)]?.start.latest
  return start !== undefined && start !== null && start > from
}

/** Windows itself says that records were lost. */
export function lostEvents({ rows, machine, security }: GapInput): Gap[] {
  return security.rowsOf([KIND['events-lost']]).map((row) => {
    const time = rows.time(row)
    const record = rows.family.record[row] ?? 0
    const title = eventTitle(
      rows.text(rows.records.provider[record] ?? 0) ?? '',
      rows.text(rows.records.channel[record] ?? 0) ?? '',
      rows.eventId(row),
    )
    return band(machine, 'G8', {
      from: time,
      to: time,
      text: `records may be lost at ${formatFileTime(time)}: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
      evidence: [rows.link(row, 'events-lost')],
    })
  })
}

/** A boot whose stop is not in evidence. */
export function unseenStops({ machine, boots }: GapInput): Gap[] {
  return boots.flatMap(({ id, end, endKind, evidence }, i) => {
    if (endKind !== 'unknown') return []
    const next = boots[i + 1]?.evidence[0]
    return [
      band(machine, 'G10', {
        from: end.earliest,
        to: end.latest,
        text: `no record tells how ${id} stopped`,
        evidence: [...evidence, ...(next === undefined ? [] : [{ ...next, role: 'next-boot' }])],
      }),
    ]
  })
}

/** Names of the log service by key, and as a title in Windows before Vista. */
const LOG_SERVICE: ReadonlySet<string> = new Set(['eventlog', 'event log', 'windows event log'])

/**
 * The start type of the log service was changed, until it was changed back; the service runs on until the next start.
 * The types are text in the language of Windows, so any change but one back is told.
 */
export function disabledServices({ rows, machine, system }: GapInput): Gap[] {
  const { family } = rows
  const gaps: Gap[] = []
  /** Start type before the first change that was not undone. */
  let usual: string | null = null
  for (const row of system.rowsOf([KIND['service-start-type']])) {
    const service = rows.fold(family.text4[row] ?? 0) || rows.fold(family.text1[row] ?? 0)
    if (!LOG_SERVICE.has(service)) continue
    const [before, after] = [rows.text(family.text2[row] ?? 0) ?? '', rows.text(family.text3[row] ?? 0) ?? '']
    const time = rows.time(row)
    const open = usual === null ? undefined : gaps.pop()
    if (open !== undefined) gaps.push({ ...open, to: time })
    usual ??= before
    if (after === usual) usual = null
    else
      gaps.push(
        band(machine, 'G12', {
          channel: 'System',
          from: time,
          text: `start of the log service changed ${formatFileTime(time)} from ${before} to ${after}`,
          evidence: [rows.link(row, 'service-start-type')],
        }),
      )
  }
  return gaps
}
