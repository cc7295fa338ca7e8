/** Two logs that hold most records alike and one otherwise: the order stays that of the log, and what rests on the record is no more than medium (sessions.md 10.1). */
import { describe, expect, it } from 'vitest'
import type { Session } from '../../../electron/contract/sessions'
import { reconstruct } from '../../../electron/core/sessions/reconstruct'
import type { FixtureEvent, FixtureRecord } from '../../fixtures/evtx-writer/fixture-record'
import { writeEvtx } from '../../fixtures/evtx-writer/write-evtx'
import { LogHost } from '../../fixtures/log-host'
import { readTable, type FixtureFile } from '../../fixtures/read-table'
import { clockChange4616, logoffByUser4647, logon4624, process4688 } from '../../fixtures/windows-events'
import { ALICE, at, BOB, when } from './scene'

const file = (name: string, records: readonly FixtureRecord[]): FixtureFile => ({
  name: `${name}/Security.evtx`,
  bytes: writeEvtx(records),
})
const log = (...events: readonly FixtureEvent[]): FixtureRecord[] =>
  new LogHost('PC1', { writtenAsAdded: true }).add(...events).records()
const alice = (files: readonly FixtureFile[]): Session =>
  reconstruct(readTable(files)).sessions.find(({ account }) => account === 'alice')!

const on = logon4624(at('09:00:00'), { account: ALICE, logonId: 0x90000, logonType: 2 })
const off = (time: string): FixtureEvent => logoffByUser4647(at(time), { account: ALICE, logonId: 0x90000 })
const other = (time: string, ip = '10.0.0.9'): FixtureEvent =>
  logon4624(at(time), { account: BOB, logonId: 0x91000, logonType: 3, ip })

describe('an end that two logs tell otherwise', () => {
  const first = log(on, other('09:10:00'), off('17:00:00'))

  it('is medium and says which log disagrees, whichever of them is first', () => {
    const changed = log(on, other('09:10:00'), off('16:00:00'))
    for (const files of [
      [file('a', first), file('b', changed)],
      [file('a', changed), file('b', first)],
    ]) {
      const session = alice(files)
      expect([session.start.confidence, session.end.confidence, session.confidence]).toEqual([
        'certain',
        'medium',
        'medium',
      ])
      expect(session.explanation.at(-1)).toMatch(
        /^The end rests on 4647, record 3, which reads otherwise in [ab]\/Security\.evtx, so this is no more than medium\.$/,
      )
    }
  })

  it('is as sure as ever where the logs agree in it, or one of them is a later log', () => {
    const elsewhere = log(on, other('09:10:00', '10.6.6.6'), off('17:00:00'))
    expect(alice([file('a', first), file('b', elsewhere)]).end.confidence).toBe('certain')
    const later = log(other('19:00:00'), other('19:10:00'), other('19:20:00'))
    const session = alice([file('a', first), file('b', later)])
    expect([when(session.start), when(session.end), session.end.confidence]).toEqual([
      '09:00:00',
      '17:00:00',
      'certain',
    ])
  })
})

describe('one changed record in the copy of a log whose clock was set back', () => {
  it('does not turn the order of the log into that of its times', () => {
    const events = (ip: string): FixtureEvent[] => [
      on,
      other('09:30:00', ip),
      clockChange4616(at('08:00:00'), {
        subject: { ...ALICE, logonId: 0x90000 },
        from: at('10:00:00'),
        to: at('08:00:00'),
        processName: 'C:\\Windows\\System32\\rundll32.exe',
      }),
      process4688(at('08:05:00'), {
        subject: { ...ALICE, logonId: 0x90000 },
        processId: 0x1200,
        processName: 'C:\\Windows\\notepad.exe',
      }),
      off('08:30:00'),
    ]
    const whole = log(...events('10.0.0.9'))
    const moved = log(...events('10.0.0.9').with(1, other('09:31:00')))
    const alone = alice([file('a', whole)])
    const both = alice([file('a', whole), file('b', moved)])
    expect([when(both.start), both.end.reason, when(both.end)]).toEqual([
      when(alone.start),
      alone.end.reason,
      when(alone.end),
    ])
    expect(both.logons).toHaveLength(1)
  })
})
