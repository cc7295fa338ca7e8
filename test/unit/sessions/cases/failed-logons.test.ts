import { describe, expect, it } from 'vitest'
import {
  logon4624,
  logonFailed4625,
  openSsh4,
  preAuthFailed4771,
  SYSTEM_SUBJECT,
  validation4776,
} from '../../../fixtures/windows-events'
import { ALICE, at, BOB } from '../scene'
import { explained, filesOf, scene, sessionOf, stage } from './scenes'

const ip = '10.0.0.5'
const told = (played: ReturnType<typeof stage>): string[] =>
  played.found.failures.map(
    ({ account, ip: from, workstation, status }) => `${account} ${from ?? workstation} ${status}`,
  )

describe('failed logons that a domain controller tells', () => {
  const dc = [
    preAuthFailed4771(at('09:00:00'), { account: ALICE, realm: 'dom.example', ip }),
    preAuthFailed4771(at('09:01:00'), { account: ALICE, realm: 'dom.example', ip }),
    preAuthFailed4771(at('09:01:30'), { account: ALICE, realm: 'dom.example', ip, status: 0x19 }),
    validation4776(at('09:02:00'), { user: 'bob', workstation: 'PC7', status: 0xc000006a }),
    validation4776(at('09:02:30'), { user: 'bob', workstation: 'PC7' }),
  ]
  const server = [
    logon4624(at('09:05:00'), { account: ALICE, logonId: 0x50000, logonType: 3, ip }),
    logon4624(at('09:05:00'), { account: BOB, logonId: 0x51000, logonType: 3, ip: '-', workstation: 'PC7' }),
  ]
  const played = scene([...filesOf('DC1.dom.example', dc), ...filesOf('SRV.dom.example', server)])

  it('are 4771 and refused 4776, not what every client is asked at first', () => {
    expect(told(played)).toEqual(['alice 10.0.0.5 0x18', 'alice 10.0.0.5 0x18', 'bob PC7 0xc000006a'])
  })

  it('belong to the logon that followed from there, on whatever machine, and are cited', () => {
    const alice = sessionOf(played, 'alice')
    expect(alice.failures).toBe(2)
    expect(explained(alice)).toContain(
      '2 failed logons of the account from 10.0.0.5 in the ten minutes before; the last is 4771, record 2 (bad password).',
    )
    expect(sessionOf(played, 'bob').failures).toBe(1)
  })

  it('count once where the machine tells of them too', () => {
    const own = [0, 1].map((i) =>
      logonFailed4625(at(`09:0${i}:00`), { account: ALICE, logonType: 3, ip, port: '50001' }),
    )
    const both = scene([
      ...filesOf('DC1.dom.example', dc),
      ...filesOf('SRV.dom.example', [...own, ...server]),
    ])
    expect(sessionOf(both, 'alice').failures).toBe(2)
    const local = stage([
      logonFailed4625(at('09:00:00'), { account: BOB, logonType: 3, ip }),
      validation4776(at('09:00:00.010'), { user: 'bob', workstation: 'PC7', status: 0xc000006a }),
    ])
    expect(told(local)).toEqual(['bob 10.0.0.5 0xc000006a'])
  })
})

describe('what the OpenSSH server refused', () => {
  const line = (time: string, payload: string) => openSsh4(at(time), { processId: 4120, payload })
  const played = stage([
    line('10:00:00', `Failed none for alice from ${ip} port 50222 ssh2`),
    line('10:00:01', `Failed password for alice from ${ip} port 50222 ssh2`),
    logonFailed4625(at('10:00:01.100'), {
      account: ALICE,
      logonType: 8,
      ip: '-',
      subject: SYSTEM_SUBJECT,
      processName: 'C:\\Windows\\System32\\OpenSSH\\sshd.exe',
    }),
    line('10:00:05', `Failed password for invalid user admin from ${ip} port 50223 ssh2`),
    line('10:00:20', `Accepted password for alice from ${ip} port 50222 ssh2`),
  ])

  it('is a failure with its address, once, and belongs to the session that followed', () => {
    expect(told(played)).toEqual(['alice 10.0.0.5 sshd: password', 'admin 10.0.0.5 sshd: password'])
    expect(sessionOf(played, 'alice')).toMatchObject({ kind: 'ssh', failures: 1 })
  })
})
