import type { AxisStep, LabelRoom } from './axis-steps'
import { AXIS_STEPS, DAY_MS, minorIndex, stepIndex } from './axis-steps'
import type { TimeWindow } from './time-window'
import { pixelOf, spanOf } from './time-window'
import type { OffsetSegment } from './zone-offset'
import { offsetSegments } from './zone-offset'

export interface Tick {
  readonly x: number
  readonly timeMs: number
  /** Empty for small ticks. */
  readonly label: string
  /** Midnight and the quarters of the day, or the first of a larger unit. */
  readonly strong: boolean
}
/** A date in the line above the hours. */
export interface DateLabel {
  readonly x: number
  readonly text: string
  /** Begins here; else it names what was already running at the left edge. */
  readonly strong: boolean
}
export interface Axis {
  readonly ticks: readonly Tick[]
  readonly dates: readonly DateLabel[]
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const MONTHS_LONG = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
/** A tick walk never makes more than this many ticks, whatever the window. */
const TICK_LIMIT = 5000
/** Monday 5 January 1970: weeks are counted from it. */
const FIRST_MONDAY = 4 * DAY_MS

const two = (value: number): string => String(value).padStart(2, '0')

/** Times in [fromMs, toMs] at which the wall clock shows a multiple of the step. */
export function stepTimes(
  step: AxisStep,
  segments: readonly OffsetSegment[],
): readonly { t: number; wall: number }[] {
  const times: { t: number; wall: number }[] = []
  for (const [index, segment] of segments.entries()) {
    const last = index === segments.length - 1
    let wall = firstWall(step, segment.fromMs + segment.offsetMs)
    for (;;) {
      const t = wall - segment.offsetMs
      if (times.length >= TICK_LIMIT || t > segment.toMs || (t === segment.toMs && !last)) break
      times.push({ t, wall })
      wall = nextWall(step, wall)
    }
    const next = segments[index + 1]
    if (next && step.ms >= DAY_MS) skippedMidnight(step, segment, next, times)
  }
  return times
}

/** Where the clock jumps over midnight the day begins at the jump. */
function skippedMidnight(
  step: AxisStep,
  before: OffsetSegment,
  after: OffsetSegment,
  times: { t: number; wall: number }[],
): void {
  const due = firstWall(step, before.toMs + before.offsetMs)
  if (due < after.fromMs + after.offsetMs) times.push({ t: after.fromMs, wall: due })
}

function firstWall(step: AxisStep, wallMs: number): number {
  if (step.months === 0) {
    const base = step.ms === 7 * DAY_MS ? FIRST_MONDAY : 0
    return Math.ceil((wallMs - base) / step.ms) * step.ms + base
  }
  const date = new Date(wallMs)
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth()
  const floor = Math.floor(month / step.months) * step.months
  const start = monthStart(floor)
  return start >= wallMs ? start : monthStart(floor + step.months)
}

function nextWall(step: AxisStep, wallMs: number): number {
  if (step.months === 0) return wallMs + step.ms
  const date = new Date(wallMs)
  return monthStart(date.getUTCFullYear() * 12 + date.getUTCMonth() + step.months)
}

function monthStart(month: number): number {
  return Date.UTC(Math.floor(month / 12), month % 12, 1)
}

function labelOf(step: AxisStep, wallMs: number): string {
  const date = new Date(wallMs)
  switch (step.label) {
    case 'second':
      return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`
    case 'minute':
      return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`
    case 'day':
      return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ''}`
    case 'month':
      return `${MONTHS[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}`
    case 'year':
      return String(date.getUTCFullYear())
  }
}

function isStrong(step: AxisStep, wallMs: number): boolean {
  const date = new Date(wallMs)
  if (step.months > 0) return date.getUTCMonth() === 0
  if (step.ms >= DAY_MS) return date.getUTCDate() <= step.ms / DAY_MS
  return wallMs % (6 * 3_600_000) === 0 && step.ms <= 3 * 3_600_000 ? true : wallMs % DAY_MS === 0
}

/** Where no time is known. */
export const NO_AXIS: Axis = { ticks: [], dates: [] }

/** Ticks, their labels and the dates above them, for a strip `width` px wide, in the wall clock of `zone`. */
export function axisOf(window: TimeWindow, width: number, zone: string, room?: LabelRoom): Axis {
  if (width <= 0 || !(spanOf(window) > 0)) return { ticks: [], dates: [] }
  const pxPerMs = width / spanOf(window)
  const segments = offsetSegments(zone, window.fromMs, window.toMs)
  const major = stepIndex(pxPerMs, room)
  const step = AXIS_STEPS[major]
  if (!step) return { ticks: [], dates: [] }
  const ticks: Tick[] = []
  const labelled = new Set<number>()
  for (const { t, wall } of stepTimes(step, segments)) {
    labelled.add(t)
    const x = pixelOf(window, width, t)
    ticks.push({ x, timeMs: t, label: labelOf(step, wall), strong: isStrong(step, wall) })
  }
  const minor = AXIS_STEPS[minorIndex(major, pxPerMs)]
  if (minor) {
    for (const { t } of stepTimes(minor, segments)) {
      if (!labelled.has(t)) ticks.push({ x: pixelOf(window, width, t), timeMs: t, label: '', strong: false })
    }
  }
  return { ticks, dates: datesOf(step, window, width, segments) }
}

/** Room that a full date takes in the date line, and a short one, px. */
const LONG_DATE_PX = 118
const SHORT_DATE_PX = 46

function datesOf(
  step: AxisStep,
  window: TimeWindow,
  width: number,
  segments: readonly OffsetSegment[],
): readonly DateLabel[] {
  const first = segments[0]
  if (!first || step.label === 'year') return []
  const above = AXIS_STEPS.find((coarser) =>
    step.label === 'month'
      ? coarser.label === 'year'
      : coarser.months === 1 || (coarser.ms === DAY_MS && step.ms < DAY_MS),
  )
  if (!above) return []
  const starts = stepTimes(above, segments).map(({ t, wall }) => ({ x: pixelOf(window, width, t), wall }))
  const pieces = [{ x: 0, wall: window.fromMs + first.offsetMs }, ...starts.filter(({ x }) => x > 0)]
  return pieces.flatMap((piece, index) => {
    const room = (pieces[index + 1]?.x ?? width) - piece.x
    const text = dateText(above, piece.wall, room)
    return text === '' ? [] : [{ x: piece.x + 4, text, strong: piece.x > 0 }]
  })
}

function dateText(unit: AxisStep, wallMs: number, room: number): string {
  const date = new Date(wallMs)
  const year = String(date.getUTCFullYear())
  if (unit.label === 'year') return room >= SHORT_DATE_PX ? year : ''
  if (unit.label === 'month') {
    if (room >= LONG_DATE_PX) return `${MONTHS_LONG[date.getUTCMonth()] ?? ''} ${year}`
    return room >= SHORT_DATE_PX + 14 ? `${MONTHS[date.getUTCMonth()] ?? ''} ${year}` : ''
  }
  if (room >= LONG_DATE_PX) {
    const weekday = WEEKDAYS[date.getUTCDay()] ?? ''
    return `${weekday} ${date.getUTCDate()} ${MONTHS_LONG[date.getUTCMonth()] ?? ''} ${year}`
  }
  return room >= SHORT_DATE_PX ? `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ''}` : ''
}

/** Room of a day's number in the overview, and of the month that the first one carries. */
const SHORT_DAY_PX = 26
/** From this length on the overview counts in days. */
const LEAST_DAYS_MS = 2 * DAY_MS

/** The axis of the overview, where a day is a number and only the first one and the first of a month name the month. */
export function overviewAxis(window: TimeWindow, width: number, zone: string): Axis {
  const leastMs = spanOf(window) >= LEAST_DAYS_MS ? DAY_MS : 0
  const axis = axisOf(window, width, zone, { dayPx: SHORT_DAY_PX, leastMs })
  const labelled = axis.ticks.filter((tick) => tick.label !== '').sort((a, b) => a.x - b.x)
  const room = (labelled[1]?.x ?? width) - (labelled[0]?.x ?? 0)
  const ticks = axis.ticks.map((tick) => {
    const day = /^(\d+) [A-Z]/.exec(tick.label)?.[1]
    const named = tick === labelled[0] || day === '1'
    return day === undefined || (named && room >= SHORT_DATE_PX) ? tick : { ...tick, label: day }
  })
  return { ...axis, ticks }
}

/** Vertical lines of the lanes' grid: where the axis has labels. */
export function gridOf(axis: Axis): readonly { readonly x: number; readonly strong: boolean }[] {
  return axis.ticks.filter((tick) => tick.label !== '').map(({ x, strong }) => ({ x, strong }))
}
