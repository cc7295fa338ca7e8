import { describe, expect, test } from 'vitest'
import { reconstruct } from '../../../electron/core/sessions/reconstruct'
import type { Reconstruction } from '../../../electron/contract/sessions'
import { formatFileTime } from '../../../electron/core/text/time'
import {
  failure,
  KLEE,
  logoff538,
  logoff551,
  logon528,
  start512,
  stop513,
  terminal68x,
} from '../../fixtures/evt-writer/legacy-events'
import type { LegacyRecord } from '../../fixtures/evt-writer/legacy-record'
import { readLegacyTable } from '../../fixtures/evt-writer/read-legacy'
import { writeEvt } from '../../fixtures/evt-writer/write-evt'

const at = (clock: string): string => `2005-06-01T${clock}Z`
const desk = { account: KLEE, logonId: 0x1f3a2 }

function play(...events: readonly LegacyRecord[]): Reconstruction {
  return reconstruct(readLegacyTable([{ name: 'SecEvent.Evt', bytes: writeEvt(events).bytes }]))
}
const clock = (time: bigint | null): string => (time === null ? '?' : formatFileTime(time).slice(11, 19))

describe('T28 a legacy Terminal Services session', () => {
  const remote = { ...desk, logonType: 10 }
  const { sessions } = play(
    start512(at('07:00:00')),
    logon528(at('08:00:00'), { ...remote, ip: '10.1.2.50' }),
    terminal68x(at('08:30:00'), 683, desk),
    terminal68x(at('08:45:00'), 682, desk),
    logoff551(at('09:30:00'), desk),
    logoff538(at('09:30:04'), remote),
  )

  test('is one session that the user ended, with the time it was disconnected', () => {
    expect(sessions).toHaveLength(1)
    const [session] = sessions
    expect(session).toMatchObject({
      kind: 'rdp',
      account: 'klee',
      domain: 'ACME',
      sid: KLEE.sid,
      logonTypes: [10],
      end: { reason: 'user-logoff', method: '551', confidence: 'certain' },
      start: { method: '528', confidence: 'certain' },
    })
    expect(clock(session!.start.best)).toBe('08:00:00')
    expect(clock(session!.end.best)).toBe('09:30:00')
    expect(session!.states.map(({ state, from, to }) => `${state} ${clock(from)}-${clock(to)}`)).toEqual([
      'active 08:00:00-08:30:00',
      'disconnected 08:30:00-08:45:00',
      'active 08:45:00-09:30:00',
    ])
    expect(session!.connections.map(({ ip }) => ip)).toContain('10.1.2.50')
  })
})

describe('ends', () => {
  test('538 without 551 is not said to be the user', () => {
    const { sessions } = play(
      start512(at('07:00:00')),
      logon528(at('08:00:00'), desk),
      logoff538(at('09:00:00'), desk),
    )
    expect(sessions[0]?.end).toMatchObject({ reason: 'terminated', method: '538', confidence: 'medium' })
  })

  test('a logon ID that comes again after a start of Windows is another logon', () => {
    const { logons } = play(
      start512(at('07:00:00')),
      logon528(at('08:00:00'), desk),
      stop513(at('09:00:00')),
      start512(at('10:00:00')),
      logon528(at('11:00:00'), desk),
      logoff551(at('12:00:00'), desk),
    )
    expect(logons).toHaveLength(2)
    expect(logons[0]?.end.reason).not.toBe('user-logoff')
    expect(logons[1]?.end).toMatchObject({ reason: 'user-logoff', method: '551' })
  })

  test('a network logon closes with its 538', () => {
    const net = { account: KLEE, logonId: 0x999, logonType: 3 }
    const { logons } = play(
      start512(at('07:00:00')),
      logon528(at('08:00:00'), net),
      logoff538(at('08:00:09'), net),
    )
    expect(logons[0]).toMatchObject({ logonType: 3, end: { reason: 'network-closed', method: '538' } })
  })
})

test('failed logons carry why they failed', () => {
  const { failures } = play(
    failure(at('08:00:00'), 529, { account: KLEE, ip: '10.9.9.9' }),
    failure(at('08:00:01'), 531, { account: KLEE }),
    failure(at('08:00:02'), 539, { account: KLEE }),
  )
  expect(failures.map(({ account, status, ip }) => [account, status, ip])).toEqual([
    ['klee', '0xc000006d', '10.9.9.9'],
    ['klee', '0xc0000072', null],
    ['klee', '0xc0000234', null],
  ])
})
