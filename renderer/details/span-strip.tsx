import type { SessionDetails } from '../../electron/contract/engine'
import { clockText as ticksText } from '../../electron/core/text/duration'
import { useStore } from '../state/store'
import { zoneOf } from '../state/view-slice'
import { fullTimeText, timeText } from '../state/zone-format'
import { endMark } from '../theme/end-mark'
import { typeStyle } from '../theme/logon-type-style'
import { Mark } from '../theme/mark'
import { type Span, spanOf, STATE_WORDS } from './span-states'
import './span-strip.css'

const TICKS_PER_MS = 10_000
const durationOf = (ms: number): string =>
  ticksText(BigInt(Math.max(0, Math.round(ms))) * BigInt(TICKS_PER_MS))

/** The stay as one bar: start, length, end, and how much of it was in use. */
export function SpanStrip({ details }: { readonly details: SessionDetails }) {
  const zone = useStore((state) => zoneOf(state, details.row.computer))
  const { row } = details
  const span = spanOf(details)
  const family = typeStyle(row.logonType).family
  const title = (timeMs: number | null): string => (timeMs === null ? '' : fullTimeText(zone, timeMs))
  const end = row.pending ? 'm-pending' : span.leftAt === null ? endMark(row.endReason) : 'm-open'
  return (
    <div className={`span-strip edge-${family}`}>
      <div className="span-times">
        <b title={title(span.fromMs)}>{boundText(row.start, zone, 'unknown')}</b>
        <span>{row.durationText.replace('>=', '\u2265').replace('<=', '\u2264')}</span>
        <b title={title(span.toMs)}>{boundText(row.end, zone, noEndText(row, zone))}</b>
      </div>
      <div className="span-line">
        <div className={`span-bar fill-${family}`}>
          {span.states.map(({ state, left, width }) => (
            <span
              key={`${state} ${left}`}
              className={`span-state state-${state}`}
              style={{ left: `${left}%`, width: `${width}%` }}
            />
          ))}
        </div>
        {span.leftAt === null ? null : (
          <span className="span-left">
            <span style={{ left: `${span.leftAt}%` }}>
              <Mark name="m-disconnected" />
            </span>
          </span>
        )}
        <Mark name={end} />
      </div>
      <UseTotals span={span} isUpperBound={details.useIsUpperBound} />
    </div>
  )
}

/** Of an end that was not written down: until when the session was alive. */
function noEndText({ end, endReason }: SessionDetails['row'], zone: string): string {
  return endReason === 'unknown' && end.earliest !== null ? `\u2265 ${timeText(zone, end.earliest)}` : 'none'
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

function UseTotals({ span, isUpperBound }: { readonly span: Span; readonly isUpperBound: boolean }) {
  const { useMs, totalsMs, soFar } = span
  if (useMs === null && totalsMs.size === 0) return null
  return (
    <div className="span-totals">
      {useMs === null ? null : (
        <span>
          <b>{(isUpperBound ? '\u2264 ' : '') + durationOf(useMs)}</b> {soFar ? 'in use so far' : 'in use'}
        </span>
      )}
      {[...totalsMs].map(([state, ms]) => (
        <span key={state} title={STATE_WORDS[state]}>
          <i className={`state-swatch state-${state}`} aria-hidden="true" />
          {durationOf(ms)}
          <span className="visually-hidden">{STATE_WORDS[state]}</span>
        </span>
      ))}
    </div>
  )
}
