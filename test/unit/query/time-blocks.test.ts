import { expect, test } from 'vitest'
import { touchesRange, type OrderedRange } from '../../../electron/core/query/syntax/ordered-range'
import { dropByTime, timeBlocks } from '../../../electron/core/query/time-blocks'
import { Random } from '../../fixtures/sample-case/random'

const COUNT = 10_000
const random = new Random('time blocks')
const start = Float64Array.from({ length: COUNT }, (_, i) => i * 10 + random.between(0, 50))
const drawnTo = start.map((from) => from + (random.integer(0, 50) === 0 ? 20_000 : random.between(0, 100)))
const blocks = timeBlocks(start, drawnTo)

const closed = (low: number, high: number): OrderedRange => ({ low, high, lowOpen: false, highOpen: false })
const open = (low: number, high: number): OrderedRange => ({ low, high, lowOpen: true, highOpen: true })

test.each([
  ['a moment', [closed(start[5000]!, start[5000]!)]],
  ['a moment that is left out', [open(start[5000]!, start[5000]!)]],
  ['from a bound of a block', [closed(start[2048]!, Infinity)]],
  ['after a bound of a block', [open(drawnTo[2047]!, Infinity)]],
  ['up to a bound of a block', [closed(-Infinity, start[4095]!)]],
  ['before a bound of a block', [open(-Infinity, start[4096]!)]],
  ['a stretch over several blocks', [closed(30_000, 70_000)]],
  ['two stretches', [closed(10_000, 11_000), open(90_000, 95_000)]],
  ['everything', [closed(-Infinity, Infinity)]],
  ['nothing', []],
])('blocks say of %s what each session says', (_, ranges) => {
  for (const not of [false, true]) {
    const mask = new Uint32Array(COUNT).fill(1)
    dropByTime(mask, 4, blocks, ranges, not)
    const drops = Array.from(
      start,
      (from, i) => ranges.some((one) => touchesRange(from, drawnTo[i]!, one)) === not,
    )
    expect([...mask]).toEqual(drops.map((dropped) => (dropped ? 5 : 1)))
  }
})
