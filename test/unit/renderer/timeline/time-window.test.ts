import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { centreBrush, dragBrush, gripAt, HANDLE_HIT_PX } from '../../../../renderer/timeline/model/brush'
import {
  clampWindow,
  fitWindow,
  LEAST_SPAN_MS,
  panWindow,
  pixelOf,
  spanOf,
  timeAt,
  windowAround,
  windowShowing,
  zoomWindow,
} from '../../../../renderer/timeline/model/time-window'

const DAY = 86_400_000
const EXTENT = { fromMs: Date.UTC(2024, 1, 27), toMs: Date.UTC(2024, 2, 12, 23, 41, 8) }
const WHOLE = fitWindow(EXTENT)
const window = (from: number, to: number) => ({ fromMs: EXTENT.fromMs + from, toMs: EXTENT.fromMs + to })

describe('window', () => {
  test('pixels and times are each other’s inverse', () => {
    const shown = window(DAY, 2 * DAY)
    expect(pixelOf(shown, 800, timeAt(shown, 800, 123))).toBeCloseTo(123, 6)
    expect(timeAt(shown, 800, 400)).toBe(shown.fromMs + DAY / 2)
  })
  test('zooming keeps the time under the pointer', () => {
    const shown = window(5 * DAY, 6 * DAY)
    const anchor = timeAt(shown, 800, 600)
    const closer = zoomWindow(shown, EXTENT, 2, anchor)
    expect(spanOf(closer)).toBe(DAY / 2)
    expect(pixelOf(closer, 800, anchor)).toBeCloseTo(600, 6)
    expect(zoomWindow(closer, EXTENT, 0.5, anchor)).toEqual(shown)
  })
  test('any chain of moves stays inside the evidence and at a sane length', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.double({ min: -30, max: 30, noNaN: true })), { maxLength: 30 }),
        (moves) => {
          let shown = WHOLE
          for (const [zoom, by] of moves) {
            const anchor = timeAt(shown, 1, Math.abs(by) / 30)
            shown = zoom ? zoomWindow(shown, EXTENT, Math.exp(by), anchor) : panWindow(shown, EXTENT, by)
            expect(spanOf(shown)).toBeGreaterThanOrEqual(LEAST_SPAN_MS * 0.999)
            expect(shown.fromMs).toBeGreaterThanOrEqual(WHOLE.fromMs - 1)
            expect(shown.toMs).toBeLessThanOrEqual(WHOLE.toMs + 1)
          }
        },
      ),
    )
  })
  test('the window is moved into the evidence, not squeezed', () => {
    expect(clampWindow({ fromMs: WHOLE.fromMs - DAY, toMs: WHOLE.fromMs + DAY }, EXTENT)).toEqual({
      fromMs: WHOLE.fromMs,
      toMs: WHOLE.fromMs + 2 * DAY,
    })
    expect(clampWindow({ fromMs: 0, toMs: 1e14 }, EXTENT)).toEqual(WHOLE)
  })
  test('a case of one record can be shown', () => {
    const one = { fromMs: 5, toMs: 5 }
    expect(spanOf(fitWindow(one))).toBe(LEAST_SPAN_MS)
    expect(spanOf(zoomWindow(fitWindow(one), one, 100, 5))).toBe(LEAST_SPAN_MS)
  })
  test('a target is shown with air, a time is revealed with the least move', () => {
    const target = window(3 * DAY, 4 * DAY)
    const around = windowAround(target, EXTENT)
    expect(around.fromMs).toBeLessThan(target.fromMs)
    expect(around.toMs).toBeGreaterThan(target.toMs)
    expect(windowShowing(target, EXTENT, target.fromMs + DAY / 2)).toBe(target)
    const later = windowShowing(target, EXTENT, target.toMs + DAY)
    expect(spanOf(later)).toBe(DAY)
    expect(later.toMs).toBeGreaterThan(target.toMs + DAY)
  })
})

describe('brush', () => {
  test('handles can be hit 24 px wide, the middle stays', () => {
    expect(gripAt(100 - HANDLE_HIT_PX / 2, 100, 300, 800)).toBe('start')
    expect(gripAt(111, 100, 300, 800)).toBe('start')
    expect(gripAt(289, 100, 300, 800)).toBe('end')
    expect(gripAt(200, 100, 300, 800)).toBe('move')
    expect(gripAt(50, 100, 300, 800)).toBe('new')
    expect(gripAt(105, 100, 110, 800)).toBe('move')
    expect(gripAt(400, 0, 800, 800)).toBe('new')
  })
  test('handles resize, the middle moves, elsewhere a new brush begins', () => {
    const before = window(4 * DAY, 6 * DAY)
    const drag = (grip: Parameters<typeof dragBrush>[0], from: number, to: number) =>
      dragBrush(grip, before, WHOLE, EXTENT, 1000, from, to)
    const perPx = spanOf(WHOLE) / 1000
    expect(drag('start', 10, 30).fromMs).toBeCloseTo(before.fromMs + 20 * perPx, 0)
    expect(drag('start', 10, 30).toMs).toBe(before.toMs)
    expect(drag('end', 10, 0).toMs).toBeCloseTo(before.toMs - 10 * perPx, 0)
    expect(spanOf(drag('move', 0, 55))).toBeCloseTo(spanOf(before), 3)
    expect(drag('new', 700, 600)).toEqual({
      fromMs: timeAt(WHOLE, 1000, 600),
      toMs: timeAt(WHOLE, 1000, 700),
    })
  })
  test('a handle dragged over the other one turns the brush round', () => {
    const before = window(4 * DAY, 6 * DAY)
    const turned = dragBrush('start', before, WHOLE, EXTENT, 1000, 0, 500)
    expect(turned.fromMs).toBe(before.toMs)
    expect(turned.toMs).toBeGreaterThan(before.toMs)
  })
  test('a click beside the brush brings it there', () => {
    const before = window(4 * DAY, 6 * DAY)
    const there = centreBrush(before, WHOLE, EXTENT, 1000, 700)
    expect((there.fromMs + there.toMs) / 2).toBeCloseTo(timeAt(WHOLE, 1000, 700), 0)
    expect(spanOf(there)).toBeCloseTo(2 * DAY, 0)
  })
})
