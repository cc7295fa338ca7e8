/** Values from low to high; a bound that is open does not belong to them. */
export interface OrderedRange {
  readonly low: number
  readonly high: number
  readonly lowOpen: boolean
  readonly highOpen: boolean
}

/** One value as a stretch: `2024-03-12` is a day. */
interface Stretch {
  readonly from: number
  /** Where the next begins; equal to `from` for a point. */
  readonly to: number
}

/**
 * `>x`, `>=x`, `<x`, `<=x`, `x..y`, `x..`, `..y` or `x` as a range.
 * @param read one value; null if it is none
 * @param endOf what `..y` goes up to, not included unless it is a point
 */
export function orderedRange(
  value: string,
  read: (text: string) => Stretch | null,
  upTo: 'included' | 'excluded',
): OrderedRange | null {
  const dots = value.indexOf('..')
  if (dots >= 0) {
    const [first, second] = [value.slice(0, dots), value.slice(dots + 2)]
    if (first === '' && second === '') return null
    const low = first === '' ? null : read(first)
    const high = second === '' ? null : read(second)
    if ((first !== '' && low === null) || (second !== '' && high === null)) return null
    const isPoint = high !== null && high.to === high.from
    const range = {
      low: low?.from ?? -Infinity,
      high: high?.to ?? Infinity,
      lowOpen: false,
      highOpen: isPoint ? upTo === 'excluded' : true,
    }
    return range.low <= range.high ? range : null
  }
  const sign = /^(>=|<=|>|<|=)?/.exec(value)![0]
  const one = read(value.slice(sign.length))
  if (one === null) return null
  const isPoint = one.to === one.from
  switch (sign) {
    case '>':
      return { low: one.to, high: Infinity, lowOpen: isPoint, highOpen: false }
    case '>=':
      return { low: one.from, high: Infinity, lowOpen: false, highOpen: false }
    case '<':
      return { low: -Infinity, high: one.from, lowOpen: false, highOpen: true }
    case '<=':
      return { low: -Infinity, high: one.to, lowOpen: false, highOpen: !isPoint }
    default:
      return { low: one.from, high: one.to, lowOpen: false, highOpen: !isPoint }
  }
}

export function isInRange(value: number, { low, high, lowOpen, highOpen }: OrderedRange): boolean {
  return (lowOpen ? value > low : value >= low) && (highOpen ? value < high : value <= high)
}

/** Whether a stretch of time from `start` to `end`, both included, has a moment in common with the range. */
export function touchesRange(
  start: number,
  end: number,
  { low, high, lowOpen, highOpen }: OrderedRange,
): boolean {
  return (lowOpen ? end > low : end >= low) && (highOpen ? start < high : start <= high)
}
