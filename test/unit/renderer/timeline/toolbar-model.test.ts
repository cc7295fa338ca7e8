import { describe, expect, test } from 'vitest'
import type { MachineMark } from '../../../../electron/contract/engine'
import { TYPE_LEGEND } from '../../../../renderer/timeline/model/bar-style'
import { histogramColumns, MOST_UP_PX } from '../../../../renderer/timeline/model/histogram-columns'
import { binText, spanText } from '../../../../renderer/timeline/model/span-text'
import { placeTrack } from '../../../../renderer/timeline/model/track-items'
import { isTypeShown, toggleType, typeCount } from '../../../../renderer/timeline/model/type-filter'
import { at, measure, WIDTH, WINDOW } from './sample-picture'

const [interactive, remote] = TYPE_LEGEND as readonly [
  (typeof TYPE_LEGEND)[number],
  (typeof TYPE_LEGEND)[number],
]

describe('type legend as filter', () => {
  test('a click hides, a second one shows again', () => {
    const hidden = toggleType(null, remote)
    expect(hidden).toEqual({ values: ['10', '12'], not: true })
    expect(isTypeShown(hidden, remote)).toBe(false)
    expect(isTypeShown(hidden, interactive)).toBe(true)
    expect(toggleType(hidden, remote)).toBeNull()
  })
  test('a positive filter made elsewhere is understood', () => {
    const only = { values: ['2'], not: false }
    expect(isTypeShown(only, interactive)).toBe(true)
    expect(isTypeShown(only, remote)).toBe(false)
    expect(toggleType(only, remote)).toEqual({ values: ['2', '10', '12'], not: false })
    expect(toggleType(only, interactive)).toBeNull()
  })
  test('counts add up over the types of an entry', () => {
    const counts = ['2', '11', '3'].map((value) => ({ value, label: value, count: 5 }))
    expect(typeCount(counts, interactive)).toBe(10)
    expect(typeCount(counts, remote)).toBe(0)
  })
})

describe('overview', () => {
  test('columns are joined until they can be seen, the highest is full', () => {
    const starts = new Uint32Array(1000).fill(1)
    starts[500] = 9
    const failures = new Uint32Array(1000)
    failures[3] = 1
    const histogram = { fromMs: 0, binMs: 1000, starts, failures }
    const { columns, columnMs } = histogramColumns(histogram, { fromMs: 0, toMs: 1_000_000 }, 500)
    expect(columnMs).toBe(6000)
    expect(Math.max(...columns.map(({ up }) => up))).toBe(MOST_UP_PX)
    expect(columns.filter(({ down }) => down > 0).length).toBe(1)
    expect(columns[0]).toMatchObject({ x0: 0, x1: 3 })
  })
  test('lengths of time in words', () => {
    const hour = 3_600_000
    expect([18.5 * hour, 15 * 24 * hour, 26 * hour, 90_000, 8000, 24 * hour].map(spanText)).toEqual([
      '18 h 30 m',
      '15 days',
      '1 d 2 h',
      '1 m 30 s',
      '8 s',
      '1 d',
    ])
    expect([2 * hour, 30 * 60_000, 1.5 * hour, 400].map(binText)).toEqual(['2 h', '30 min', '1.5 h', '1 s'])
  })
})

describe('machine track', () => {
  const mark = (kind: MachineMark['kind'], minute: number, computer = 'FS02'): MachineMark => ({
    computer,
    kind,
    fromMs: at(minute),
    toMs: at(minute),
    text: '',
  })
  const place = (...marks: readonly MachineMark[]) => placeTrack(marks, WINDOW, WIDTH, measure)
  test('a restart and its boot are one thing until zoom parts them', () => {
    const [item, ...rest] = place(mark('restart', 100), mark('boot', 102))
    expect(rest).toEqual([])
    expect(item).toMatchObject({ symbol: 'm-restart', text: 'FS02 restart', count: 1, align: 'left' })
    expect(place(mark('restart', 100), mark('boot', 150)).length).toBe(2)
  })
  test('of a crowd the rarest is kept and says how many more there are', () => {
    const items = place(mark('shutdown', 100), mark('crash', 102, 'WS1'), mark('restart', 104, 'WS2'))
    expect(items.length).toBe(1)
    expect(items[0]).toMatchObject({ symbol: 'm-crash', text: 'WS1 crash +2', count: 3 })
  })
  test('texts stand right, else left, else nowhere, and never in each other', () => {
    const items = place(mark('crash', 300), mark('crash', 330, 'WS1'), mark('crash', 350, 'WS2'))
    expect(items.map(({ text, align }) => (text === '' ? '-' : align))).toEqual(['right', '-', 'left'])
  })
  test('a cleared log is named in full', () => {
    expect(place(mark('log-cleared', 200))[0]).toMatchObject({
      symbol: null,
      strong: 'Log cleared',
      text: 'FS02',
    })
  })
  test('a gap in the records is a named stretch, and is named before a boot beside it', () => {
    const gap: MachineMark = { ...mark('record-gap', 175), fromMs: at(145), text: '8 records missing' }
    expect(place(gap)[0]).toMatchObject({ symbol: null, strong: 'Record gap', text: 'FS02' })
    const crowded = place(mark('boot', 10, 'WS0171'), gap, mark('crash', 190, 'WS0163'))
    expect(crowded.map(({ mark: { kind }, strong, text }) => [kind, strong + text !== ''])).toEqual([
      ['boot', false],
      ['record-gap', true],
      ['crash', true],
    ])
  })
  test('the hole that a cleared log leaves is one stretch with it, and no text lies on a stretch', () => {
    const gap: MachineMark = { ...mark('record-gap', 310), fromMs: at(200), text: '80 records missing' }
    const cleared: MachineMark = { ...mark('log-cleared', 305), fromMs: at(303) }
    const [item, ...rest] = place(cleared, gap)
    expect(rest).toEqual([])
    expect(item).toMatchObject({ strong: 'Log cleared', x0: 250, x: 387.5, count: 2 })
    const [crash] = place(mark('crash', 305, 'WS1'), gap, mark('restart', 315, 'WS3'))
    expect(crash?.text).toBe('')
  })
})
