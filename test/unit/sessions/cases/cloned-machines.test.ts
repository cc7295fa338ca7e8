import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reconstruct } from '../../../../electron/core/sessions/reconstruct'
import type { FixtureEvent } from '../../../fixtures/evtx-writer/fixture-record'
import { writeEvtx } from '../../../fixtures/evtx-writer/write-evtx'
import { LogHost } from '../../../fixtures/log-host'
import { readTable, type FixtureFile } from '../../../fixtures/read-table'
import {
  accountRenamed4781,
  eventLog6011,
  logoffByUser4647,
  logon4624,
  SYSTEM_SUBJECT,
} from '../../../fixtures/windows-events'
import { ALICE, at, BOB, nextDay, when } from '../scene'

const on = (time: string, account = ALICE, logonId = 0x30000) =>
  logon4624(time, { account, logonId, logonType: 2 })
const off = (time: string, account = ALICE, logonId = 0x30000) => logoffByUser4647(time, { account, logonId })
const image = [on(at('08:00:00')), off(at('09:00:00'))]

/** A Security log whose records stand under one name after the other, ids running on. */
function renamed(
  folder: string,
  ...parts: readonly (readonly [string, readonly FixtureEvent[]])[]
): FixtureFile {
  let next = 1n
  const records = parts.flatMap(([computer, events]) => {
    const host = new LogHost(computer, { firstRecordId: { Security: next } }).add(...events)
    next += BigInt(events.length)
    return host.records()
  })
  return { name: `${folder}/Security.evtx`, bytes: writeEvtx(records) }
}

const systemLog = (folder: string, computer: string, ...events: readonly FixtureEvent[]): FixtureFile => ({
  name: `${folder}/System.evtx`,
  bytes: writeEvtx(new LogHost(computer).add(...events).records()),
})
const aliases = (files: readonly FixtureFile[]): string[] =>
  reconstruct(readTable(files)).machines.map((machine) => machine.aliases.join(' = '))

describe('4.1 d: computers copied from one image, whose records they keep', () => {
  const first = renamed('pc1', ['IMAGE', image], ['PC1', [on(nextDay('08:00:00')), off(nextDay('12:00:00'))]])
  const second = renamed(
    'pc2',
    ['IMAGE', image],
    ['PC2', [on(nextDay('09:00:00'), BOB), off(nextDay('17:00:00'), BOB)]],
  )

  it('are not one computer, though the log of each runs on from the image', () => {
    expect(aliases([first])).toEqual(['IMAGE = PC1'])
    expect(aliases([first, second])).toEqual(['IMAGE', 'PC1', 'PC2'])
  })

  it('have the sessions of their own, and the image has its own once', () => {
    const { machines, sessions } = reconstruct(readTable([first, second]))
    expect(
      sessions.map((one) => [machines[one.machine]?.name, one.account, when(one.start), when(one.end)]),
    ).toEqual([
      ['IMAGE', 'alice', '08:00:00', '09:00:00'],
      ['PC1', 'alice', '15 08:00:00', '15 12:00:00'],
      ['PC2', 'bob', '15 09:00:00', '15 17:00:00'],
    ])
  })

  it('say so, with the records in which each began', () => {
    const { machines } = reconstruct(readTable([first, second]))
    for (const { identity } of machines) {
      expect(identity.map(({ text, confidence }) => [text, confidence])).toEqual([
        [
          'image ran on as pc1 (4624, record 3), as pc2 (4624, record 3), which are different computers copied from one: what was logged under that name stays apart; high.',
          'high',
        ],
      ])
      expect(identity[0]?.evidence).toHaveLength(2)
    }
  })

  it('are told apart by their record ids where they ran one after the other', () => {
    const after = renamed(
      'pc3',
      ['IMAGE', image],
      ['PC3', [on('2024-05-20T08:00:00Z'), off('2024-05-20T09:00:00Z')]],
    )
    expect(aliases([first, after])).toEqual(['IMAGE', 'PC1', 'PC3'])
  })

  it('stay apart over the names that setup gave in between', () => {
    const setup = (folder: string, given: string, name: string, day: string): FixtureFile =>
      renamed(
        folder,
        ['FIRST', [on(at('07:00:00'))]],
        ['IMAGE', image],
        [given, [on(`${day}T08:00:00Z`, BOB)]],
        [name, [on(`${day}T09:00:00Z`, BOB, 0x40000)]],
      )
    const both = [setup('a', 'WIN-A', 'PC1', '2024-05-16'), setup('b', 'WIN-B', 'PC2', '2024-05-17')]
    expect(aliases(both)).toEqual(['FIRST = IMAGE', 'PC1 = WIN-A', 'PC2 = WIN-B'])
  })

  it('are not joined by the record of the rename that each of them has', () => {
    const told = (name: string): FixtureFile =>
      systemLog(name, name, eventLog6011(nextDay('07:00:00'), { from: 'IMAGE', to: name }))
    expect(aliases([first, second, told('PC1'), told('PC2')])).toEqual(['IMAGE', 'PC1', 'PC2'])
  })

  it('are not joined by a machine SID that all of them have', () => {
    const local = (computer: string) => ({
      sid: 'S-1-5-21-9-9-9-500',
      name: 'Administrator',
      domain: computer,
    })
    const sameSid = (name: string, day: string): FixtureFile =>
      renamed(name, [name, [on(`${day}T08:00:00Z`, local(name)), off(`${day}T09:00:00Z`, local(name))]])
    expect(aliases([sameSid('PC1', '2024-05-16'), sameSid('PC2', '2024-05-17')])).toEqual(['PC1', 'PC2'])
  })

  it('are the same whatever the order of the files', () => {
    const files = [first, second, renamed('pc3', ['IMAGE', image], ['PC3', [on('2024-05-20T08:00:00Z')]])]
    const text = (some: readonly FixtureFile[]): string =>
      JSON.stringify(reconstruct(readTable(some)), (_, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      )
    const expected = text(files)
    fc.assert(
      fc.property(fc.shuffledSubarray(files, { minLength: files.length }), (some) => text(some) === expected),
      { numRuns: 12 },
    )
  })
})

describe('a name that became two others', () => {
  it('is one computer where a log holds both', () => {
    const whole = renamed(
      'new',
      ['IMAGE', image],
      ['WIN-A', [on(at('10:00:00'))]],
      ['PC1', [on(at('11:00:00'))]],
    )
    const system = (computer: string, time: string, id: bigint) =>
      new LogHost(computer, { firstRecordId: { System: id } })
        .add(eventLog6011(time, { from: 'OTHER', to: 'ANOTHER' }))
        .records()
    const short: FixtureFile = {
      name: 'new/System.evtx',
      bytes: writeEvtx([...system('IMAGE', at('08:00:00'), 1n), ...system('PC1', at('11:00:01'), 2n)]),
    }
    expect(aliases([whole, short])).toEqual(['IMAGE = PC1 = WIN-A'])
  })

  it('is none of them where a controller tells of both and they ran side by side', () => {
    const rename = { subject: SYSTEM_SUBJECT, domain: 'DOM', sid: 'S-1-5-21-1-1-1-1201', from: 'OLD$' }
    const dc = renamed('dc', [
      'DC1',
      [
        accountRenamed4781(at('10:00:00'), { ...rename, to: 'NEW$' }),
        accountRenamed4781(at('12:00:00'), { ...rename, to: 'NEWER$' }),
      ],
    ])
    const old = renamed('old', ['OLD', [on(at('08:00:00'))]])
    const beside = ['NEW', 'NEWER'].map((name) =>
      renamed(name, [name, [on(nextDay(`08:00:0${name.length}`)), off(nextDay('09:00:00'))]]),
    )
    expect(aliases([dc, old, ...beside])).toEqual(['DC1', 'NEW', 'NEWER', 'OLD'])
  })
})
