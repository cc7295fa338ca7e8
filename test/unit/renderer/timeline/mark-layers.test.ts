import { expect, test } from 'vitest'
import { indexBars } from '../../../../renderer/timeline/model/bar-index'
import { barBox } from '../../../../renderer/timeline/model/hit'
import { layoutLanes } from '../../../../renderer/timeline/model/lane-layout'
import { layMarks } from '../../../../renderer/timeline/model/mark-layers'
import type { Picture } from '../../../../renderer/timeline/model/picture'
import type { SampleBar } from './sample-picture'
import { barsReply, lane, measure, samplePicture } from './sample-picture'

const LANES = [lane('ann', 'WS1', 0, 2), lane('bob', 'WS1', 1)]

function pictureOf(bars: readonly SampleBar[]): Picture {
  const layout = layoutLanes(LANES)
  return samplePicture({
    ...{ lanes: LANES, layout, marks: [], evidence: [], selectedLane: -1 },
    bars: indexBars(barsReply(bars)),
  })
}

const byPlace = (a: { x: number; y: number }, b: { x: number; y: number }): number => a.x - b.x || a.y - b.y

/** Bars whose marks are painted, in drawing order. */
function painted(picture: Picture, outlinedBar = -1): (number | undefined)[] {
  const box = barBox(picture, outlinedBar)
  const layers = layMarks(picture, box ? [box] : [], outlinedBar, measure)
  expect([...layers.stamped, ...layers.painted].toSorted(byPlace)).toEqual(
    [...picture.sideMarks, ...picture.marks].toSorted(byPlace),
  )
  const indexOf = (one: unknown): number => picture.marks.findIndex((mark) => mark === one)
  expect(layers.stamped.map(indexOf)).toEqual(layers.stamped.map(indexOf).toSorted((a, b) => a - b))
  return layers.painted.map((mark) => ('bar' in mark ? mark.bar : undefined))
}

const TICKS: SampleBar[] = [40, 80, 120].map((from) => ({ lane: 0, from, to: from + 1, end: 'terminated' }))

test('marks of bare bars are stamped, each once, in drawing order', () => {
  const picture = pictureOf(TICKS)
  expect(picture.marks).toHaveLength(3)
  expect(painted(picture)).toEqual([])
})

test('a mark that meets the label of the next bar is painted after it', () => {
  const next: SampleBar = { lane: 0, from: 126, to: 300, label: 'console', end: 'crash' }
  const picture = pictureOf([...TICKS, next])
  expect(picture.labels).toHaveLength(1)
  expect(painted(picture)).toEqual([2])
  // In another lane nothing meets.
  expect(painted(pictureOf([...TICKS, { ...next, lane: 1 }]))).toEqual([])
})

test('marks at an outline are painted, and the outlined bar has its own above all', () => {
  expect(painted(pictureOf(TICKS), 1)).toEqual([1])
  const close = [40, 52, 64].map((from, i): SampleBar => {
    return { lane: 0, from, to: from + 1, end: i === 2 ? 'user-logoff' : 'terminated' }
  })
  // A rarer mark over a painted one is painted too: it has to stay above.
  expect(painted(pictureOf(close), 0)).toEqual([1, 2, 0])
  const below: SampleBar = { lane: 0, row: 1, from: 40, to: 41, end: 'terminated' }
  expect(painted(pictureOf([...TICKS, below]), 0)).toEqual([3, 0])
})
