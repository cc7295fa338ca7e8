import { expect, test } from 'vitest'
import { BAR_FLAGS } from '../../../../electron/contract/engine-constants'
import { indexBars } from '../../../../renderer/timeline/model/bar-index'
import { endOf } from '../../../../renderer/timeline/model/end-marks'
import { barBox } from '../../../../renderer/timeline/model/hit'
import { layoutLanes } from '../../../../renderer/timeline/model/lane-layout'
import type { Picture } from '../../../../renderer/timeline/model/picture'
import { MarkPlacer } from '../../../../renderer/timeline/model/place-marks'
import { barOfSpanAt, countBars, findBars, spanOfBar } from '../../../../renderer/timeline/model/span-bars'
import { rasterise } from '../../../../renderer/timeline/raster/rasterise'
import { BAR_KIND } from '../../../../renderer/timeline/raster/scene'
import { SpanBuilder } from '../../../../renderer/timeline/raster/span-list'
import { Random } from '../../../fixtures/sample-case/random'
import { barsReply, lane, samplePicture, themePalette, WIDTH, type SampleBar } from './sample-picture'

const LANES = [lane('ann', 'WS1', 0, 2)]
/** Two rows of ticks 2.5 px apart, with longer bars and ends of all rarities among them. */
const random = new Random('ticks')
const ENDS = ['network-closed', 'batch-ended', 'user-logoff', 'crash'] as const
const MANY = Array.from({ length: 600 }, (_, i): SampleBar => {
  const from = (i % 300) * 2 + random.between(0, 1.5)
  const to = from + (random.integer(0, 50) === 0 ? 30 : 0.4)
  return {
    ...{ lane: 0, row: i < 300 ? 0 : 1, from, to, earliest: to, latest: to, weight: 1 + (i % 3) },
    type: [3, 3, 3, 5, 2][random.integer(0, 5)]!,
    end: ENDS[random.integer(0, 30) === 0 ? random.integer(0, 4) : 0]!,
    flags: random.integer(0, 40) === 0 ? BAR_FLAGS.incomplete : 0,
  }
})
const BARS = indexBars(barsReply(MANY))
const PICTURE = samplePicture({
  ...{ lanes: LANES, layout: layoutLanes(LANES), marks: [], evidence: [], selectedLane: -1 },
  bars: BARS,
})
const ALL = findBars(PICTURE, () => true).map(([drawn]) => drawn)

test('ticks that touch are one span, drawn as if each was drawn by itself', () => {
  expect(ALL.map(({ bar }) => bar)).toEqual([...MANY.keys()])
  expect(countBars(PICTURE)).toBe(MANY.length)
  const { bars: spans } = PICTURE.scene
  expect(spans.count).toBeLessThan(MANY.length * 0.7)
  const single = new SpanBuilder()
  for (const { span, x0, x1 } of ALL)
    single.add(x0, x1, spans.top[span]!, spans.height[span]!, spans.style[span]!, BAR_KIND.bar)
  for (const scale of [1, 1.25, 2]) {
    const size = { width: WIDTH, height: 120, scale }
    const apart = rasterise({ ...PICTURE.scene, bars: single.list() }, size, themePalette('light'))
    const together = rasterise(PICTURE.scene, size, themePalette('light'))
    expect(together.findIndex((pixel, at) => pixel !== apart[at])).toBe(-1)
  }
})

test('ticks keep the marks and counts that they have one by one', () => {
  const placer = new MarkPlacer()
  for (const [bar, { type, weight = 1 }] of MANY.entries()) {
    const { x0, x1 } = ALL[bar]!
    const { symbol, rank, size } = endOf(BARS.reply.endReason[bar])
    const { top, height } = barBox(PICTURE, bar)!
    const x = x1 - x0 > 4.001 ? x1 : x0 + 12
    placer.add(x, top + height / 2, size, symbol, rank, bar, 0, type === 3 ? 1 : weight)
  }
  const plain = (marks: Picture['marks']) =>
    marks.map(({ bar, count, symbol, x }) => [bar, count, symbol, Math.round(x * 1000)])
  expect(plain(PICTURE.marks)).toEqual(plain(placer.take()))
})

test('ticks are pointed at one by one', () => {
  for (const { bar, span, x0, x1 } of ALL) {
    expect(spanOfBar(PICTURE, bar)).toBe(span)
    expect(barBox(PICTURE, bar)!.x0).toBe(x0)
    const next = ALL[bar + 1]
    if (next?.span !== span) continue
    expect(barOfSpanAt(PICTURE, span, (x0 + next.x0) / 2)).toBe(bar)
    expect(x1).toBe(x0 + 4)
  }
  const [first] = ALL
  expect(barOfSpanAt(PICTURE, first!.span, first!.x0 - 3)).toBe(0)
  expect(spanOfBar(PICTURE, MANY.length)).toBe(-1)
  expect(findBars(PICTURE, (bar) => (bar === 7 ? 'found' : undefined))).toEqual([[ALL[7], 'found']])
})
