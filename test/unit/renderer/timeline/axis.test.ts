import { describe, expect, test } from 'vitest'
import { AXIS_STEPS, LEAST_LABEL_PX } from '../../../../renderer/timeline/model/axis-steps'
import { axisOf, gridOf, overviewAxis } from '../../../../renderer/timeline/model/axis-ticks'
import { offsetSegments } from '../../../../renderer/timeline/model/zone-offset'

const HOUR = 3_600_000
const utc = (...parts: [number, number, number, number?, number?]): number => Date.UTC(...parts)
const labels = (fromMs: number, toMs: number, width: number, zone = 'UTC'): readonly string[] =>
  axisOf({ fromMs, toMs }, width, zone)
    .ticks.filter(({ label }) => label !== '')
    .map(({ label }) => label)

describe('steps', () => {
  test('the case of the design: an hour apart, quarters of the day strong', () => {
    const axis = axisOf({ fromMs: utc(2024, 2, 12, 6), toMs: utc(2024, 2, 13, 0, 30) }, 784, 'UTC')
    const named = axis.ticks.filter(({ label }) => label !== '')
    expect(named.slice(0, 4).map(({ label }) => label)).toEqual(['06:00', '07:00', '08:00', '09:00'])
    expect(named.filter(({ strong }) => strong).map(({ label }) => label)).toEqual([
      '06:00',
      '12:00',
      '18:00',
      '00:00',
    ])
    expect(axis.ticks.filter(({ label }) => label === '').length).toBe(19)
    expect(axis.dates[0]).toEqual({ x: 4, text: 'Tue 12 March 2024', strong: false })
    expect(gridOf(axis).length).toBe(named.length)
  })
  test('labels never crowd, from seconds to decades', () => {
    const start = utc(2024, 0, 3, 5)
    const seen = new Set<number>()
    for (let span = 5000; span < 40 * 366 * 24 * HOUR; span *= 1.7) {
      const xs = axisOf({ fromMs: start, toMs: start + span }, 800, 'UTC')
        .ticks.filter(({ label }) => label !== '')
        .map(({ x }) => x)
      for (let i = 1; i < xs.length; i++) expect(xs[i]! - xs[i - 1]!).toBeGreaterThanOrEqual(LEAST_LABEL_PX)
      expect(xs.length).toBeGreaterThan(0)
      seen.add(xs.length)
    }
    expect(seen.size).toBeGreaterThan(5)
  })
  test('the steps are those of the design', () => {
    const days = AXIS_STEPS.filter(({ months }) => months === 0).map(({ ms }) => ms / 1000)
    expect(days).toEqual([1, 5, 15, 60, 300, 900, 1800, 3600, 10800, 21600, 43200, 86400, 604800])
  })
  test('seconds, weeks and years are named as what they are', () => {
    expect(labels(utc(2024, 2, 12), utc(2024, 2, 12) + 20_000, 400)).toContain('00:00:05')
    // Weeks begin on Monday: 4 March 2024 was one.
    expect(labels(utc(2024, 1, 26), utc(2024, 4, 26), 800)).toContain('4 Mar')
    expect(labels(utc(2001, 0, 1), utc(2024, 0, 1), 800)).toContain('2010')
  })
  test('nothing to draw on is nothing drawn', () => {
    expect(axisOf({ fromMs: 0, toMs: HOUR }, 0, 'UTC').ticks).toEqual([])
    expect(axisOf({ fromMs: HOUR, toMs: HOUR }, 800, 'UTC').ticks).toEqual([])
  })
})

describe('zones', () => {
  test('a zone only changes the labels of the same times', () => {
    const window = { fromMs: utc(2024, 6, 1, 6), toMs: utc(2024, 6, 1, 18) }
    const [here, there] = [axisOf(window, 700, 'UTC'), axisOf(window, 700, 'Europe/Berlin')]
    expect(there.ticks.map(({ x }) => x).sort()).toEqual(here.ticks.map(({ x }) => x).sort())
    expect(labels(window.fromMs, window.toMs, 700, 'Europe/Berlin')[0]).toBe('08:00')
  })
  test('zones with odd offsets put ticks on their own full hours', () => {
    const window = { fromMs: utc(2024, 6, 1, 0), toMs: utc(2024, 6, 1, 12) }
    const first = axisOf(window, 700, 'Asia/Kolkata').ticks.find(({ label }) => label === '06:00')
    expect(first?.timeMs).toBe(utc(2024, 6, 1, 0, 30))
  })
  test('summer time begins: 02:00 does not exist', () => {
    const shown = labels(utc(2024, 2, 30, 22), utc(2024, 2, 31, 5), 400, 'Europe/Berlin')
    expect(shown).toEqual(['23:00', '00:00', '01:00', '03:00', '04:00', '05:00', '06:00', '07:00'])
  })
  test('summer time ends: 02:00 comes twice, an hour apart', () => {
    const window = { fromMs: utc(2024, 9, 26, 22), toMs: utc(2024, 9, 27, 5) }
    const twice = axisOf(window, 700, 'Europe/Berlin').ticks.filter(({ label }) => label === '02:00')
    expect(twice.map(({ timeMs }) => timeMs)).toEqual([utc(2024, 9, 27, 0), utc(2024, 9, 27, 1)])
  })
  test('days are 23 and 25 hours long where they are', () => {
    const days = axisOf(
      { fromMs: utc(2024, 2, 28), toMs: utc(2024, 3, 3) },
      360,
      'Europe/Berlin',
    ).ticks.filter(({ label }) => / (Mar|Apr)$/.test(label))
    const gaps = days.slice(1).map(({ timeMs }, i) => (timeMs - days[i]!.timeMs) / HOUR)
    expect(gaps).toContain(23)
    expect(gaps.filter((gap) => gap !== 23 && gap !== 24)).toEqual([])
  })
  test('a midnight that the clock skips begins the day at the jump', () => {
    // Beirut, 31 March 2024: 00:00 became 01:00.
    const axis = axisOf({ fromMs: utc(2024, 2, 29), toMs: utc(2024, 3, 3) }, 300, 'Asia/Beirut')
    expect(axis.ticks.find(({ label }) => label === '31 Mar')?.timeMs).toBe(utc(2024, 2, 30, 22))
  })
  test('segments end where the offset changes, to the second', () => {
    const parts = offsetSegments('Europe/Berlin', utc(2024, 0, 1), utc(2025, 0, 1))
    expect(parts.map(({ toMs }) => toMs)).toEqual([utc(2024, 2, 31, 1), utc(2024, 9, 27, 1), utc(2025, 0, 1)])
    expect(parts.map(({ offsetMs }) => offsetMs / HOUR)).toEqual([1, 2, 1])
    expect(offsetSegments('UTC', 0, 5)).toEqual([{ fromMs: 0, toMs: 5, offsetMs: 0 }])
  })
})

describe('dates', () => {
  test('a date is written whole, short, or not at all', () => {
    const over = (width: number): readonly string[] =>
      axisOf({ fromMs: utc(2024, 2, 12, 12), toMs: utc(2024, 2, 13, 12) }, width, 'UTC').dates.map(
        ({ text }) => text,
      )
    expect(over(800)).toEqual(['Tue 12 March 2024', 'Wed 13 March 2024'])
    expect(over(120)).toEqual(['12 Mar', '13 Mar'])
    expect(over(40)).toEqual([])
  })
  test('the overview names a month once', () => {
    const axis = overviewAxis({ fromMs: utc(2024, 1, 27), toMs: utc(2024, 2, 13) }, 784, 'UTC')
    expect(
      axis.ticks
        .filter(({ label }) => label !== '')
        .map(({ label }) => label)
        .slice(0, 6),
    ).toEqual(['27 Feb', '28', '29', '1 Mar', '2', '3'])
  })
})
