import { describe, expect, test } from 'vitest'
import type { EndReason } from '../../../electron/contract/sessions'
import { spanOf, type Stay } from '../../../renderer/details/span-states'

const HOUR = 3_600_000
const exactly = (timeMs: number | null) => ({ earliest: timeMs, best: timeMs, latest: timeMs })

function stay(endReason: EndReason, endMs: number | null, rest: Omit<Stay, 'row'>): Stay {
  return { row: { endReason, start: exactly(0), end: exactly(endMs) }, ...rest }
}

describe('the strip of a stay', () => {
  test('one that is disconnected when the evidence ends goes on to that end, and says what was used of it', () => {
    const details = stay('disconnected-at-end', null, {
      knownToMs: 10 * HOUR,
      useMs: null,
      states: [
        { state: 'active', fromMs: 0, toMs: 2 * HOUR },
        { state: 'locked', fromMs: 2 * HOUR, toMs: 3 * HOUR },
        { state: 'active', fromMs: 3 * HOUR, toMs: 6 * HOUR },
        { state: 'disconnected', fromMs: 6 * HOUR, toMs: null },
      ],
    })
    const span = spanOf(details)
    expect(span.toMs).toBe(10 * HOUR)
    expect(span.states).toEqual([
      { state: 'locked', left: 20, width: 10 },
      { state: 'disconnected', left: 60, width: 40 },
    ])
    expect(span.leftAt).toBe(60)
    expect([span.useMs, span.soFar]).toEqual([5 * HOUR, true])
    expect(span.totalsMs.get('disconnected')).toBe(4 * HOUR)
  })

  test('one that is over ends at its end, with what was worked out for it', () => {
    const details = stay('user-logoff', 4 * HOUR, {
      knownToMs: null,
      useMs: 3 * HOUR,
      states: [{ state: 'locked', fromMs: HOUR, toMs: 2 * HOUR }],
    })
    expect(spanOf(details)).toMatchObject({ toMs: 4 * HOUR, leftAt: null, useMs: 3 * HOUR, soFar: false })
  })

  test('without a start there is no length', () => {
    const details = stay('unknown', null, { knownToMs: null, useMs: null, states: [] })
    const span = spanOf({ ...details, row: { ...details.row, start: exactly(null) } })
    expect([span.states, span.useMs, span.leftAt]).toEqual([[], null, null])
  })
})
