/** A small invented case as the engine would answer about it; addresses are documentation ranges (RFC 5737) or private. */
import type { SessionRow } from '../../../electron/contract/engine'
import type { EndReason, SessionState } from '../../../electron/contract/sessions'

/** `12 15:06:07`: day of March 2024 and time, UTC. */
export function at(text: string): number {
  const [day = '1', time = '0:0'] = text.split(' ')
  const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number)
  return Date.UTC(2024, 2, Number(day), hour, minute, second)
}

export interface FakeSession {
  readonly row: SessionRow
  readonly states: readonly { readonly state: SessionState; readonly fromMs: number; readonly toMs: number }[]
}

interface Extra {
  readonly source?: string
  readonly domain?: string
  readonly states?: readonly (readonly [SessionState, string, string])[]
  readonly latest?: string
  readonly earliest?: string
  readonly burst?: number
  readonly events?: number
  readonly confidence?: SessionRow['confidence']
  readonly elevated?: 'used' | 'capable'
}

let index = 0

function session(
  account: string,
  computer: string,
  logonType: number,
  start: string,
  end: string | null,
  endReason: EndReason,
  extra: Extra = {},
): FakeSession {
  const startMs = at(start)
  const endMs = end === null ? null : at(end)
  const number = index++
  return {
    row: {
      session: number,
      id: `session-${number}`,
      kind: logonType === 10 ? 'rdp' : logonType === 3 ? 'network' : logonType === 4 ? 'batch' : 'console',
      class: logonType === 4 ? 'batch' : logonType === 5 ? 'service' : 'human',
      account,
      domain: extra.domain ?? 'MERIDIAN',
      sid: `S-1-5-21-1-2-3-${1100 + number}`,
      computer,
      logonType,
      burstCount: extra.burst ?? null,
      source: extra.source ?? 'local',
      start: { earliest: startMs, best: startMs, latest: startMs },
      end: {
        earliest: extra.earliest === undefined ? endMs : at(extra.earliest),
        best: extra.latest !== undefined && endReason === 'unknown' ? null : endMs,
        latest: extra.latest === undefined ? endMs : at(extra.latest),
      },
      endReason,
      pending: false,
      durationText: durationText(startMs, endMs, extra),
      confidence: extra.confidence ?? 'certain',
      eventCount: extra.events ?? 40,
      adminCapable: extra.elevated !== undefined,
      elevationUsed: extra.elevated === 'used',
      exact: { start: null, end: null },
    },
    states: (extra.states ?? []).map(([state, from, to]) => ({ state, fromMs: at(from), toMs: at(to) })),
  }
}

function durationText(startMs: number, endMs: number | null, extra: Extra): string {
  const seconds = Math.round(((endMs ?? at('12 23:41:08')) - startMs) / 1000)
  const two = (value: number): string => String(value).padStart(2, '0')
  const clock = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  if (extra.burst !== undefined) return `seen ${clock}`
  if (endMs === null) return `>= ${clock}`
  return extra.latest === undefined ? clock : `~${clock} (+0:04:16)`
}

export const FAKE_SESSIONS: readonly FakeSession[] = [
  session('ext-rvdberg', 'MER-RDS01', 10, '12 08:40:32', '12 12:32:32', 'idle-or-limit', {
    source: '10.20.4.18',
    confidence: 'high',
    events: 318,
    states: [['disconnected', '12 11:32:30', '12 12:32:32']],
  }),
  session('ext-rvdberg', 'MER-RDS01', 10, '12 15:06:07', '12 21:48:11', 'user-logoff', {
    source: '203.0.113.47',
    events: 1204,
    elevated: 'used',
    states: [
      ['disconnected', '12 18:20:15', '12 18:41:02'],
      ['locked', '12 19:58:40', '12 20:20:03'],
    ],
  }),
  session('ext-rvdberg', 'MER-FS02', 3, '12 16:31:12', '12 19:31:00', 'unknown', {
    source: '10.20.8.15',
    confidence: 'low',
    events: 412,
    burst: 38,
    latest: '12 20:52:07',
    earliest: '12 19:31:00',
  }),
  session('adm-jhollis', 'MER-RDS01', 9, '12 15:52:44', '12 21:48:12', 'terminated', {
    events: 88,
    elevated: 'used',
  }),
  session('adm-jhollis', 'MER-FS02', 10, '12 17:02:30', '12 21:05:58', 'restart', {
    source: '10.20.8.15',
    confidence: 'high',
    events: 2118,
    elevated: 'used',
  }),
  session('adm-jhollis', 'MER-DC01', 3, '12 17:47:05', '12 18:49:44', 'network-closed', {
    source: '10.20.8.15',
    events: 61,
    burst: 12,
    elevated: 'capable',
  }),
  session('Administrator', 'MER-FS02', 2, '12 21:11:20', '12 22:34:04', 'user-logoff', {
    domain: 'MER-FS02',
    source: 'console',
    events: 233,
    elevated: 'used',
  }),
  session('j.hollis', 'WS-0147', 2, '12 07:52:13', '12 17:36:40', 'user-logoff', {
    source: 'console',
    events: 941,
    states: [
      ['locked', '12 10:15:20', '12 10:33:02'],
      ['locked', '12 12:04:51', '12 12:51:37'],
      ['screen-saver', '12 14:26:10', '12 14:41:55'],
    ],
  }),
  session('j.hollis', 'MER-FS02', 3, '12 08:02:10', '12 08:34:00', 'network-closed', {
    source: '10.20.4.47',
    events: 44,
    burst: 9,
  }),
  session('j.hollis', 'MER-FS02', 3, '12 12:55:00', '12 13:47:00', 'network-closed', {
    source: '10.20.4.47',
    events: 70,
    burst: 17,
  }),
  session('m.okafor', 'WS-0163', 11, '12 08:21:55', '12 11:26:48', 'crash', {
    source: 'console',
    confidence: 'high',
    events: 604,
    earliest: '12 11:09:30',
    latest: '12 11:31:04',
    states: [['locked', '12 09:34:00', '12 09:52:10']],
  }),
  session('m.okafor', 'WS-0163', 2, '12 11:38:02', '12 18:02:11', 'user-logoff', {
    source: 'console',
    events: 377,
    states: [['locked', '12 12:58:00', '12 13:40:30']],
  }),
  session('a.novak', 'WS-0158', 2, '12 08:47:30', '12 18:06:12', 'user-logoff', {
    source: 'console',
    events: 512,
    states: [['asleep', '12 12:09:00', '12 13:01:20']],
  }),
  session('a.novak', 'MER-RDS01', 10, '12 09:03:18', null, 'disconnected-at-end', {
    source: '10.20.4.58',
    confidence: 'high',
    events: 688,
    states: [['disconnected', '12 18:04:12', '12 23:41:08']],
  }),
  session('svc-backup', 'MER-FS02', 4, '11 22:00:03', '12 06:41:10', 'batch-ended', { events: 19 }),
  session('svc-backup', 'MER-SQL01', 5, '09 02:14:31', null, 'open-at-end', { events: 12 }),
]

/** Failed logons: account, computer, time, how many. */
export const FAKE_FAILURES = Array.from({ length: 40 }, (_, number) => ({
  account: 'ext-rvdberg',
  computer: 'MER-RDS01',
  timeMs: at('12 13:38:04') + number * 130_000,
  count: 5,
}))

export const FAKE_EXTENT = { fromMs: at('09 02:14:31'), toMs: at('12 23:41:08') }
