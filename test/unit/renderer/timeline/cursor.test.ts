import type { MachineMark } from '../../../../electron/contract/engine'
import { describe, expect, test } from 'vitest'
import {
  failuresAround,
  laneStops,
  moveInLane,
  moveToEvent,
  moveToLogoff,
  stopAt,
} from '../../../../renderer/timeline/model/cursor-moves'
import { BAR_FLAGS } from '../../../../electron/contract/engine-constants'
import { TIMELINE_KEYS } from '../../../../renderer/commands'
import { keyPress } from '../../../../renderer/commands/key-names'
import { keyAction } from '../../../../renderer/timeline/model/key-actions'
import { spokenLane, spokenStop } from '../../../../renderer/timeline/model/speech'
import { at, barsReply, lane } from './sample-picture'

const bars = barsReply([
  { lane: 0, from: 10, to: 100, type: 10 },
  { lane: 0, from: 200, to: 300, type: 10, end: 'terminated' },
  { lane: 0, row: 1, from: 50, to: 400, end: 'disconnected-at-end' },
  { lane: 1, from: 0, to: 300, end: 'crash' },
  { lane: 1, from: 310, to: 350, type: 3, end: 'network-closed', weight: 12 },
])
const session = (stop: { readonly session: number } | null): number | null => stop && stop.session - 100
const clock = (zone: string) => ({ zone, withYear: false })
const ALL = { fromMs: at(0), toMs: at(640) }

describe('in a lane', () => {
  const stops = laneStops(bars, 0)
  test('stacked rows are one order by start', () => {
    expect(stops.map(session)).toEqual([0, 2, 1])
  })
  test('next and previous stop at the ends', () => {
    expect(session(moveInLane(stops, 100, 1, ALL))).toBe(2)
    expect(session(moveInLane(stops, 101, -1, ALL))).toBe(2)
    expect(moveInLane(stops, 101, 1, ALL)).toBeNull()
    expect(moveInLane(stops, 100, -1, ALL)).toBeNull()
  })
  test('coming from elsewhere: what the window shows, else the nearest', () => {
    expect(session(moveInLane(stops, null, 1, { fromMs: at(150), toMs: at(500) }))).toBe(2)
    expect(session(moveInLane(stops, null, -1, { fromMs: at(150), toMs: at(500) }))).toBe(1)
    expect(session(moveInLane(stops, null, 1, { fromMs: at(-50), toMs: at(-10) }))).toBe(0)
    expect(session(moveInLane(stops, null, 1, { fromMs: at(450), toMs: at(500) }))).toBe(1)
    expect(moveInLane([], null, 1, ALL)).toBeNull()
  })
})

describe('by end mark', () => {
  test('over all lanes in time, each once, without closed and open ones', () => {
    const seen: (number | null)[] = []
    let from: { timeMs: number; session: number | null } = { timeMs: at(-1), session: null }
    for (let stop = moveToLogoff(bars, from, 1); stop; stop = moveToLogoff(bars, from, 1)) {
      seen.push(session(stop))
      from = { timeMs: stop.endMs, session: stop.session }
    }
    expect(seen).toEqual([0, 1, 3])
    expect(session(moveToLogoff(bars, from, -1))).toBe(1)
    expect(session(moveToLogoff(bars, { timeMs: at(640), session: null }, -1))).toBe(3)
  })
})

describe('by machine event', () => {
  const mark = (kind: MachineMark['kind'], minute: number): MachineMark => ({
    computer: 'PC1',
    kind,
    fromMs: at(minute),
    toMs: at(minute),
    text: '',
  })
  const [boot, crash, cleared] = [mark('boot', 100), mark('crash', 50), mark('log-cleared', 100)]
  const marks = [boot, crash, cleared]
  test('each once, in time, to both ends', () => {
    const from = { mark: null, timeMs: at(0) }
    expect(moveToEvent(marks, from, 1)).toBe(crash)
    expect(moveToEvent(marks, { ...from, mark: crash }, 1)).toBe(boot)
    expect(moveToEvent(marks, { ...from, mark: boot }, 1)).toBe(cleared)
    expect(moveToEvent(marks, { ...from, mark: cleared }, 1)).toBeNull()
    expect(moveToEvent(marks, { mark: null, timeMs: at(70) }, -1)).toBe(crash)
    expect(moveToEvent(marks, from, -1)).toBeNull()
  })
})

describe('speech', () => {
  const rds = lane('ext-rvdberg', 'MER-RDS01', 0)
  test('a session in full', () => {
    expect(spokenStop(stopAt(bars, 0), rds, { index: 1, of: 3 }, clock('UTC'))).toBe(
      'ext-rvdberg on MER-RDS01, remote interactive, 12 Mar 06:10:00 to 07:40:00 UTC, ended by user logoff, session 2 of 3',
    )
  })
  test('the zone is spoken, the day of the end where it is another', () => {
    expect(spokenStop(stopAt(bars, 3), rds, null, clock('Asia/Tokyo'))).toBe(
      'ext-rvdberg on MER-RDS01, interactive, 12 Mar 15:00:00 to 20:00:00 UTC+09:00, ended by crash',
    )
  })
  test('an open session has no end time; a burst says how many', () => {
    expect(spokenStop(stopAt(bars, 2), rds, null, clock('UTC'))).toBe(
      'ext-rvdberg on MER-RDS01, interactive, from 12 Mar 06:50:00 UTC, disconnected at the end of evidence',
    )
    expect(spokenStop(stopAt(bars, 4), rds, null, clock('UTC'))).toContain(', closed, 12 logons')
  })
  test('failed logons are told with one stop each, missing evidence with its own', () => {
    const failing = barsReply(
      [
        { lane: 0, from: 100, to: 200, flags: BAR_FLAGS.incomplete },
        { lane: 0, from: 300, to: 400 },
      ],
      [
        [0, 50, 2],
        [0, 150, 1],
        [1, 60, 9],
        [0, 350, 4],
      ],
    )
    const stops = laneStops(failing, 0)
    const told = stops.map((_, index) => failuresAround(failing, 0, stops, index))
    expect(told).toEqual([
      { before: 2, after: 0 },
      { before: 1, after: 4 },
    ])
    expect(spokenStop(stops[0]!, rds, null, clock('UTC'), told[0])).toMatch(
      /, evidence incomplete here, 2 failed logons before it$/,
    )
    expect(spokenStop(stops[1]!, rds, null, clock('UTC'), told[1])).toMatch(
      /, 1 failed logon before it, 4 failed logons after its start$/,
    )
    expect(failuresAround(failing, 1, [], -1)).toEqual({ before: 9, after: 0 })
    expect(spokenLane(rds, 9)).toBe('ext-rvdberg on MER-RDS01, no session here, 9 failed logons')
  })
  test('names from evidence stay text', () => {
    expect(spokenLane(lane('a\u202Eb ', 'PC', 0))).toBe('"a<U+202E>b " on PC, no session here')
  })
})

describe('keys', () => {
  const press = (key: string, change: Partial<Parameters<typeof keyAction>[0]> = {}) =>
    keyAction({ key, ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, ...change })
  test('letters and signs of the design', () => {
    expect(press('ArrowDown')).toEqual({ kind: 'lane', by: 1 })
    expect(press('A')).toEqual(press('ArrowLeft'))
    expect(press('w')).toEqual(press('+'))
    expect(press('-')).toEqual(press('s'))
    expect(press('0')).toEqual({ kind: 'fit' })
    expect(press(']')).toEqual({ kind: 'logoff', by: 1 })
    expect(press(',')).toEqual({ kind: 'session', by: -1 })
    expect(press('End', { ctrlKey: true })).toEqual({ kind: 'edge-lane', last: true })
  })
  test('letters go by their place on the keyboard, whatever is printed there', () => {
    expect(press('ц', { code: 'KeyW' })).toEqual({ kind: 'zoom', closer: true })
    expect(press('з', { code: 'KeyP' })).toEqual({ kind: 'pin' })
    expect(press('z', { code: 'KeyW' })).toEqual({ kind: 'zoom', closer: true })
    expect(press('à', { code: 'Digit0' })).toEqual({ kind: 'fit' })
  })
  test('every key of the list acts, and is pressed as it is written', () => {
    for (const { id, keys, action } of TIMELINE_KEYS)
      for (const name of keys.filter((one) => one !== 'F F'))
        expect([id, keyAction(keyPress(name))]).toEqual([id, action])
  })
  test('keys of others are left to them', () => {
    for (const key of ['z', 'l', '/', 'Tab', 'F6', 'x']) expect(press(key)).toBeNull()
    expect(press('a', { ctrlKey: true })).toBeNull()
    expect(press('d', { altKey: true })).toBeNull()
  })
})
