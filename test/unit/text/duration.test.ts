import { describe, expect, it } from 'vitest'
import type { EndReason, Interval } from '../../../electron/contract/sessions'
import { clockText, durationMs, durationText } from '../../../electron/core/text/duration'

const second = 10_000_000n
const moment = (seconds: number): bigint => 133_000_000_000_000_000n + BigInt(seconds) * second
const exact = (seconds: number): Interval => ({
  earliest: moment(seconds),
  best: moment(seconds),
  latest: moment(seconds),
})
const text = (
  start: Interval,
  end: Interval,
  reason: EndReason = 'user-logoff',
  burst: object | null = null,
  wallMs: number | null = null,
) => durationText({ start, end: { ...end, reason }, burst, wallMs })

describe('duration text', () => {
  it('is plain where both ends are exact', () => {
    expect(text(exact(0), exact(6130))).toBe('1:42:10')
    expect(text(exact(0), exact(360_000))).toBe('100:00:00')
  })

  it('names the doubt of an end interval', () => {
    const end = { earliest: moment(118), best: moment(118), latest: moment(140) }
    expect(text(exact(0), end, 'crash')).toBe('~0:01:58 (+0:00:22)')
  })

  it('is a lower bound while open', () => {
    const end = { earliest: moment(1197), best: null, latest: null }
    expect(text(exact(0), end, 'open-at-end')).toBe('>= 0:19:57')
    expect(text(exact(0), end, 'disconnected-at-end')).toBe('>= 0:19:57 active')
  })

  it('counts without the changes of the clock inside', () => {
    expect(text(exact(7200), exact(5400), 'user-logoff', null, 5_400_000)).toBe('1:30:00')
    expect(
      durationMs({ start: exact(7200), end: { ...exact(5400), reason: 'user-logoff' }, wallMs: 5_400_000 }),
    ).toBe(5_400_000)
  })

  it('is an upper bound where the start is lost but bounded, else a lower one', () => {
    const bounded = { earliest: moment(0), best: null, latest: moment(60) }
    const lost = { earliest: null, best: null, latest: moment(60) }
    expect(text(bounded, exact(6120))).toBe('<= 1:42:00 .. unknown start')
    expect(text(lost, exact(6120))).toBe('>= 1:41:00 .. unknown start')
  })

  it('is only what was seen for bursts', () => {
    expect(text(exact(0), exact(3759), 'network-closed', { count: 38 })).toBe('seen 1:02:39')
  })

  it('is none where nothing is known', () => {
    const nothing = { earliest: null, best: null, latest: null }
    expect(text(nothing, nothing, 'unknown')).toBe('none')
  })

  it('never goes below zero', () => {
    expect(clockText(-5n)).toBe('0:00:00')
  })

  it('sorts by the best that is known', () => {
    expect(durationMs({ start: exact(0), end: { ...exact(2), reason: 'terminated' }, wallMs: null })).toBe(
      2000,
    )
  })
})
