import { describe, expect, test } from 'vitest'
import type { Reconstruction } from '../../../electron/contract/sessions'
import { machineMarks } from '../../../electron/core/query/machine-marks'
import { burstLogons, sessionLinks } from '../../../electron/core/query/session-links'
import { at, atMs, madeCase } from './made-sessions'

const hop = (from: string, to: string, hour: number): Reconstruction['hops'][number] => ({
  from: { machine: 0, session: from },
  to: { machine: 1, session: to },
  time: at(hour),
  arrived: at(hour),
  confidence: 'high',
  explanation: `from ${from} to ${to}`,
  evidence: [],
})

/** a opens b, b opens c, and a opens d besides. */
const CHAIN: Reconstruction = {
  ...madeCase([
    { id: 'a', account: 'alice', on: 'PC1', from: 8 },
    { id: 'b', account: 'alice', on: 'PC2', from: 9 },
    { id: 'c', account: 'root', on: 'PC3', from: 10 },
    { id: 'd', account: 'alice', on: 'PC4', from: 11 },
    { id: 'e', account: 'alice', on: 'PC2', from: 12 },
    { id: 'f', account: 'alice', on: 'PC2', from: 7 },
    { id: 'g', account: 'bob', on: 'PC2', from: 8.5 },
  ]),
  hops: [hop('a', 'b', 9), hop('b', 'c', 10), hop('a', 'd', 11)],
}

describe('links of a session', () => {
  test('what it was opened from, what it opened, and the same account before and after', () => {
    const { links } = sessionLinks(CHAIN, 1)
    expect(links.map(({ relation, id }) => `${relation} ${id}`)).toEqual([
      'opened-from a',
      'opened c',
      'previous f',
      'next e',
    ])
    expect(links[0]).toMatchObject({
      session: 0,
      account: 'alice',
      computer: 'PC1',
      timeMs: atMs(9),
      note: 'from a to b',
    })
  })
  test('the chain goes back to where it began and on, not into other branches', () => {
    const steps = (index: number): string[] =>
      sessionLinks(CHAIN, index)
        .chain.map(({ from, to }) => `${from.session}${to.session}`)
        .sort()
    expect(steps(1)).toEqual(['01', '12'])
    expect(steps(2)).toEqual(['01', '12'])
    expect(steps(0)).toEqual(['01', '03', '12'])
    expect(steps(6)).toEqual([])
  })
  test('a ring of sessions ends', () => {
    const ring = { ...CHAIN, hops: [hop('a', 'b', 9), hop('b', 'a', 10)] }
    expect(sessionLinks(ring, 0).chain).toHaveLength(2)
  })
  test('a session that was reached again after it was left is no way to where it had led', () => {
    const again = {
      ...CHAIN,
      hops: [hop('a', 'b', 9), hop('b', 'c', 10), hop('d', 'b', 11), hop('b', 'e', 12)],
    }
    const steps = (index: number): string[] =>
      sessionLinks(again, index).chain.map(({ from, to }) => `${from.session}${to.session}`)
    expect(steps(2).sort()).toEqual(['01', '12'])
    expect(steps(3).sort()).toEqual(['14', '31'])
  })
  test('a session that is no burst has no single logons', () => {
    expect(burstLogons(CHAIN, CHAIN.sessions[0]!)).toEqual([])
  })
})

describe('machine marks', () => {
  const gap = (
    kind: Reconstruction['gaps'][number]['kind'],
    from: number | null,
    to: number | null,
  ): Reconstruction['gaps'][number] => ({
    machine: 0,
    channel: 'Security',
    kind,
    from: from === null ? null : at(from),
    to: to === null ? null : at(to),
    idFrom: null,
    idTo: null,
    text: `a ${kind}`,
    evidence: [],
  })
  test('gaps with a place in time stand beside boots and crashes', () => {
    const marks = machineMarks({
      ...CHAIN,
      machineEvents: [{ machine: 1, kind: 'boot', from: at(1), to: at(2), record: 3 }],
      gaps: [
        gap('G1', 3, 4),
        gap('G2', 3, 4),
        gap('G3', null, 1),
        gap('G5', 4, 6),
        gap('G9', 5, null),
        gap('G10', 1, 2),
        { ...gap('G1', 3, 4), channel: 'Microsoft-Windows-Sysmon/Operational' },
      ],
    })
    expect(marks).toEqual([
      { computer: 'PC2', kind: 'boot', fromMs: atMs(1), toMs: atMs(2), text: '' },
      { computer: 'PC1', kind: 'record-gap', fromMs: atMs(3), toMs: atMs(4), text: 'a G1' },
      { computer: 'PC1', kind: 'silence', fromMs: atMs(4), toMs: atMs(6), text: 'a G5' },
      // Audit that stays off is a moment: it hides nothing that is recorded after it.
      { computer: 'PC1', kind: 'audit-off', fromMs: atMs(5), toMs: atMs(5), text: 'a G9' },
    ])
  })
})
