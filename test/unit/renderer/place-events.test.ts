import { describe, expect, it } from 'vitest'
import type { EvidenceItem, SessionDetails } from '../../../electron/contract/engine'
import type { SourceId } from '../../../electron/contract/ids'
import type { EndReason } from '../../../electron/contract/sessions'
import { unixMsToFileTime } from '../../../electron/core/text/time'
import { placeEvents } from '../../../renderer/details/place-events'
import { hostName } from '../../../renderer/ui/host-name'
import { FAKE_SESSIONS, at } from './fake-case'

function record(time: string, eventId: number, role: string, channel = 'Security'): EvidenceItem {
  return {
    source: 's' as SourceId,
    path: 'Security.evtx',
    offset: 0,
    channel,
    recordId: '1',
    time: unixMsToFileTime(at(time)),
    eventId,
    title: '',
    role,
    note: '',
    alsoIn: [],
    recovered: false,
  }
}

function place(items: readonly EvidenceItem[], end: string | null, endReason: EndReason, zone = 'UTC') {
  const best = end === null ? null : unixMsToFileTime(at(end))
  const details: Pick<SessionDetails, 'row' | 'end'> = {
    row: { ...FAKE_SESSIONS[0]!.row, endReason },
    end: { earliest: best, best, latest: best },
  }
  return placeEvents(details, items, zone)
}

describe('placeEvents', () => {
  it('turns the line at locks and disconnects, and ends it with the session alone', () => {
    const placed = place(
      [
        record('12 08:00', 4624, 'start'),
        record('12 10:00', 4800, 'locked'),
        record('12 10:30', 4624, 'unlock:start'),
        record('12 10:30', 4634, 'unlock:end'),
        record('12 10:30', 4801, 'unlocked'),
        record(
          '12 12:00',
          24,
          'lsm-disconnect',
          'Microsoft-Windows-TerminalServices-LocalSessionManager/Operational',
        ),
        record('12 13:00', 4778, 'reconnected'),
        record('12 17:00', 4647, 'user-logoff'),
        record('12 17:00:01', 4634, 'end'),
      ],
      '12 17:00',
      'user-logoff',
    )
    expect(placed.map(({ after }) => after)).toEqual([
      'use',
      'away',
      'away',
      'away',
      'use',
      'away',
      'use',
      'over',
      'over',
    ])
    expect(placed.map(({ mark }) => mark)).toEqual([
      'start',
      'dot',
      'dot',
      'm-closed',
      'dot',
      'm-disconnected',
      'dot',
      'm-user-logoff',
      'm-ended',
    ])
    expect(placed.map(({ strong }) => strong).indexOf(true)).toBe(7)
  })

  it('draws no start after the end, and no end in a session that is open', () => {
    const next = place(
      [record('12 08:00', 4624, 'start'), record('13 08:00', 4624, 'next-boot')],
      '12 09:00',
      'reboot-inferred',
    )
    expect(next.map(({ mark }) => mark)).toEqual(['start', 'dot'])
    const open = place([record('12 08:00', 4624, 'start')], '12 08:00', 'open-at-end')
    expect(open[0]?.after).toBe('use')
  })

  it('dates the first record of each day of the zone', () => {
    const items = [record('12 22:30', 4624, 'start'), record('12 23:30', 4800, 'locked')]
    expect(place(items, null, 'open-at-end').map(({ day }) => day)).toEqual(['12 Mar 2024', null])
    expect(place(items, null, 'open-at-end', 'Europe/Stockholm').map(({ day }) => day)).toEqual([
      '12 Mar 2024',
      '13 Mar 2024',
    ])
  })
})

describe('hostName', () => {
  it('shortens DNS names and nothing else', () => {
    expect(hostName('MER-RDS01.meridian.example')).toBe('MER-RDS01')
    expect(hostName('WS-0147')).toBe('WS-0147')
    expect(hostName('10.20.8.15')).toBe('10.20.8.15')
    expect(hostName('fe80::1')).toBe('fe80::1')
    expect(hostName('a\u202Eb.example')).toBe('a<U+202E>b.example')
  })
})
