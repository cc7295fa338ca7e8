import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reconstruct } from '../../../../electron/core/sessions/reconstruct'
import { NOTHING_TOLD, type ToldNames } from '../../../../electron/core/sessions/machines/machines'
import { writeEvtx } from '../../../fixtures/evtx-writer/write-evtx'
import { LogHost } from '../../../fixtures/log-host'
import { readTable, type FixtureFile } from '../../../fixtures/read-table'
import { logoffByUser4647, logon4624 } from '../../../fixtures/windows-events'
import { ALICE, at, when } from '../scene'
import { filesOf } from './scenes'

const start = logon4624(at('08:00:00'), { account: ALICE, logonId: 0x30000, logonType: 2 })
const end = logoffByUser4647(at('10:00:00'), { account: ALICE, logonId: 0x30000 })

const machines = (files: readonly FixtureFile[], told: Partial<ToldNames>): string[][] =>
  reconstruct(readTable(files), { ...NOTHING_TOLD, ...told }).machines.map(({ aliases }) => [...aliases])

describe('two names that a person takes for one machine', () => {
  const first = new LogHost('OLD.dom.example').add(start).files()
  const second = new LogHost('NEW.other.example', { firstRecordId: { Security: 900n } }).add(end).files()
  const files = [
    ...first.map(({ name, bytes }) => ({ name: `old/${name}`, bytes })),
    ...second.map(({ name, bytes }) => ({ name: `new/${name}`, bytes })),
  ]
  const merges = [['new.OTHER.example', 'OLD.dom.example']]

  it('are one machine, with both names, and a logon lives through', () => {
    expect(machines(files, {})).toEqual([['NEW.other.example'], ['OLD.dom.example']])
    const found = reconstruct(readTable(files), { ...NOTHING_TOLD, merges })
    expect(found.machines.map(({ aliases }) => aliases)).toEqual([['NEW.other.example', 'OLD.dom.example']])
    expect(found.logons.map((one) => `${when(one.start)} ${when(one.end)}`)).toEqual(['08:00:00 10:00:00'])
  })

  it('are so whatever the order of files, names and sayings', () => {
    const more = [...files, ...filesOf('THIRD.dom.example', [start])]
    const told = [...merges, ['THIRD.dom.example', 'nobody'], ['x', 'y']]
    const text = (order: readonly FixtureFile[], said: readonly (readonly string[])[]): string =>
      JSON.stringify(reconstruct(readTable(order), { ...NOTHING_TOLD, merges: said }), (_, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      )
    const expected = text(more, told)
    fc.assert(
      fc.property(
        fc.shuffledSubarray(more, { minLength: more.length }),
        fc.shuffledSubarray(told, { minLength: told.length }),
        (order, said) =>
          text(
            order,
            said.map((names) => names.toReversed()),
          ) === expected,
      ),
      { numRuns: 30 },
    )
  })
})

describe('names of one log that a person takes apart', () => {
  const before = new LogHost('IMAGE').add(start)
  const after = new LogHost('PC7.dom.example', { firstRecordId: { Security: 2n } }).add(end)
  const files = [{ name: 'Security.evtx', bytes: writeEvtx([...before.records(), ...after.records()]) }]

  it('are two machines, against the log and against a merge', () => {
    expect(machines(files, {})).toEqual([['IMAGE', 'PC7.dom.example']])
    const splits = [['image', 'pc7.dom.example']]
    expect(machines(files, { splits })).toEqual([['IMAGE'], ['PC7.dom.example']])
    expect(machines(files, { splits, merges: [['IMAGE', 'PC7.dom.example']] })).toHaveLength(2)
  })

  it('leave the rest of the names where the logs put them', () => {
    const third = [...files, ...filesOf('pc7', [start])]
    expect(machines(third, { splits: [['image', 'pc7.dom.example']] })).toEqual([
      ['IMAGE'],
      ['PC7.dom.example', 'pc7'],
    ])
  })
})
