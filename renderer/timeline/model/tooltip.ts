import type { Lane, MachineMark } from '../../../electron/contract/engine'
import { BAR_FLAGS } from '../../../electron/contract/engine-constants'
import { END_REASONS, SESSION_STATES } from '../../../electron/contract/sessions'
import { endReasonWord, isOpenEnd } from '../../../electron/core/text/end-reasons'
import { logonTypeName } from '../../../electron/core/text/logon-types'
import { visibleText } from '../../../electron/core/text/visible-text'
import { endMark } from '../../theme/end-mark'
import type { MarkName } from '../../theme/marks'
import { type Clock, dayTimeText, sameDay, timeText } from '../../state/zone-format'
import type { IndexedBars } from './bar-index'
import { UNKNOWN_TYPE } from './bar-style'
import type { Hit } from './hit'
import { spanText } from './span-text'
import { laneWords, spanWords } from './speech'
import type { TrackItem } from './track-items'
import { machineKindWord, machineTime } from './track-items'

/** Content of a tooltip: what, then when and how sure, then who and where. */
export interface Tip {
  readonly symbol: MarkName | null
  readonly title: string
  readonly lines: readonly string[]
}

/** `11:09:30`, with its day where that differs from the day of `nearMs`. */
function near({ zone, withYear }: Clock, timeMs: number, nearMs: number): string {
  return sameDay(zone, timeMs, nearMs) ? timeText(zone, timeMs) : dayTimeText(zone, timeMs, withYear)
}

/** What the tooltip says about a mark, a bar or failed logons in the lanes. */
export function tipOf(hit: Hit, bars: IndexedBars, lanes: readonly Lane[], clock: Clock): Tip {
  if (hit.kind === 'failure') {
    const { count, fromMs, toMs, lane } = hit.spot
    return {
      symbol: 'm-fail',
      title: `${count} failed logon${count === 1 ? '' : 's'}`,
      lines: [
        fromMs === toMs ? dayTimeText(clock.zone, fromMs, clock.withYear) : spanWords(clock, fromMs, toMs),
        laneWords(lanes[lane]),
      ],
    }
  }
  return hit.kind === 'mark' ? markTip(hit, bars, lanes, clock) : barTip(hit.bar, bars, lanes, clock)
}

function markTip(
  hit: Extract<Hit, { kind: 'mark' }>,
  bars: IndexedBars,
  lanes: readonly Lane[],
  clock: Clock,
): Tip {
  const { reply } = bars
  const { bar, mark } = hit
  const reason = END_REASONS[reply.endReason[bar] ?? 0] ?? 'unknown'
  const lines: string[] = []
  const interval = doubtText(bar, bars, clock)
  if (interval !== '') lines.push(interval)
  lines.push(`${laneWords(lanes[reply.lane[bar] ?? 0])}, ${typeText(reply.logonType[bar] ?? UNKNOWN_TYPE)}`)
  if (mark.count > 1) lines.push(`${mark.count} ends are this close; zoom in to see each`)
  const pending = ((reply.flags[bar] ?? 0) & BAR_FLAGS.pending) !== 0
  const word = pending ? 'Pending, files are still being read' : endReasonWord(reason)
  const when = isOpenEnd(reason)
    ? `last record ${dayTimeText(clock.zone, mark.timeMs, clock.withYear)}`
    : dayTimeText(clock.zone, mark.timeMs, clock.withYear)
  return { symbol: mark.symbol, title: pending ? word : `${word}, ${when}`, lines }
}

function typeText(logonType: number): string {
  return logonType === UNKNOWN_TYPE
    ? 'logon type not recorded'
    : `${logonTypeName(logonType).toLowerCase()} (${logonType})`
}

/** `between 11:09:30 and 11:31:04`, empty where the end is exact. */
function doubtText(bar: number, bars: IndexedBars, clock: Clock): string {
  const { endMs, endEarliestMs, endLatestMs } = bars.reply
  const best = endMs[bar] ?? NaN
  const [earliest, latest] = [endEarliestMs[bar] ?? NaN, endLatestMs[bar] ?? NaN]
  const early = earliest < best ? near(clock, earliest, best) : ''
  const late = latest > best ? near(clock, latest, best) : ''
  if (early !== '' && late !== '') return `between ${early} and ${late}`
  if (late !== '') return `at the latest ${late}`
  return early === '' ? '' : `at the earliest ${early}`
}

function barTip(bar: number, bars: IndexedBars, lanes: readonly Lane[], clock: Clock): Tip {
  const { reply } = bars
  const [startMs, endMs] = [reply.startMs[bar] ?? 0, reply.endMs[bar] ?? 0]
  const reason = END_REASONS[reply.endReason[bar] ?? 0] ?? 'unknown'
  const flags = reply.flags[bar] ?? 0
  const weight = reply.weight[bar] ?? 1
  const logonType = reply.logonType[bar] ?? UNKNOWN_TYPE
  const label = visibleText(reply.labels[reply.label[bar] ?? -1] ?? '')
  const type =
    logonType === UNKNOWN_TYPE ? 'Logon type not recorded' : `${logonType} ${logonTypeName(logonType)}`
  const burst = logonType === 3
  const title = [type, label, weight > 1 ? `\u00d7${weight}` : ''].filter((part) => part !== '').join(', ')
  const start = (flags & BAR_FLAGS.startUnknown) !== 0 ? 'start not in evidence, seen ' : ''
  const length = burst ? `seen ${spanText(endMs - startMs)}` : spanText(endMs - startMs)
  const lines = [
    `${start}${spanWords(clock, startMs, endMs)}, ${length}`,
    laneWords(lanes[reply.lane[bar] ?? 0]),
  ]
  const doubt = doubtText(bar, bars, clock)
  lines.push(doubt === '' ? endReasonWord(reason) : `${endReasonWord(reason)}, ${doubt}`)
  const states = stateText(bar, bars)
  if (states !== '') lines.push(states)
  if ((flags & BAR_FLAGS.incomplete) !== 0) lines.push('evidence incomplete here')
  return { symbol: endMark(reason), title, lines }
}

/** Time spent in each state but active, for example `locked 21 m, disconnected 20 m 47 s`. */
function stateText(bar: number, bars: IndexedBars): string {
  const { states } = bars.reply
  const sums = new Map<number, number>()
  for (let i = bars.stateFrom[bar] ?? 0; i < (bars.stateFrom[bar + 1] ?? 0); i++) {
    const at = bars.stateOrder[i] ?? 0
    const state = states.state[at] ?? 0
    if (state > 0) sums.set(state, (sums.get(state) ?? 0) + (states.toMs[at] ?? 0) - (states.fromMs[at] ?? 0))
  }
  return [...sums]
    .map(([state, ms]) => `${(SESSION_STATES[state] ?? '').replace('-', ' ')} ${spanText(ms)}`)
    .join(', ')
}

/** What the tooltip says about a mark of the machine track. */
export function trackTip(item: Pick<TrackItem, 'mark' | 'symbol' | 'count'>, clock: Clock): Tip {
  const mark: MachineMark = item.mark
  const exact = mark.fromMs === mark.toMs
  const lines = [
    mark.computer,
    ...(mark.text === '' ? [] : [visibleText(mark.text)]),
    ...(item.count > 1 ? [`${item.count} machine events are this close; zoom in to see each`] : []),
  ]
  return {
    symbol: item.symbol,
    title: `${machineKindWord(mark.kind)}, ${dayTimeText(clock.zone, machineTime(mark), clock.withYear)}`,
    lines: exact
      ? lines
      : [`between ${spanWords(clock, mark.fromMs, mark.toMs).replace(' to ', ' and ')}`, ...lines],
  }
}
