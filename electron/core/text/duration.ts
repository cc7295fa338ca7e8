/** How long a session lasted, as people read it, doubt included (sessions.md 9.5). */
import type { EndReason, Interval } from '../../contract/sessions'
import type { FileTime } from '../../contract/ids'
import { TICKS_PER_SECOND } from './time'

const TICKS_PER_MS = 10_000

/** `h:mm:ss`, whole seconds, hours unbounded; negative spans count as 0. */
export function clockText(ticks: bigint): string {
  const seconds = ticks <= 0n ? 0n : ticks / TICKS_PER_SECOND
  const minutes = (seconds / 60n) % 60n
  return `${seconds / 3600n}:${String(minutes).padStart(2, '0')}:${String(seconds % 60n).padStart(2, '0')}`
}

export interface DurationSource {
  readonly start: Interval
  readonly end: Interval & { readonly reason: EndReason }
  /** Network bursts: activity was seen, its duration is not that of a session. */
  readonly burst: object | null
  /** Milliseconds without the changes of the clock inside it; null where an end is not known. */
  readonly wallMs: number | null
}

/**
 * `1:42:10` both ends exact; `~1:42:10 (+0:40:00)` the end is an interval; `>= 1:42:10` open (with ` active` if
 * disconnected); `<= 1:42:10 .. unknown start`; `seen 1:02:39` for bursts; `none` if nothing can be said.
 */
export function durationText(session: DurationSource): string {
  const { start, end } = session
  if (session.burst !== null) return seenText(start, end)
  const from = start.best ?? start.latest
  const to = end.best ?? end.earliest
  if (from === null || to === null) return 'none'
  if (start.best === null) return unknownStartText(start, end)
  if (end.best === null) {
    return `>= ${clockText(to - from)}${end.reason === 'disconnected-at-end' ? ' active' : ''}`
  }
  const wall = session.wallMs === null ? to - from : BigInt(Math.round(session.wallMs * TICKS_PER_MS))
  if (end.latest !== null && end.latest > end.best) {
    return `~${clockText(wall)} (+${clockText(end.latest - end.best)})`
  }
  return clockText(wall)
}

/** Milliseconds to sort by: wall time, else from the best start (else first sign) to the best end (else last sign); null if unknown. */
export function durationMs(session: Pick<DurationSource, 'start' | 'end' | 'wallMs'>): number | null {
  if (session.wallMs !== null) return session.wallMs
  const from = session.start.best ?? session.start.latest
  const to = session.end.best ?? session.end.earliest
  return from === null || to === null ? null : Number(to - from) / 10_000
}

function seenText(start: Interval, end: Interval): string {
  const from = start.best ?? start.latest
  const to: FileTime | null = end.best ?? end.earliest
  return from === null || to === null ? 'seen' : `seen ${clockText(to - from)}`
}

function unknownStartText(start: Interval, end: Interval): string {
  if (end.best !== null && start.earliest !== null) {
    return `<= ${clockText((end.latest ?? end.best) - start.earliest)} .. unknown start`
  }
  const to = end.best ?? end.earliest
  return to === null || start.latest === null ? 'none' : `>= ${clockText(to - start.latest)} .. unknown start`
}
