const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
export const DAY_MS = 24 * HOUR

/** A distance between labels: fixed (`ms`), or whole months of the calendar. */
export interface AxisStep {
  readonly ms: number
  readonly months: number
  /** Least distance of two labels in px: their text and some air. */
  readonly leastPx: number
  /** How the label reads. */
  readonly label: 'second' | 'minute' | 'day' | 'month' | 'year'
}

/** Labels are never closer than this, px. */
export const LEAST_LABEL_PX = 42

const fixed = (ms: number, label: AxisStep['label'], leastPx = LEAST_LABEL_PX): AxisStep => ({
  ms,
  months: 0,
  leastPx,
  label,
})
const calendar = (months: number): AxisStep => ({
  ms: months * 30.44 * DAY_MS,
  months,
  leastPx: 48,
  label: months % 12 === 0 ? 'year' : 'month',
})

/** From fine to coarse. Past 7 days the calendar goes on with months and years, for logs that span them. */
export const AXIS_STEPS: readonly AxisStep[] = [
  fixed(SECOND, 'second', 60),
  fixed(5 * SECOND, 'second', 60),
  fixed(15 * SECOND, 'second', 60),
  fixed(MINUTE, 'minute'),
  fixed(5 * MINUTE, 'minute'),
  fixed(15 * MINUTE, 'minute'),
  fixed(30 * MINUTE, 'minute'),
  fixed(HOUR, 'minute'),
  fixed(3 * HOUR, 'minute'),
  fixed(6 * HOUR, 'minute'),
  fixed(12 * HOUR, 'minute'),
  fixed(DAY_MS, 'day', 48),
  fixed(7 * DAY_MS, 'day', 48),
  calendar(1),
  calendar(3),
  calendar(6),
  calendar(12),
  calendar(24),
  calendar(60),
  calendar(120),
  calendar(600),
]

/** How labels are set where they are not those of the axis itself. */
export interface LabelRoom {
  /** Least distance of days, where they are labelled by their number alone. */
  readonly dayPx: number
  /** No finer step than this. */
  readonly leastMs: number
}

/** Index of the finest step whose labels do not crowd at `pxPerMs`. */
export function stepIndex(pxPerMs: number, room?: LabelRoom): number {
  const least = (step: AxisStep): number => (step.ms === DAY_MS && room ? room.dayPx : step.leastPx)
  const found = AXIS_STEPS.findIndex(
    (step) => step.ms * pxPerMs >= least(step) && step.ms >= (room?.leastMs ?? 0),
  )
  return found < 0 ? AXIS_STEPS.length - 1 : found
}

/** Small ticks between labels: the next finer step that still leaves this many px. */
const LEAST_TICK_PX = 12

/** Index of the step of unlabelled ticks, or -1 when there is no room for any. */
export function minorIndex(major: number, pxPerMs: number): number {
  const step = AXIS_STEPS[major]
  if (!step || step.months > 0) return -1
  for (let i = 0; i < major; i++) {
    const finer = AXIS_STEPS[i]
    if (finer && step.ms % finer.ms === 0 && finer.ms * pxPerMs >= LEAST_TICK_PX && step.ms / finer.ms <= 7)
      return i
  }
  return -1
}
