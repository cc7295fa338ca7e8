import type { SessionDetails } from '../../electron/contract/engine'
import type { SessionState } from '../../electron/contract/sessions'
import { clockText as ticksText } from '../../electron/core/text/duration'
import { useStore } from '../state/store'
import { zoneName } from '../state/view-slice'
import { fullTimeText, timeText } from '../state/zone-format'
import { endMark } from '../theme/end-mark'
import { typeStyle } from '../theme/logon-type-style'
import { Mark } from '../theme/mark'
import './span-strip.css'

const STATE_WORDS: { readonly [S in SessionState]?: string } = {
  disconnected: 'disconnected',
  locked: 'locked',
  'screen-saver': 'screen saver',
  asleep: 'asleep',
  'evidence-gap': 'without evidence',
  'clock-suspect': 'clock in doubt',
}
const TICKS_PER_MS = 10_000
const durationOf = (ms: number): string =>
  ticksText(BigInt(Math.max(0, Math.round(ms))) * BigInt(TICKS_PER_MS))

/** The stay as one bar: start, length, end, and how much of it was in use. */
export function SpanStrip({ details }: { readonly details: SessionDetails }) {
  const zone = useStore(zoneName)
  const { row } = details
  const from = row.start.best ?? row.start.latest ?? row.start.earliest
  const to = row.end.best ?? row.end.latest ?? row.end.earliest ?? details.states.at(-1)?.toMs ?? null
  const family = typeStyle(row.logonType).family
  const spans = from === null || to === null || to <= from ? [] : spansOf(details, from, to)
  return (
    <div className={`span-strip edge-${family}`}>
      <div className="span-times">
        <b title={from === null ? '' : fullTimeText(zone, from)}>{boundText(row.start, zone, 'unknown')}</b>
        <span>{row.durationText.replace('>=', '\u2265').replace('<=', '\u2264')}</span>
        <b title={to === null ? '' : fullTimeText(zone, to)}>{boundText(row.end, zone, 'none')}</b>
      </div>
      <div className="span-line">
        <div className={`span-bar fill-${family}`}>
          {spans.map((span) => (
            <span
              key={`${span.state} ${span.left}`}
              className={`span-state state-${span.state}`}
              style={{ left: `${span.left}%`, width: `${span.width}%` }}
            />
          ))}
        </div>
        <Mark name={row.pending ? 'm-pending' : endMark(row.endReason)} />
      </div>
      <UseTotals details={details} />
    </div>
  )
}

function boundText(
  interval: {
    readonly best: number | null
    readonly latest: number | null
    readonly earliest: number | null
  },
  zone: string,
  none: string,
): string {
  const { best, latest, earliest } = interval
  if (best !== null) {
    const vague = (latest !== null && latest !== best) || (earliest !== null && earliest !== best)
    return (vague ? '~' : '') + timeText(zone, best)
  }
  return latest === null ? none : `\u2264 ${timeText(zone, latest)}`
}

function spansOf(details: SessionDetails, from: number, to: number) {
  const percent = (timeMs: number): number =>
    Math.min(100, Math.max(0, ((timeMs - from) / (to - from)) * 100))
  return details.states.flatMap(({ state, fromMs, toMs }) => {
    if (state === 'active') return []
    const left = percent(fromMs)
    return [{ state, left, width: Math.max(0.5, percent(toMs ?? to) - left) }]
  })
}

function UseTotals({ details }: { readonly details: SessionDetails }) {
  const { row } = details
  const end = row.end.best ?? row.end.latest
  const totals = new Map<SessionState, number>()
  for (const { state, fromMs, toMs } of details.states) {
    const until = toMs ?? end
    if (state !== 'active' && until !== null) totals.set(state, (totals.get(state) ?? 0) + until - fromMs)
  }
  if (details.useMs === null && totals.size === 0) return null
  return (
    <div className="span-totals">
      {details.useMs === null ? null : (
        <span>
          <b>{(details.useIsUpperBound ? '\u2264 ' : '') + durationOf(details.useMs)}</b> in use
        </span>
      )}
      {[...totals].map(([state, ms]) => (
        <span key={state} title={STATE_WORDS[state]}>
          <i className={`state-swatch state-${state}`} aria-hidden="true" />
          {durationOf(ms)}
          <span className="visually-hidden">{STATE_WORDS[state]}</span>
        </span>
      ))}
    </div>
  )
}
