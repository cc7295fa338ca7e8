import { expect, it } from 'vitest'
import { RestartLimit } from '../../../electron/main/restart-limit'

it('allows so many restarts within its window, and again after it', () => {
  const limit = new RestartLimit(3, 60_000)
  expect([0, 1000, 2000, 3000].map((now) => limit.allow(now))).toEqual([true, true, true, false])
  expect(limit.allow(60_500)).toBe(true)
  expect(limit.allow(60_600)).toBe(false)
  limit.reset()
  expect(limit.allow(60_700)).toBe(true)
})
