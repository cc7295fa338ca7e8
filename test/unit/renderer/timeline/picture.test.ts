import type { MachineMark } from '../../../../electron/contract/engine'
import { describe, expect, test } from 'vitest'
import { BAR_FLAGS } from '../../../../electron/contract/engine-constants'
import { END_REASONS } from '../../../../electron/contract/sessions'
import { endMark } from '../../../../renderer/theme/end-mark'
import { MARKS } from '../../../../renderer/theme/marks'
import { indexBars } from '../../../../renderer/timeline/model/bar-index'
import { END_MARKS, isLogoff } from '../../../../renderer/timeline/model/end-marks'
import { barBox, hitTest, snapMark } from '../../../../renderer/timeline/model/hit'
import { fitLabel } from '../../../../renderer/timeline/model/label'
import { layoutLanes } from '../../../../renderer/timeline/model/lane-layout'
import type { Picture } from '../../../../renderer/timeline/model/picture'
import { PictureRooms } from '../../../../renderer/timeline/model/picture-rooms'
import { MarkPlacer } from '../../../../renderer/timeline/model/place-marks'
import { tipOf } from '../../../../renderer/timeline/model/tooltip'
import type { SampleBar } from './sample-picture'
import { at, barsReply, lane, measure, sampleInput, samplePicture, WIDTH, WINDOW } from './sample-picture'

const ONE_LANE = [lane('ann', 'WS1', 0, 6)]
const clock = (zone: string) => ({ zone, withYear: false })
const x = (minute: number): number => (minute / 640) * WIDTH

function pictureOf(bars: readonly SampleBar[], failures: Parameters<typeof barsReply>[1] = []): Picture {
  return samplePicture({
    lanes: ONE_LANE,
    layout: layoutLanes(ONE_LANE),
    marks: [],
    evidence: [],
    bars: indexBars(barsReply(bars, failures)),
    selectedLane: -1,
  })
}

test('the picture on screen stays as it is while others are made, and is made again the same', () => {
  const rooms = new PictureRooms()
  const wholeOf = ({ scene, spanBars, marks }: Picture) => ({ scene, spanBars, marks })
  const first = rooms.build(sampleInput())
  rooms.show(first)
  const kept = structuredClone(wholeOf(first))
  const other: SampleBar = { lane: 0, from: 5, to: 600, type: 3, states: [['locked', 50, 300]], latest: 630 }
  const bars = indexBars(barsReply([other, { ...other, from: 605, to: 606 }]))
  for (let i = 0; i < 3; i++) rooms.build(sampleInput({ bars }))
  expect(wholeOf(first)).toEqual(kept)
  const last = rooms.build(sampleInput())
  rooms.show(last)
  rooms.build(sampleInput({ bars }))
  expect(wholeOf(last)).toEqual(kept)
})

describe('end marks', () => {
  test('every end reason has a mark of its family and a rank of its own', () => {
    const ranks = END_REASONS.map((reason) => END_MARKS[reason].rank)
    expect(new Set(ranks).size).toBe(END_REASONS.length)
    for (const reason of END_REASONS) expect(MARKS[endMark(reason)].length).toBeGreaterThan(0)
    expect(Math.max(...ranks)).toBe(END_MARKS['user-logoff'].rank)
  })
  test('closed helpers and open ends are no logoffs', () => {
    expect(END_REASONS.filter((reason) => !isLogoff(reason))).toEqual([
      'network-closed',
      'service-ended',
      'batch-ended',
      'helper-ended',
      'disconnected-at-end',
      'open-at-end',
    ])
  })
  test('each reason of the sample is drawn once, at its best end', () => {
    const { marks, sideMarks } = samplePicture()
    for (const [index, reason] of END_REASONS.entries()) {
      const mark = marks.find(({ bar }) => bar === index)
      expect(mark?.symbol).toBe(endMark(reason))
      if (reason === 'disconnected-at-end') expect(mark?.x).toBeCloseTo(x(300), 6)
      else if (reason === 'open-at-end') expect(mark?.x).toBeCloseTo(x(600) - 6, 6)
      else expect(mark?.x).toBeCloseTo(x(200 + index * 17), 6)
    }
    expect(sideMarks.filter(({ symbol }) => symbol === 'm-open').length).toBe(1)
    expect(sideMarks.filter(({ symbol }) => symbol === 'm-start-unknown').length).toBe(1)
  })
  test('while files are read an end that may change is pending', () => {
    const { marks } = pictureOf([{ lane: 0, from: 10, to: 100, flags: BAR_FLAGS.pending, latest: 200 }])
    expect(marks[0]?.symbol).toBe('m-pending')
  })
  test('of two marks that touch the rarer is drawn, last, with the count', () => {
    const placer = new MarkPlacer()
    const wish = (px: number, reason: (typeof END_REASONS)[number], y = 12) =>
      placer.add(px, y, 14, endMark(reason), END_MARKS[reason].rank, 0, 0, 1)
    wish(10, 'terminated')
    wish(14, 'user-logoff')
    wish(17, 'crash')
    wish(60, 'terminated')
    wish(60, 'shutdown', 36)
    const marks = placer.take()
    expect(marks.map(({ symbol, count }) => `${symbol} ${count}`)).toEqual([
      'm-ended 1',
      'm-shutdown 1',
      'm-user-logoff 3',
    ])
    expect(marks[2]?.countShown).toBe(true)
  })
})

describe('bars', () => {
  test('a short bar is a start tick with its mark beside it', () => {
    const picture = pictureOf([{ lane: 0, from: 100, to: 101 }])
    expect(picture.scene.bars.x1[0]! - picture.scene.bars.x0[0]!).toBe(4)
    expect(picture.marks[0]!.x).toBeGreaterThan(picture.scene.bars.x1[0]! + 7)
  })
  test('heights say who: 16 people, 10 network, 6 machine', () => {
    const types = [2, 10, 11, 255, 3, 8, 9, 4, 5, 0]
    const picture = pictureOf(types.map((type, i) => ({ lane: 0, from: i * 60, to: i * 60 + 40, type })))
    expect([...picture.scene.bars.height.slice(0, 10)]).toEqual([16, 16, 16, 16, 10, 10, 10, 6, 6, 6])
  })
  test('the label stays within the first solid stretch', () => {
    expect(fitLabel('10', '10.20.4.18', 100, measure)).toEqual({ number: '10', source: '10.20.4.18' })
    expect(fitLabel('10', '10.20.4.18', 60, measure)).toEqual({ number: '10', source: '' })
    expect(fitLabel('10', '10.20.4.18', 20, measure)).toBeNull()
    const bar: SampleBar = { lane: 0, from: 10, to: 600, label: 'a-long-computer-name' }
    expect(pictureOf([bar]).labels[0]?.label?.source).toBe('a-long-computer-name')
    const locked = pictureOf([{ ...bar, states: [['locked', 60, 500]] }])
    expect(locked.labels[0]?.label).toEqual({ number: '2', source: '' })
    const atOnce = pictureOf([{ ...bar, states: [['locked', 10, 300]] }])
    expect(atOnce.labels[0]!.x).toBeGreaterThan(x(300))
  })
  test('a burst shows its count beside the mark, inside where something follows, else not', () => {
    const burst: SampleBar = { lane: 0, from: 10, to: 60, type: 3, weight: 38, end: 'network-closed' }
    expect(pictureOf([burst]).texts.map(({ text }) => text)).toEqual(['×38'])
    const close = pictureOf([burst, { ...burst, from: 66, to: 70 }])
    expect(close.labels.map(({ label }) => label?.number)).toContain('×38')
    expect(
      pictureOf([
        { ...burst, to: 12 },
        { ...burst, from: 24, to: 25 },
      ]).labels,
    ).toEqual([])
  })
  test('no count is written under a mark, over another count, or out of the view', () => {
    const burst: SampleBar = { lane: 0, from: 10, to: 18, type: 3, weight: 38, end: 'network-closed' }
    // Drawn as a tick of 4 px for 10 px of time: the mark stands beside it, and the count beside the mark.
    const short = pictureOf([burst])
    expect(short.scene.bars.x1[0]! - short.scene.bars.x0[0]!).toBe(4)
    expect(short.texts.map(({ text }) => text)).toEqual(['×38'])
    expect(short.texts[0]!.x).toBeGreaterThan(short.marks[0]!.x + short.marks[0]!.size / 2 + 2)
    // Ends that are one mark are counted once.
    const crowd = pictureOf([
      { ...burst, to: 11 },
      { ...burst, from: 14, to: 15 },
    ])
    expect(crowd.marks.map(({ count, countShown }) => [count, countShown])).toEqual([[2, true]])
    expect(crowd.texts).toEqual([])
  })
  test('a count of failed logons stands where nothing covers it, or nowhere', () => {
    const failures = Array.from({ length: 5 }, (_, i) => [0, 300 + i, 50] as const)
    const texts = (bars: readonly SampleBar[], failed: Parameters<typeof barsReply>[1] = failures) =>
      pictureOf(bars, failed).texts.map(({ text, align }) => `${text} ${align}`)
    expect(texts([])).toEqual(['250 right'])
    const before: SampleBar = { lane: 0, from: 200, to: 290 }
    expect(texts([before])).toEqual(['250 left'])
    expect(texts([before, { lane: 0, from: 304, to: 310 }])).toEqual([])
    expect(texts([], [[0, 5, 3]])).toEqual(['3 left'])
    expect(texts([], [[0, 639, 7]])).toEqual(['7 right'])
  })
  test('an uncertain end has whiskers and an outline, an open one has none', () => {
    const crash = pictureOf([{ lane: 0, from: 10, to: 100, end: 'crash', earliest: 60, latest: 200 }])
    expect(crash.scene.doubts.count).toBe(1)
    expect(crash.scene.whiskers.count).toBe(2)
    const open = pictureOf([{ lane: 0, from: 10, to: 100, end: 'open-at-end', earliest: 60, latest: 200 }])
    expect(open.scene.doubts.count + open.scene.whiskers.count).toBe(0)
  })
  test('bars beyond the stacked rows become density with a count', () => {
    const many = Array.from({ length: 5 }, (): SampleBar => ({
      lane: 0,
      row: 5,
      from: 10,
      to: 300,
      flags: BAR_FLAGS.overflow,
    }))
    const picture = pictureOf(many)
    expect([...picture.scene.bars.kind.slice(0, 5)]).toEqual([1, 1, 1, 1, 1])
    expect(picture.marks).toEqual([])
    expect(picture.texts.map(({ text }) => text)).toEqual(['5'])
  })
  test('what starts left of the view says so', () => {
    const picture = pictureOf([{ lane: 0, from: -500, to: 100, label: 'x' }])
    expect(picture.chevrons.length).toBe(1)
    expect(picture.labels[0]!.x).toBeGreaterThan(8)
  })
  test('a session with a gap of evidence in its time has a line under its bar, no longer than the view', () => {
    const bars: SampleBar[] = [
      { lane: 0, from: -500, to: 100, flags: BAR_FLAGS.incomplete },
      { lane: 0, from: 200, to: 300 },
    ]
    const [line, ...others] = pictureOf(bars).incomplete
    expect(others).toEqual([])
    expect([line!.x0, line!.x1]).toEqual([0, 125])
  })
  test('lanes out of view are left out', () => {
    const lanes = Array.from({ length: 100 }, (_, i) => lane(`u${i}`, 'WS1', i))
    const bars = indexBars(barsReply(lanes.map((_, i) => ({ lane: i, from: 10, to: 100 }))))
    const picture = samplePicture({ lanes, layout: layoutLanes(lanes), bars, height: 240, scrollTop: 480 })
    expect(picture.scene.bars.count).toBe(10)
    expect([...picture.spanBars.first]).toEqual([20, 21, 22, 23, 24, 25, 26, 27, 28, 29])
  })
})

describe('evidence', () => {
  const bounds = (computer: string, from: number, to: number, reading = false) => ({
    computer,
    firstMs: at(from),
    lastMs: at(to),
    reading,
  })
  test('one end for all when they agree within a minute, own ends when not', () => {
    const lanes = [lane('a', 'A', 0), lane('b', 'B', 1)]
    const with2 = (toB: number) =>
      samplePicture({
        lanes,
        layout: layoutLanes(lanes),
        height: 200,
        evidence: [bounds('A', -10, 600), bounds('B', -10, toB)],
      })
    expect(with2(599.5).scene.outside.map(({ height }) => height)).toEqual([200])
    expect(with2(500).scene.outside.map(({ height }) => height)).toEqual([23, 200])
    expect(with2(500).evidenceText?.timeMs).toBe(at(600))
  })
  test('what is being read is not called evidence that ended', () => {
    const lanes = [lane('a', 'A', 0), lane('b', 'B', 1)]
    const picture = samplePicture({
      lanes,
      layout: layoutLanes(lanes),
      evidence: [bounds('A', -10, 600), bounds('B', -10, 300, true)],
      bars: null,
    })
    expect(picture.scene.unread.length).toBe(1)
    expect(picture.scene.outside.length).toBe(1)
    expect(picture.texts.map(({ text }) => text)).toEqual(['reading'])
    // Not over what is drawn there already.
    const burst: SampleBar = { lane: 1, from: 270, to: 299, type: 3, weight: 3, end: 'network-closed' }
    const written = samplePicture({
      lanes,
      layout: layoutLanes(lanes),
      evidence: [bounds('A', -10, 600), bounds('B', -10, 300, true)],
      bars: indexBars(barsReply([burst])),
    })
    expect(written.texts.map(({ text }) => text)).toEqual(['×3'])
  })
  test('nothing is claimed where nothing is known', () => {
    const empty = samplePicture({ lanes: [], layout: layoutLanes([]), bars: null, evidence: [], marks: [] })
    expect(empty.scene.outside).toEqual([])
    expect(empty.evidenceText).toBeNull()
  })
})

describe('failed logons', () => {
  test('few are a cross with a count, many are ticks on a base line', () => {
    const few = pictureOf(
      [],
      [
        [0, 100, 1],
        [0, 300, 3],
      ],
    )
    expect(few.scene.failures.count).toBe(0)
    expect(few.sideMarks.map(({ symbol }) => symbol)).toEqual(['m-fail', 'm-fail'])
    expect(few.texts.map(({ text, tone }) => `${text} ${tone}`)).toEqual(['3 fail'])
    const many = pictureOf(
      [],
      Array.from({ length: 50 }, (_, i) => [0, 100 + i, 2] as const),
    )
    expect(many.texts.map(({ text }) => text)).toEqual(['100'])
    expect(many.failures[0]).toMatchObject({ count: 100, fromMs: at(100), toMs: at(149) })
    expect([...many.scene.failures.kind.slice(0, many.scene.failures.count)]).toContain(1)
  })
})

test('missing records are bands on their computer, doubts and short gaps are not', () => {
  const mark = (kind: MachineMark['kind'], from: number, to: number): MachineMark => {
    return { computer: 'WS2', kind, fromMs: at(from), toMs: at(to), text: 'a gap' }
  }
  const { scene } = samplePicture({
    marks: [mark('record-gap', 100, 180), mark('log-stopped', 300, 301), mark('clock-back', 400, 450)],
  })
  expect(scene.gaps.map(({ x0, x1 }) => [x0, x1])).toEqual([[125, 225]])
  expect(scene.laneGaps).toHaveLength(1)
  expect(scene.laneGaps[0]).toMatchObject({ x0: 125, x1: 225, height: 24 })
})

describe('pointer', () => {
  const picture = pictureOf([
    { lane: 0, from: 10, to: 200, end: 'crash', earliest: 150, latest: 230 },
    { lane: 0, from: 206, to: 400 },
    { lane: 0, row: 1, from: 100, to: 300 },
  ])
  test('marks before bars, the row under the pointer only', () => {
    expect(hitTest(picture, x(200), 12)).toMatchObject({ kind: 'mark', bar: 0 })
    expect(hitTest(picture, x(100), 12)).toEqual({ kind: 'bar', bar: 0 })
    expect(hitTest(picture, x(220), 12)).toEqual({ kind: 'bar', bar: 1 })
    expect(hitTest(picture, x(120), 30)).toEqual({ kind: 'bar', bar: 2 })
    expect(hitTest(picture, x(500), 12)).toBeNull()
    expect(hitTest(picture, x(100), 60)).toBeNull()
  })
  test('a tick of 4 px can be hit beside it', () => {
    const short = pictureOf([{ lane: 0, from: 100, to: 100, type: 5 }])
    expect(hitTest(short, x(100) - 2, 18)).toMatchObject({ bar: 0 })
  })
  test('the crosshair jumps to a mark within 6 px', () => {
    expect(snapMark(picture, x(200) + 5, 12)?.bar).toBe(0)
    expect(snapMark(picture, x(200) + 7, 12)).toBeNull()
    expect(snapMark(picture, x(200), 30)).toBeNull()
  })
  test('a bar’s box reaches round its mark', () => {
    expect(barBox(picture, 0)).toEqual({ x0: x(10), x1: x(200) + 7, top: 4, height: 16 })
    expect(barBox(picture, 99)).toBeNull()
  })
  test('tooltips name reason, time and doubt', () => {
    const bars = indexBars(
      barsReply([{ lane: 0, from: 10, to: 200, end: 'crash', earliest: 150, latest: 230 }]),
    )
    const hit = hitTest(picture, x(200), 12)!
    expect(tipOf(hit, bars, ONE_LANE, clock('UTC'))).toEqual({
      symbol: 'm-crash',
      title: 'Crash, 12 Mar 09:20:00',
      lines: ['between 08:30:00 and 09:50:00', 'ann on WS1, interactive (2)'],
    })
    expect(tipOf({ kind: 'bar', bar: 0 }, bars, ONE_LANE, clock('Europe/Berlin'))).toEqual({
      symbol: 'm-crash',
      title: '2 Interactive',
      lines: [
        '12 Mar 07:10:00 to 10:20:00 UTC+01:00, 3 h 10 m',
        'ann on WS1',
        'Crash, between 09:30:00 and 10:50:00',
      ],
    })
    const ofYears = { zone: 'UTC', withYear: true }
    expect(tipOf(hit, bars, ONE_LANE, ofYears).title).toBe('Crash, 2024-03-12 09:20:00')
    expect(tipOf({ kind: 'bar', bar: 0 }, bars, ONE_LANE, ofYears).lines[0]).toBe(
      '2024-03-12 06:10:00 to 09:20:00 UTC, 3 h 10 m',
    )
  })
})

test('the window of the sample is the one that these tests count in', () => {
  expect(WINDOW.toMs - WINDOW.fromMs).toBe(640 * 60_000)
})
