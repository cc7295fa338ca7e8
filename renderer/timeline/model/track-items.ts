import type { MachineMark } from '../../../electron/contract/engine'
import type { MarkName } from '../../theme/marks'
import type { MeasureText } from './label'
import type { TimeWindow } from './time-window'
import { pixelOf } from './time-window'

/** One thing in the machine track. */
export interface TrackItem {
  readonly mark: MachineMark
  readonly x: number
  /** Of gaps: the stretch without evidence, from x0 to x. */
  readonly x0: number
  readonly symbol: MarkName | null
  /** Bold part, then the rest; both empty when there is no room (the tooltip has them). */
  readonly strong: string
  readonly text: string
  readonly textX: number
  readonly align: 'left' | 'right'
  /** Marks this one stands for. */
  readonly count: number
}

const SYMBOLS: { readonly [K in MachineMark['kind']]: MarkName | null } = {
  crash: 'm-crash',
  restart: 'm-restart',
  shutdown: 'm-shutdown',
  boot: null,
  'log-cleared': null,
  'record-gap': null,
  'log-stopped': null,
  silence: null,
  'clock-back': null,
  'id-order': null,
  'records-lost': null,
  'audit-off': null,
  recovered: null,
  'log-disabled': null,
}
const RANK: { readonly [K in MachineMark['kind']]: number } = {
  'log-cleared': 13,
  'log-disabled': 12,
  'audit-off': 11,
  'log-stopped': 10,
  'record-gap': 9,
  silence: 8,
  'records-lost': 7,
  'clock-back': 6,
  'id-order': 5,
  recovered: 4,
  crash: 3,
  restart: 2,
  shutdown: 1,
  boot: 0,
}
const KIND_WORDS: { readonly [K in MachineMark['kind']]: string } = {
  crash: 'Crash',
  restart: 'Restart',
  shutdown: 'Shutdown',
  boot: 'Boot',
  'log-cleared': 'Log cleared',
  'record-gap': 'Record gap',
  'log-stopped': 'Log service stopped',
  silence: 'Silence',
  'clock-back': 'Time goes back',
  'id-order': 'Logon IDs out of order',
  'records-lost': 'Records lost',
  'audit-off': 'Audit turned off',
  recovered: 'Recovered records',
  'log-disabled': 'Log service disabled',
}
/** Kinds that are stretches without evidence: bands on the lanes, boxes in the track. */
const BANDS: ReadonlySet<MachineMark['kind']> = new Set([
  'log-cleared',
  'record-gap',
  'log-stopped',
  'silence',
])
const CROWDED_PX = 10
const TEXT_GAP = 11
const WORD_GAP = 5
/** Room of a mark without text, right of its middle. */
const BARE_PX = 9

/** The kind of a machine mark in words. */
export function machineKindWord(kind: MachineMark['kind']): string {
  return KIND_WORDS[kind]
}

export function machineSymbol(kind: MachineMark['kind']): MarkName | null {
  return SYMBOLS[kind]
}

/** Whether a mark is a stretch about which the evidence says nothing. */
export function isBand(kind: MachineMark['kind']): boolean {
  return BANDS.has(kind)
}

/** Whether a mark tells of missing or doubtful evidence, not of the machine. */
export function isGap({ kind, text }: MachineMark): boolean {
  return isBand(kind) || text !== ''
}

/**
 * Where a machine event is drawn. A stop is placed at its best time, which opens its interval; a boot at the first sign of
 * it, which closes its own.
 */
export function machineTime(mark: MachineMark): number {
  return mark.kind === 'boot' || isBand(mark.kind) ? mark.toMs : mark.fromMs
}

/** A stretch wide enough to be seen as one; it hides nothing and is hidden by nothing. */
const isStretch = (item: { readonly mark: MachineMark; readonly x0: number; readonly x: number }): boolean =>
  isBand(item.mark.kind) && item.x - item.x0 >= CROWDED_PX

const isBoot = (item: { readonly mark: MachineMark }): boolean => item.mark.kind === 'boot'

/** A boot and the restart or crash before it are one thing to a reader until zoom parts them. */
function sameStop(one: MachineMark, other: MachineMark): boolean {
  return (
    one.computer === other.computer &&
    isBoot({ mark: one }) !== isBoot({ mark: other }) &&
    !isGap(one) &&
    !isGap(other)
  )
}

/** Stretches of one computer that overlap or touch: a cleared log leaves a hole in the record ids, too. */
function sameGap(
  one: { readonly mark: MachineMark; readonly x: number },
  next: { readonly mark: MachineMark; readonly x0: number },
): boolean {
  return (
    isBand(one.mark.kind) &&
    isBand(next.mark.kind) &&
    one.mark.computer === next.mark.computer &&
    next.x0 - one.x < CROWDED_PX
  )
}

/**
 * Places marks of the machine track, rarest kept where they crowd, and their texts where there is room: right of the
 * mark, else left of it, else none.
 */
export function placeTrack(
  marks: readonly MachineMark[],
  window: TimeWindow,
  width: number,
  measure: MeasureText,
  short: ReadonlyMap<string, string> = new Map(),
): readonly TrackItem[] {
  const kept: { mark: MachineMark; x: number; x0: number; count: number }[] = []
  const seen = marks
    .filter((mark) => mark.toMs >= window.fromMs && mark.fromMs <= window.toMs)
    .map((mark) => ({
      mark,
      x: pixelOf(window, width, machineTime(mark)),
      x0: pixelOf(window, width, mark.fromMs),
    }))
    .filter(({ x, x0 }) => x >= -CROWDED_PX && Math.min(x, x0) <= width + CROWDED_PX)
    .sort((a, b) => a.x - b.x)
  for (const next of seen) {
    const last = kept.at(-1)
    if (last && sameGap(last, next)) {
      const mark = RANK[next.mark.kind] > RANK[last.mark.kind] ? next.mark : last.mark
      const x = Math.max(last.x, next.x)
      kept[kept.length - 1] = { mark, x, x0: Math.min(last.x0, next.x0), count: last.count + 1 }
    } else if (!last || next.x - last.x >= CROWDED_PX || isStretch(last) || isStretch(next))
      kept.push({ ...next, count: 1 })
    else if (sameStop(last.mark, next.mark))
      kept[kept.length - 1] = { ...(isBoot(last) ? next : last), count: last.count }
    else if (RANK[next.mark.kind] > RANK[last.mark.kind])
      kept[kept.length - 1] = { ...next, count: last.count + 1 }
    else last.count += 1
  }
  const stretches = kept.filter(isStretch)
  const items: TrackItem[] = []
  let free = 0
  for (const [index, item] of kept.entries()) {
    const { mark, x } = item
    const band = isBand(mark.kind)
    const named = isGap(mark)
    const computer = short.get(mark.computer) ?? mark.computer
    const x0 = band ? Math.min(item.x0, x - 4) : x - 7
    const more = item.count > 1 ? ` +${item.count - 1}` : ''
    const strong = named ? KIND_WORDS[mark.kind] : ''
    const text = named ? `${computer}${more}` : `${computer} ${KIND_WORDS[mark.kind].toLowerCase()}${more}`
    const length = (strong === '' ? 0 : measure(strong, true) + WORD_GAP) + measure(text, false)
    const next = kept[index + 1]
    const nextX = next ? Math.min(next.x - 12, isBand(next.mark.kind) ? next.x0 - 4 : Infinity) : width
    const right = x + TEXT_GAP + length <= nextX
    const before = items.at(-1)
    // What tells of missing evidence is named before a boot is.
    if (!right && before && x0 - 6 - length < free && RANK[before.mark.kind] < RANK[mark.kind]) {
      const bare = before.x + BARE_PX
      if (isGap(mark) && before.align === 'left' && x0 - 6 - length >= bare) {
        items[items.length - 1] = { ...before, strong: '', text: '' }
        free = bare
      }
    }
    const textFrom = x0 - 6 - length
    const left =
      !right &&
      textFrom >= free &&
      !stretches.some((other) => other !== item && other.x0 < x0 && other.x > textFrom)
    const silent = !right && !left
    items.push({
      mark,
      x,
      x0,
      symbol: SYMBOLS[mark.kind],
      strong: silent ? '' : strong,
      text: silent ? '' : text,
      textX: right ? x + TEXT_GAP : x0 - 6,
      align: right ? 'left' : 'right',
      count: item.count,
    })
    free = right ? x + TEXT_GAP + length + 6 : x + BARE_PX
  }
  return items
}
