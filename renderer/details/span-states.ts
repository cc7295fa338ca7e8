/** A stay as one strip: where its states lie, and how long each lasted. */
import type { SessionDetails, SessionRow } from '../../electron/contract/engine'
import type { SessionState } from '../../electron/contract/sessions'

/** Nobody is at the session; what is not known counts as use, as in the sentence below the strip. */
const AWAY: ReadonlySet<SessionState> = new Set(['disconnected', 'locked', 'screen-saver', 'asleep'])
export const STATE_WORDS: { readonly [S in SessionState]: string } = {
  active: 'active',
  disconnected: 'disconnected',
  locked: 'locked',
  'screen-saver': 'screen saver',
  asleep: 'asleep',
  'evidence-gap': 'without evidence',
  'clock-suspect': 'clock in doubt',
}
/** Anything that happened is seen, however short it was. */
const LEAST_PERCENT = 0.5

export interface SpanState {
  readonly state: SessionState
  /** Percent of the strip. */
  readonly left: number
  readonly width: number
}

export interface Span {
  readonly fromMs: number | null
  /** End of the strip: that of the session, or of what is known of one that is not over. */
  readonly toMs: number | null
  readonly states: readonly SpanState[]
  /** Percent at which the disconnect lies that no return followed; null without one. */
  readonly leftAt: number | null
  readonly totalsMs: ReadonlyMap<SessionState, number>
  /** Time in use; of a session that is not over so far. Null where start or end are not known. */
  readonly useMs: number | null
  /** Not over: `useMs` may grow. */
  readonly soFar: boolean
}

/** What a strip is drawn from. */
export interface Stay extends Pick<SessionDetails, 'knownToMs' | 'useMs'> {
  readonly states: readonly Omit<SessionDetails['states'][number], 'records'>[]
  readonly row: Pick<SessionRow, 'start' | 'end' | 'endReason'>
}

/** @returns what the strip of a session shows; all empty where it has no length */
export function spanOf(details: Stay): Span {
  const { row, states, knownToMs } = details
  const fromMs = row.start.best ?? row.start.latest ?? row.start.earliest
  const soFar = row.end.best === null && knownToMs !== null
  const toMs = row.end.best ?? knownToMs ?? row.end.latest ?? row.end.earliest ?? states.at(-1)?.toMs ?? null
  const totalsMs = new Map<SessionState, number>()
  const shown: SpanState[] = []
  const length = fromMs === null || toMs === null ? 0 : toMs - fromMs
  const percent = (timeMs: number): number =>
    Math.min(100, Math.max(0, ((timeMs - (fromMs ?? 0)) / length) * 100))
  let awayMs = 0
  for (const { state, fromMs: begin, toMs: end } of states) {
    const until = end ?? toMs
    if (state === 'active' || until === null) continue
    totalsMs.set(state, (totalsMs.get(state) ?? 0) + until - begin)
    if (AWAY.has(state)) awayMs += until - begin
    if (length <= 0) continue
    const left = percent(begin)
    shown.push({ state, left, width: Math.max(LEAST_PERCENT, percent(until) - left) })
  }
  const last = shown.at(-1)
  const leftAt = row.endReason === 'disconnected-at-end' && last?.state === 'disconnected' ? last.left : null
  const useMs = details.useMs ?? (soFar && length > 0 ? Math.max(0, length - awayMs) : null)
  return { fromMs, toMs, states: shown, leftAt, totalsMs, useMs, soFar }
}
