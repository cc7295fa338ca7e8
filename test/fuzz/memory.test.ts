import { expect, test } from 'vitest'
import { PeakMemory } from './memory'

const SIZE = 96 << 20

test('memory that was taken and given back counts', () => {
  const peak = new PeakMemory()
  peak.start()
  for (let i = 0; i < 2; i++) Buffer.alloc(SIZE, i + 1)
  expect(peak.grown()).toBeGreaterThan(SIZE * 0.9)
})

test('nothing taken is next to nothing', () => {
  const peak = new PeakMemory()
  peak.start()
  expect(peak.grown()).toBeLessThan(SIZE / 4)
})
