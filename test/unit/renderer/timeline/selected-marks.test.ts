import { describe, expect, test } from 'vitest'
import { indexBars } from '../../../../renderer/timeline/model/bar-index'
import { layoutLanes } from '../../../../renderer/timeline/model/lane-layout'
import { placeArrows, placeBurst } from '../../../../renderer/timeline/model/selected-marks'
import { at, barsReply, lane } from './sample-picture'

const LANES = [lane('alice', 'PC1', 0), lane('alice', 'PC2', 0, 2), lane('root', 'PC3', 1)]
const view = {
  lanes: LANES,
  layout: layoutLanes(LANES),
  bars: indexBars(
    barsReply([
      { lane: 0, from: 0, to: 300, type: 10 },
      { lane: 1, row: 1, from: 60, to: 200, type: 3 },
    ]),
  ),
  window: { fromMs: at(0), toMs: at(600) },
  width: 600,
  scrollTop: 0,
}
const end = (session: number, index: number) => ({
  session,
  account: LANES[index]?.account ?? 'nobody',
  computer: LANES[index]?.computer ?? '',
})

describe('arrows of a chain', () => {
  test('go from the edge of one bar to the edge of the other at the time of the step', () => {
    // Lane 0: middle 12, half a height of 16. Lane 1, second row: 24 + 12 + 18, half a height of 10.
    expect(placeArrows(view, [{ from: end(100, 0), to: end(101, 1), timeMs: at(60) }])).toEqual([
      { x: 60, y0: 20, y1: 49 },
    ])
    expect(placeArrows(view, [{ from: end(101, 1), to: end(100, 0), timeMs: at(60) }])).toEqual([
      { x: 60, y0: 49, y1: 20 },
    ])
  })
  test('find the lane of a session whose bar is merged into another', () => {
    const [arrow] = placeArrows(view, [{ from: end(100, 0), to: end(999, 2), timeMs: at(90) }])
    expect(arrow).toMatchObject({ x: 90, y0: 20, y1: 24 + 42 + 12 - 8 })
  })
  test('are left out beside the view and where the other session is filtered out', () => {
    expect(placeArrows(view, [{ from: end(100, 0), to: end(101, 1), timeMs: at(700) }])).toEqual([])
    expect(placeArrows(view, [{ from: end(100, 0), to: end(7, 9), timeMs: at(60) }])).toEqual([])
  })
})

test('an opened burst has a tick a pixel at its single logons', () => {
  const logon = (minute: number | null) => ({
    logonId: '0x1',
    fromMs: minute === null ? null : at(minute),
    toMs: null,
    source: '',
  })
  const ticks = placeBurst(view, 101, [logon(61), logon(61.1), logon(90), logon(null), logon(900)])
  expect(ticks.map(({ x }) => x)).toEqual([61, 90])
  expect(ticks[0]).toMatchObject({ top: 47, height: 14 })
  expect(placeBurst(view, 555, [logon(61)])).toEqual([])
  expect(placeBurst(view, 101, [logon(61), logon(63), logon(65), logon(67)])).toEqual([])
})
