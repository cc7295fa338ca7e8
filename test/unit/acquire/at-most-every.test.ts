import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { atMostEvery } from '../../../electron/worker/acquire/at-most-every'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('the first is told at once, of the others the last when its time has come', () => {
  const told: number[] = []
  const tell = atMostEvery(50, (value: number) => void told.push(value))
  tell(1)
  tell(2)
  tell(3)
  expect(told).toEqual([1])
  vi.advanceTimersByTime(50)
  expect(told).toEqual([1, 3])
  vi.advanceTimersByTime(500)
  expect(told).toEqual([1, 3])
  tell(4)
  expect(told).toEqual([1, 3, 4])
})
