import { describe, expect, it } from 'vitest'
import { STANDARD_PREFERENCES } from '../../../electron/contract/preferences'
import { unixMsToFileTime } from '../../../electron/core/text/time'
import { zoneOf } from '../../../renderer/state/view-slice'
import {
  dayTimeText,
  fieldText,
  fromToText,
  fullFileTimeText,
  fullTimeText,
  offsetText,
  parseField,
  sameDay,
  timeText,
  zoneOffsetMs,
} from '../../../renderer/state/zone-format'

const WINTER = Date.UTC(2024, 2, 12, 15, 6, 7)
const SUMMER = Date.UTC(2024, 6, 1, 12)
const STOCKHOLM = 'Europe/Stockholm'

describe('zones of machines', () => {
  const set = (computer: string, zone: string) => ({ computer, zone, told: zone, followsSummer: true })
  const state = {
    preferences: { ...STANDARD_PREFERENCES, zone: 'host' as const },
    localZone: 'Asia/Tokyo',
    machineZones: [set('A.corp.example', STOCKHOLM), set('b', 'Asia/Kolkata'), set('c', STOCKHOLM)],
  }

  it('writes the times of each machine in its own, of others in the commonest', () => {
    expect(zoneOf(state, 'b')).toBe('Asia/Kolkata')
    expect(zoneOf(state, 'B.corp.example')).toBe('Asia/Kolkata')
    expect(zoneOf(state, 'a')).toBe(STOCKHOLM)
    expect(zoneOf(state, 'unknown')).toBe(STOCKHOLM)
  })

  it('has one for all where another zone is wanted', () => {
    expect(zoneOf({ ...state, preferences: { ...state.preferences, zone: 'utc' } }, 'b')).toBe('UTC')
    expect(zoneOf({ ...state, preferences: { ...state.preferences, zone: 'local' } }, 'b')).toBe('Asia/Tokyo')
  })
})

describe('times in a zone', () => {
  it('follows summer time of the time shown', () => {
    expect(offsetText(STOCKHOLM, WINTER)).toBe('UTC+01:00')
    expect(offsetText(STOCKHOLM, SUMMER)).toBe('UTC+02:00')
    expect(timeText(STOCKHOLM, SUMMER)).toBe('14:00:00')
    // 31 March 2024, 01:00 UTC: clocks go from 02:00 to 03:00.
    const change = Date.UTC(2024, 2, 31, 1)
    expect(timeText(STOCKHOLM, change - 1000)).toBe('01:59:59')
    expect(timeText(STOCKHOLM, change)).toBe('03:00:00')
  })

  it('writes zones west of Greenwich and with half hours', () => {
    expect(offsetText('America/St_Johns', WINTER)).toBe('UTC-02:30')
    expect(offsetText('Asia/Kolkata', WINTER)).toBe('UTC+05:30')
    expect(offsetText('UTC', WINTER)).toBe('UTC+00:00')
  })

  it('writes the day of an end that is another one, and years where days are of several', () => {
    const hour = 3_600_000
    expect(fromToText('UTC', WINTER, WINTER + hour)).toBe('12 Mar 15:06:07 \u2013 16:06:07')
    expect(fromToText('UTC', WINTER, WINTER + 9 * hour)).toBe('12 Mar 15:06:07 \u2013 13 Mar 00:06:07')
    expect(fromToText('UTC', WINTER, null)).toBe('12 Mar 15:06:07')
    expect(dayTimeText('UTC', WINTER, true)).toBe('2024-03-12 15:06:07')
  })

  it('writes day, time and the whole', () => {
    expect(dayTimeText('UTC', WINTER)).toBe('12 Mar 15:06:07')
    expect(fullTimeText('UTC', WINTER)).toBe('2024-03-12 15:06:07 UTC+00:00')
    expect(sameDay('UTC', WINTER, WINTER + 8 * 3_600_000)).toBe(true)
    expect(sameDay('Asia/Tokyo', WINTER - 600_000, WINTER)).toBe(false)
  })

  it('keeps all seven digits of an evidence time in any zone', () => {
    const time = unixMsToFileTime(WINTER) + 1_234_567n
    expect(fullFileTimeText('UTC', time)).toBe('2024-03-12 15:06:07.1234567 UTC+00:00')
    expect(fullFileTimeText('Asia/Kolkata', time)).toBe('2024-03-12 20:36:07.1234567 UTC+05:30')
  })

  it('survives times that no calendar has', () => {
    expect(timeText(STOCKHOLM, Number.NaN)).toBe('no calendar time')
    expect(fullTimeText('UTC', 9e15)).toBe('no calendar time')
    expect(zoneOffsetMs(STOCKHOLM, 9e15)).toBe(0)
  })

  it('reads back what it put into a field', () => {
    for (const zone of ['UTC', STOCKHOLM, 'America/St_Johns']) {
      const minute = Math.floor(SUMMER / 60_000) * 60_000
      expect(parseField(zone, fieldText(zone, minute))).toBe(minute)
    }
    expect(parseField('UTC', 'soon')).toBeNull()
  })
})
