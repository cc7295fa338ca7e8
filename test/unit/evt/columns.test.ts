import { describe, expect, test } from 'vitest'
import { eventTitle } from '../../../electron/core/events/event-titles'
import { EVENT_KINDS } from '../../../electron/core/events/event-kinds'
import { legacyData } from '../../../electron/core/events/legacy-values'
import { channelOfFileName } from '../../../electron/core/events/legacy-catalogue'
import { unixFileTime } from '../../../electron/core/events/unix-file-time'
import { readEvtRecord } from '../../../electron/core/evt/record'
import {
  failure,
  KLEE,
  logon528,
  logoff538,
  logoff551,
  eventLog,
} from '../../fixtures/evt-writer/legacy-events'
import { legacyRecordBytes, type LegacyRecord } from '../../fixtures/evt-writer/legacy-record'
import { readLegacyTable } from '../../fixtures/evt-writer/read-legacy'
import { writeEvt } from '../../fixtures/evt-writer/write-evt'

const TIME = '2005-06-01T08:00:05Z'

/** The columns of one record: its kind and every session column that is set. */
function columns(record: LegacyRecord, name = 'SecEvent.Evt'): Record<string, unknown> {
  const { family, strings, records } = readLegacyTable([{ name, bytes: writeEvt([record]).bytes }])
  const set: Record<string, unknown> = { channel: strings[records.channel[0]!] }
  if (family.length === 0) return set
  for (const [field, column] of Object.entries(family)) {
    if (typeof column === 'number' || field === 'record') continue
    const value = (column as Uint32Array | BigUint64Array)[0]!
    if (field === 'kind') set['kind'] = EVENT_KINDS[Number(value)]
    else if (value === 0n || value === 0 || value === 0xffffffff) continue
    else if (typeof value === 'bigint' || field === 'logonType') set[field] = value
    else set[field] = strings[value]
  }
  return set
}

describe('the same columns as today', () => {
  const person = { targetUser: 'klee', targetDomain: 'ACME', targetSid: KLEE.sid }

  test('logons of Windows 2000, XP and 2003', () => {
    const short = {
      ...person,
      channel: 'Security',
      kind: 'logon',
      targetLogonId: 0x1f3a2n,
      logonType: 10,
      logonProcess: 'User32  ',
      authPackage: 'Negotiate',
      workstation: 'W2K3',
    }
    const given = { account: KLEE, logonId: 0x1f3a2, logonType: 10, ip: '10.1.2.50' }
    expect(columns(logon528(TIME, { ...given, form: '2000' }))).toEqual(short)
    expect(columns(logon528(TIME, { ...given, form: 'xp' }))).toEqual(short)
    expect(columns(logon528(TIME, given))).toEqual({
      ...short,
      subjectUser: 'W2K3$',
      subjectDomain: 'ACME',
      subjectLogonId: 0x3e7n,
      ip: '10.1.2.50',
      port: '0',
    })
  })

  test('both halves of a logon ID count', () => {
    const record = logoff551(TIME, { account: KLEE, logonId: 1 })
    const strings = ['klee', 'ACME', '(0x1f,0xABCDEF01)']
    expect(columns({ ...record, strings })).toMatchObject({
      kind: 'logoff-by-user',
      targetLogonId: 0x1fabcdef01n,
    })
  })

  test('logoffs', () => {
    expect(columns(logoff538(TIME, { account: KLEE, logonId: 5, logonType: 3 }))).toEqual({
      ...person,
      channel: 'Security',
      kind: 'logoff',
      targetLogonId: 5n,
      logonType: 3,
    })
  })

  test.each([
    [529, '0xc000006d', undefined],
    [530, '0xc000006e', '0xc000006f'],
    [531, '0xc000006e', '0xc0000072'],
    [532, '0xc0000193', undefined],
    [533, '0xc000006e', '0xc0000070'],
    [534, '0xc000015b', undefined],
    [535, '0xc000006e', '0xc0000071'],
    [536, '0xc0000192', undefined],
    [539, '0xc0000234', undefined],
  ])('failure %i says why', (id, status, subStatus) => {
    for (const ip of [undefined, '10.1.2.50']) {
      const set = columns(failure(TIME, id, { account: KLEE, ...(ip && { ip }) }))
      expect(set).toMatchObject({ kind: 'logon-failed', targetUser: 'klee', workstation: 'LAPTOP', status })
      expect([set['subStatus'], set['ip'], set['targetSid']]).toEqual([subStatus, ip, undefined])
    }
  })

  test('failure 537 carries its own status', () => {
    const set = columns(failure(TIME, 537, { account: KLEE, ip: '10.1.2.50', status: ['0xC00000DC', '0x0'] }))
    expect(set).toMatchObject({ status: '0xC00000DC', subStatus: '0x0', ip: '10.1.2.50' })
  })

  test('any other Security record is activity of the last logon ID that it names', () => {
    const strings = [
      'Security',
      '768',
      'SYSTEM',
      'NT AUTHORITY',
      '(0x0,0x3E7)',
      'klee',
      'ACME',
      '(0x0,0x1F3A2)',
      '-',
    ]
    expect(columns({ time: TIME, id: 578, strings })).toEqual({
      channel: 'Security',
      kind: 'activity',
      subjectUser: 'klee',
      subjectDomain: 'ACME',
      subjectLogonId: 0x1f3a2n,
    })
    expect(columns({ time: TIME, id: 562, strings: ['Security', '768', '524'] })).toEqual({
      channel: 'Security',
    })
  })

  test('account management is activity of who did it', () => {
    const caller = ['admin', 'ACME', '(0x0,0x77)', '-']
    expect(
      columns({ time: TIME, id: 632, strings: ['-', 'S-1-5-21-1', 'Ops', 'ACME', 'S-1-5-21-2', ...caller] }),
    ).toMatchObject({
      kind: 'activity',
      targetUser: 'Ops',
      subjectUser: 'admin',
      subjectLogonId: 0x77n,
    })
    expect(
      columns({ time: TIME, id: 642, strings: ['-', 'klee', 'ACME', KLEE.sid, ...caller] }),
    ).toMatchObject({
      targetUser: 'klee',
      subjectLogonId: 0x77n,
    })
  })

  test('an equal number of another source means nothing', () => {
    const record = logoff551(TIME, { account: KLEE, logonId: 5 })
    expect(columns({ ...record, source: 'SomeApp' }, 'AppEvent.Evt')).toEqual({ channel: 'Application' })
  })

  test.each([
    [6005, 'log-service-start'],
    [6006, 'log-service-end'],
    [6008, 'unexpected-stop'],
    [6009, 'os-version'],
  ])('EventLog %i of the System log is %s', (id, kind) => {
    expect(columns(eventLog(TIME, id), 'copy of it.evt')).toMatchObject({ channel: 'System', kind })
  })

  test('times are exact', () => {
    for (const seconds of [0, 1, 1147678200, 0xffffffff]) {
      const { low, high } = unixFileTime(seconds)
      expect((BigInt(high) << 32n) | BigInt(low)).toBe((BigInt(seconds) + 11_644_473_600n) * 10_000_000n)
    }
  })
})

describe('names', () => {
  test('strings are named where it is known what they are', () => {
    const data = (record: LegacyRecord) => legacyData(readEvtRecord(legacyRecordBytes(record, 1))!)
    expect(data(logoff551(TIME, { account: KLEE, logonId: 5 }))).toEqual([
      ['TargetUserName', 'klee'],
      ['TargetDomainName', 'ACME'],
      ['TargetLogonId', '(0x0,0x5)'],
    ])
    expect(data({ ...eventLog(TIME, 6008, ['8:00', '1.6.2005']), data: new Uint8Array([0xd7, 7]) })).toEqual([
      [null, '8:00'],
      [null, '1.6.2005'],
      ['Binary', 'D707'],
    ])
  })

  test.each([
    ['SecEvent.Evt', 'Security'],
    ['W2K3A_SecEvent_dirty.Evt', 'Security'],
    ['SECURITY.EVT', 'Security'],
    ['host-sysevent.evt', 'System'],
    ['App 2005.evt', 'Application'],
    ['Secrets.evt', null],
    ['backup.evt', null],
  ])('%s is the %s log by its name', (name, channel) => {
    expect(channelOfFileName(name)).toBe(channel)
  })

  test('legacy events have titles', () => {
    for (const id of [528, 529, 538, 540, 551, 682, 683, 512])
      expect(eventTitle('Security', 'Security', id)).not.toBe('')
  })
})
