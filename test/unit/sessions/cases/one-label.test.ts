/** One label, two computers: where the logs of a bare name and of a full one contradict each other (sessions.md 4.1 c, e). */
import { describe, expect, it } from 'vitest'
import { NOTHING_TOLD } from '../../../../electron/core/sessions/machines/machines'
import { reconstruct } from '../../../../electron/core/sessions/reconstruct'
import type { FixtureEvent } from '../../../fixtures/evtx-writer/fixture-record'
import { readTable, type FixtureFile } from '../../../fixtures/read-table'
import { logoffByUser4647, logon4624, lsm21, lsm23 } from '../../../fixtures/windows-events'
import { ALICE, at, BOB, nextDay, when } from '../scene'
import { filesOf, scene, type Scene } from './scenes'

const on = (time: string, account = ALICE): FixtureEvent =>
  logon4624(time, { account, logonId: 0x30000, logonType: 2 })
const off = (time: string, account = ALICE): FixtureEvent =>
  logoffByUser4647(time, { account, logonId: 0x30000 })
const spans = ({ found }: Scene): string[] =>
  found.sessions.map(
    (one) => `${found.machines[one.machine]?.name} ${one.account} ${when(one.start)} ${when(one.end)}`,
  )
const facts = ({ found }: Scene): string[] =>
  found.machines.flatMap(({ identity }) => identity.map(({ text }) => text))

describe('a bare name and a full one that begins with it', () => {
  it('are one computer, and the case says why', () => {
    const played = scene([
      ...filesOf('PC1', [on(at('08:00:00'))]),
      ...filesOf('pc1.dom.example', [
        lsm21(at('08:00:01'), { user: 'DOM\\alice', sessionId: 1, address: 'LOCAL' }),
      ]),
    ])
    expect(played.found.machines).toHaveLength(1)
    expect(facts(played)[0]).toBe(
      'pc1 and pc1.dom.example are one computer: the one name is the first label of the other (4624, record 1); high.',
    )
  })

  it('are two where different records have one id at the same time, each with its own sessions', () => {
    const played = scene([
      ...filesOf('PC1', [on(at('08:00:00')), off(at('12:00:00'))]),
      ...filesOf('PC1.dom.example', [on(at('09:00:00'), BOB), off(at('10:00:00'), BOB)]),
    ])
    expect(spans(played)).toEqual(['PC1 alice 08:00:00 12:00:00', 'PC1.dom.example bob 09:00:00 10:00:00'])
    expect(facts(played)).toEqual(
      Array(2).fill(expect.stringContaining('are two computers, though the one name is the first label')),
    )
  })

  it('are one all the same where a person says so', () => {
    const files = [
      ...filesOf('PC1', [on(at('08:00:00')), off(at('12:00:00'))]),
      ...filesOf('PC1.dom.example', [on(at('09:00:00'), BOB), off(at('10:00:00'), BOB)]),
    ]
    const merges = [['PC1', 'PC1.dom.example']]
    const { machines } = reconstruct(readTable(files), { ...NOTHING_TOLD, merges })
    expect(machines).toHaveLength(1)
    const told = machines[0]!.identity.map(({ text }) => text).join(' ')
    expect(told).not.toContain('are two computers, though')
    expect(told).toContain('records of both may be joined here')
  })

  it('are one where the log was begun anew after the domain was joined', () => {
    const played = scene([
      ...filesOf('PC1', [on(at('08:00:00')), off(at('12:00:00'))]),
      ...filesOf('PC1.dom.example', [on(nextDay('09:00:00'), BOB), off(nextDay('10:00:00'), BOB)]),
    ])
    expect(played.found.machines).toHaveLength(1)
  })
})

describe('one name of two computers', () => {
  const log = (folder: string, ...events: readonly FixtureEvent[]): FixtureFile[] =>
    filesOf('PC1', events).map(({ name, bytes }) => ({ name: `${folder}/${name}`, bytes }))
  const first = log('a', on(at('08:00:00')), off(at('12:00:00')))

  it('joins their logs, but says so of the computer and of each session, and claims nothing but low', () => {
    const played = scene([...first, ...log('b', on(at('09:00:00'), BOB), off(at('10:00:00'), BOB))])
    expect(played.found.machines).toHaveLength(1)
    expect(facts(played)[0]).toMatch(
      /^a\/PC1\/Security.evtx and b\/PC1\/Security.evtx name one computer, but from 2024-05-14T09:00:00\.0000000Z to 2024-05-14T10:00:00\.0000000Z none of their records agree: two computers of one name, or a clock that was set back/,
    )
    expect(played.found.sessions).toHaveLength(2)
    for (const { confidence, start, explanation } of played.found.sessions) {
      expect([confidence, start.confidence]).toEqual(['low', 'low'])
      expect(explanation.at(-1)).toContain('records of both may be joined here')
    }
  })

  it('is none where the logs hold the same records, follow each other, or differ in one record', () => {
    const same = log('b', on(at('08:00:00')), off(at('12:00:00')), on(at('13:00:00'), BOB))
    const later = log('b', on(at('13:00:00'), BOB), off(at('14:00:00'), BOB))
    const changed = log('b', on(at('08:00:00')), off(at('11:00:00')))
    for (const other of [same, later, changed]) expect(facts(scene([...first, ...other]))).toEqual([])
  })
})

describe('two records that two computers have alike', () => {
  it('join them not where their other logs differ', () => {
    const user = 'DOM\\alice'
    const of = (name: string, minute: string): FixtureFile[] =>
      filesOf(name, [
        lsm21(at('08:00:00'), { user, sessionId: 1, address: 'LOCAL' }),
        lsm23(at('17:00:00'), { user, sessionId: 1 }),
        on(at(`08:${minute}:00`)),
      ])
    expect(scene([...of('PC1', '01'), ...of('PC3', '02')]).found.machines).toHaveLength(2)
  })
})
