import { describe, expect, test } from 'vitest'
import {
  laneAt,
  laneHeight,
  layoutLanes,
  rowAt,
  scrollToLane,
  totalHeight,
  visibleGroups,
  visibleLanes,
} from '../../../../renderer/timeline/model/lane-layout'
import { shortNames } from '../../../../renderer/timeline/model/short-names'
import { lane } from './sample-picture'

const LANES = [lane('a', 'A', 0), lane('a', 'B', 0, 3), lane('b', 'A', 1), lane('c', 'A', 2, 6)]
const layout = layoutLanes(LANES)

describe('lanes', () => {
  test('a lane is 24 px and 18 more per stacked row', () => {
    expect([1, 2, 6].map(laneHeight)).toEqual([24, 42, 114])
    expect([...layout.tops]).toEqual([0, 24, 84, 108, 222])
    expect(totalHeight(layout)).toBe(222)
  })
  test('groups are runs of one group, alternating', () => {
    expect(layout.groups).toEqual([
      { from: 0, to: 2, odd: false },
      { from: 2, to: 3, odd: true },
      { from: 3, to: 4, odd: false },
    ])
  })
  test('heights find their lane', () => {
    expect([-1, 0, 23, 24, 83, 84, 221, 222].map((y) => laneAt(layout, y))).toEqual([
      -1, 0, 0, 1, 1, 2, 3, -1,
    ])
  })
  test('what is seen is found for any scroll position', () => {
    expect(visibleLanes(layout, 0, 30)).toEqual({ first: 0, last: 1 })
    expect(visibleLanes(layout, 90, 1000)).toEqual({ first: 2, last: 3 })
    expect(visibleLanes(layoutLanes([]), 0, 100)).toBeNull()
    expect(visibleGroups(layout, 1, 2).map(({ from }) => from)).toEqual([0, 2])
    expect(visibleGroups(layout, 3, 3).map(({ from }) => from)).toEqual([3])
  })
  test('rows within a lane', () => {
    expect([0, 12, 20, 22, 40, 59, 500].map((y) => rowAt(y, 3))).toEqual([0, 0, 0, 1, 2, 2, 2])
  })
  test('scrolling to a lane moves no further than it must', () => {
    expect(scrollToLane(layout, 2, 0, 120)).toBe(0)
    expect(scrollToLane(layout, 3, 0, 120)).toBe(102)
    expect(scrollToLane(layout, 0, 50, 120)).toBe(0)
  })
})

describe('computer names', () => {
  test('the DNS suffix goes where nothing is confused by it', () => {
    const short = shortNames(['FS02.corp.example', 'WS1.a.example', 'ws1.b.example', 'PC', '10.0.0.5'])
    expect([...short.values()]).toEqual(['FS02', 'WS1.a.example', 'ws1.b.example', 'PC', '10.0.0.5'])
  })
})
