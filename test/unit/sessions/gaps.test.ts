import { describe, expect, it } from 'vitest'
import { LogHost } from '../../fixtures/log-host'
import {
  kernelClockChange1,
  logon4624,
  logoff4634,
  logServiceStop1100,
  policyChange4719,
} from '../../fixtures/windows-events'
import { ALICE, at, boot, BOB, human, play } from './scene'
import { filesOf, scene } from './cases/scenes'

const gapsOf = (found: ReturnType<typeof play>): string[] =>
  found.gaps.map(({ kind, text }) => `${kind} ${text}`)
const logon = (time: string, logonId: number) => logon4624(time, { account: ALICE, logonId, logonType: 3 })

describe('gaps', () => {
  it('are none in a whole log', () => {
    expect(play([...boot(at('07:00:00'), at('07:00:00.010')), logon(at('08:00:00'), 0x50000)]).gaps).toEqual(
      [],
    )
  })

  it('G1 names the missing ids', () => {
    const visits = Array.from({ length: 40 }, (_, i) => logon(at(`08:${10 + i}:00`), 0x50000 + i * 16))
    const found = play(visits, {
      lostIds: [{ channel: 'Security', after: at('08:29:30'), count: 12n }],
    })
    expect(found.gaps).toMatchObject([{ kind: 'G1', idFrom: 21n, idTo: 32n }])
  })

  it('G3 says before when nothing is known', () => {
    const found = play([logon(at('08:00:00'), 0x50000)], { firstRecordId: { Security: 12_000n } })
    expect(found.gaps).toMatchObject([{ kind: 'G3', from: null, idFrom: 1n, idTo: 11_999n }])
  })

  it('G4 is a stop of the log service while the computer runs on', () => {
    const found = play([
      ...boot(at('07:00:00'), at('07:00:00.010')),
      logServiceStop1100(at('08:00:00')),
      logon(at('09:00:00'), 0x50000),
    ])
    expect(gapsOf(found)).toEqual([
      'G4 log service stopped 2024-05-14T08:00:00.0000000Z while the computer ran on',
    ])
  })

  it('G6 is a step back in time that no clock change explains', () => {
    const host = new LogHost('PC1.dom.example').add(
      logon(at('09:00:00'), 0x50000),
      { ...logon(at('08:00:00'), 0x51000), written: at('09:00:01') },
      logon(at('09:01:00'), 0x52000),
    )
    const { found } = scene(host.files())
    expect(found.gaps).toMatchObject([{ kind: 'G6', idFrom: 1n, idTo: 2n }])
  })

  it('G6 is none where the System log tells of that step back, and one where it tells of another', () => {
    const played = (from: string, to: string) =>
      scene(
        new LogHost('PC1.dom.example')
          .add(
            logon(at('09:00:00'), 0x50000),
            { ...kernelClockChange1(at(to), { from: at(from), to: at(to) }), written: at('09:00:00.500') },
            { ...logon(at('08:00:01'), 0x51000), written: at('09:00:01') },
            logon(at('09:01:00'), 0x52000),
          )
          .files(),
      ).found.gaps.filter(({ kind }) => kind === 'G6')
    expect(played('09:00:00.500', '08:00:00')).toEqual([])
    expect(played('08:20:00', '08:00:00')).toHaveLength(1)
  })

  it('G9 ends where the audit is turned on again, and marks sessions between only', () => {
    const subject = { ...BOB, logonId: 0x58000 }
    const desktop = (from: string, to: string, logonId: number) => [
      logon4624(from, { account: ALICE, logonId, logonType: 2 }),
      logoff4634(to, { account: ALICE, logonId, logonType: 2 }),
    ]
    const found = play([
      ...desktop(at('07:00:00'), at('07:30:00'), 0x50000),
      policyChange4719(at('08:00:00'), { subject, changes: '%%8448' }),
      ...desktop(at('08:10:00'), at('08:30:00'), 0x60000),
      policyChange4719(at('09:00:00'), { subject, changes: '%%8449' }),
      ...desktop(at('09:10:00'), at('09:30:00'), 0x70000),
    ])
    const text = 'G9 audit of Logoff turned off 2024-05-14T08:00:00.0000000Z by DOM\\bob'
    expect(gapsOf(found)).toEqual([text])
    expect(
      human(found)
        .filter(({ kind }) => kind === 'console')
        .map(({ gaps }) => gaps),
    ).toEqual([[], [text], []])
  })

  it('G10 is a stop that no record tells', () => {
    const found = play([logon(at('07:00:00'), 0x50000), ...boot(at('08:00:00'), at('08:00:00.010'))])
    expect(found.gaps.map(({ kind }) => kind)).toEqual(['G10'])
  })

  it('belong to the computer whose log it is', () => {
    const files = ['PC1', 'PC2'].flatMap((computer) =>
      filesOf(computer, [logon(at('08:00:00'), 0x50000)], {
        firstRecordId: { Security: computer === 'PC1' ? 1n : 7n },
      }),
    )
    const { found } = scene(files)
    expect(found.gaps.map(({ kind, machine }) => [kind, found.machines[machine]?.name])).toEqual([
      ['G3', 'PC2'],
    ])
  })
})
