import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reconstruct } from '../../../../electron/core/sessions/reconstruct'
import type { FixtureEvent } from '../../../fixtures/evtx-writer/fixture-record'
import { LogHost } from '../../../fixtures/log-host'
import { readTable, type FixtureFile } from '../../../fixtures/read-table'
import {
  accountRenamed4781,
  computerChanged4742,
  eventLog6011,
  logoffByUser4647,
  logon4624,
  SYSTEM_SUBJECT,
} from '../../../fixtures/windows-events'
import { ALICE, at, nextDay } from '../scene'
import { filesOf } from './scenes'

const on = (time: string, account = ALICE, logonId = 0x30000) =>
  logon4624(time, { account, logonId, logonType: 2 })
const off = (time: string, account = ALICE, logonId = 0x30000) => logoffByUser4647(time, { account, logonId })
const local = (computer: string, authority = '9-9-9') => ({
  sid: `S-1-5-21-${authority}-500`,
  name: 'Administrator',
  domain: computer,
})
/** Later records of a renamed machine go on in their own file, with higher ids. */
const later = (computer: string, ...events: readonly FixtureEvent[]): FixtureFile[] =>
  new LogHost(computer, { firstRecordId: { Security: 900n, System: 900n } })
    .add(...events)
    .files()
    .map(({ name, bytes }) => ({ name: `${computer}/${name}`, bytes }))
const aliases = (files: readonly FixtureFile[]): string[] =>
  reconstruct(readTable(files)).machines.map((machine) => machine.aliases.join(' = '))
const facts = (files: readonly FixtureFile[]): string[] =>
  reconstruct(readTable(files)).machines.flatMap(({ identity }) => identity.map(({ text }) => text))

const old = filesOf('OLD.dom.example', [on(at('08:00:00')), off(at('09:00:00'))])
const now = later('NEW.dom.example', on(nextDay('08:00:00')), off(nextDay('09:00:00')))
const rename = { subject: SYSTEM_SUBJECT, domain: 'DOM', sid: 'S-1-5-21-1-1-1-1201' }

describe('4.1 b: a rename that a domain controller tells', () => {
  const dc = (...events: readonly FixtureEvent[]) => filesOf('DC1.dom.example', events)

  it('joins the names by 4781 and by 4742, with the record and how sure it is', () => {
    const by4781 = dc(accountRenamed4781(at('10:00:00'), { ...rename, from: 'OLD$', to: 'NEW$' }))
    const by4742 = dc(
      computerChanged4742(at('10:00:00'), { ...rename, computer: 'OLD', dnsHostName: 'NEW.dom.example' }),
    )
    for (const told of [by4781, by4742]) {
      expect(aliases([...old, ...now, ...told])).toEqual([
        'DC1.dom.example',
        'NEW.dom.example = OLD.dom.example',
      ])
      expect(facts([...old, ...now, ...told])[0]).toMatch(
        /^(new and old|old and new)|a domain controller tells of the rename of its account \(47(81|42), record 1\); certain\./,
      )
    }
  })

  it('joins nothing for accounts of people, other computers, or a label that two machines have', () => {
    const person = dc(accountRenamed4781(at('10:00:00'), { ...rename, from: 'OLD', to: 'NEW' }))
    const other = dc(
      computerChanged4742(at('10:00:00'), { ...rename, computer: 'OLD', samAccountName: 'PC9$' }),
    )
    expect(aliases([...old, ...now, ...person])).toHaveLength(3)
    expect(aliases([...old, ...now, ...other])).toHaveLength(3)
    const twice = later('NEW.other.example', on(nextDay('08:00:00')))
    const told = dc(accountRenamed4781(at('10:00:00'), { ...rename, from: 'OLD$', to: 'NEW$' }))
    expect(aliases([...old, ...now, ...twice, ...told])).toHaveLength(4)
  })

  it('joins not the computer that was given the old name after the rename, and says so', () => {
    const told = dc(accountRenamed4781(at('07:00:00'), { ...rename, from: 'PC1$', to: 'PC1-OLD$' }))
    const kept = filesOf('PC1-OLD.dom.example', [on(at('08:00:00')), off(at('12:00:00'))])
    const given = filesOf('PC1.dom.example', [on(at('09:00:00')), off(at('10:00:00'))])
    expect(aliases([...told, ...kept, ...given])).toEqual([
      'DC1.dom.example',
      'PC1-OLD.dom.example',
      'PC1.dom.example',
    ])
    expect(facts([...told, ...kept, ...given])[0]).toMatch(
      /are two computers, though a record tells of a rename: the old name was given to another \(4781, record 1\)/,
    )
  })

  it('tells when the computer had each name', () => {
    const told = later('NEW.dom.example', eventLog6011(nextDay('07:00:00'), { from: 'OLD', to: 'NEW' }))
    const texts = facts([...old, ...now, ...told])
    expect(texts.some((text) => text.includes('the event log says that the computer was renamed'))).toBe(true)
    expect(texts).toContain(
      'Called old.dom.example from 2024-05-14T08:00:00.0000000Z (4624, record 1) to 2024-05-14T09:00:00.0000000Z (4647, record 2).',
    )
  })
})

describe('4.1 d: one machine SID', () => {
  const first = filesOf('IMAGE-1', [
    on(at('08:00:00'), local('IMAGE-1')),
    off(at('09:00:00'), local('IMAGE-1')),
  ])
  const second = later(
    'PC7.dom.example',
    on(nextDay('08:00:00'), local('PC7')),
    off(nextDay('09:00:00'), local('PC7')),
  )

  it('joins names that were not used at the same time; high, no more', () => {
    expect(aliases([...first, ...second])).toEqual(['IMAGE-1 = PC7.dom.example'])
    expect(facts([...first, ...second])[0]).toMatch(/the same machine SID.*\(4624, record 900\); high\.$/)
  })

  it('joins no clones, which run at the same time, nor any name of their group', () => {
    const clone = filesOf('PC8', [on(at('08:30:00'), local('PC8')), off(at('08:40:00'), local('PC8'))])
    expect(aliases([...first, ...clone])).toHaveLength(2)
    expect(aliases([...first, ...second, ...clone])).toHaveLength(3)
  })

  it('says nothing of domain accounts, which every computer sees', () => {
    expect(aliases([...old, ...now])).toHaveLength(2)
    const elsewhere = later('PC7', on(nextDay('08:00:00'), local('PC7', '8-8-8')))
    expect(aliases([...first, ...elsewhere])).toHaveLength(2)
  })
})

describe('4.1 e: one record in two files', () => {
  const events = [on(at('08:00:00')), off(at('09:00:00'))]
  const one = filesOf('PC1', events)
  const copy = filesOf('wholly-other', [...events, on(at('10:00:00'), ALICE, 0x40000)])

  it('is one machine, whatever the files call it, and nothing counts twice', () => {
    expect(aliases([...one, ...copy])).toEqual(['PC1 = wholly-other'])
    expect(reconstruct(readTable([...one, ...copy])).logons).toHaveLength(2)
    expect(facts([...one, ...copy])[0]).toContain('two files hold the same record under the two names')
  })

  it('is not found in records that only have the same number', () => {
    const other = filesOf('PC2', [on(at('08:00:01')), off(at('09:00:01'))])
    expect(aliases([...one, ...other])).toHaveLength(2)
  })
})

describe('links between names', () => {
  it('are the same whatever the order of the files', () => {
    const all = [
      ...old,
      ...now,
      ...filesOf('DC1.dom.example', [
        accountRenamed4781(at('10:00:00'), { ...rename, from: 'OLD$', to: 'NEW$' }),
      ]),
      ...filesOf('IMAGE-1', [on(at('08:00:00'), local('IMAGE-1'))]),
      ...later('PC7', on(nextDay('08:00:00'), local('PC7'))),
    ]
    const text = (files: readonly FixtureFile[]): string =>
      JSON.stringify(reconstruct(readTable(files)).machines, (_, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      )
    const expected = text(all)
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (files) => text(files) === expected),
      { numRuns: 20 },
    )
  })
})
