import { expect, test } from 'vitest'
import { ALL_EVENTS } from '../../../electron/contract/engine-constants'
import type { EventTable } from '../../../electron/core/columns/event-table'
import { groupAccounts } from '../../../electron/core/query/accounts'
import { eventMask, type EventAccounts } from '../../../electron/core/query/events-filter'
import { madeCase } from './made-sessions'

const CORP_SID = 'S-1-5-21-1-7'
const LOCAL_SID = 'S-1-5-21-9-7'
const KNOWN = groupAccounts(
  madeCase([
    { account: 'ann', domain: 'CORP', sid: CORP_SID },
    { account: 'ann', domain: 'CORP', sid: CORP_SID },
    { account: 'ann', domain: 'corp.local', sid: CORP_SID },
    { account: 'ann', domain: 'PC1', sid: LOCAL_SID },
    { account: 'bob', domain: 'CORP', sid: null },
  ]).sessions,
)
/** Whom records name, each once; the first names nobody. */
const NAMES = [
  { account: '', domain: '' },
  { account: 'ann', domain: 'CORP' },
  { account: 'ANN', domain: 'corp.local' },
  { account: 'ann', domain: 'PC1' },
  { account: 'ann', domain: 'ELSEWHERE' },
  { account: 'bob', domain: 'ELSEWHERE' },
]

/** Records, by the place of their name, that an account's value keeps. */
function kept(value: string, not = false): number[] {
  const table = { records: { length: NAMES.length }, strings: [] } as unknown as EventTable
  const accounts: EventAccounts = { of: Uint32Array.from(NAMES.keys()), names: NAMES }
  const mask = eventMask(
    table,
    accounts,
    KNOWN,
    { ...ALL_EVENTS, account: { values: [value], not } },
    null,
    null,
  )
  return [...mask.keys()].filter((i) => mask[i] === 0)
}

test('a SID keeps the records of one account, however they write its domain, and of no namesake', () => {
  expect(kept(CORP_SID)).toEqual([1, 2])
  expect(kept(LOCAL_SID.toLowerCase())).toEqual([3])
  expect(kept(CORP_SID, true)).toEqual([0, 3, 4, 5])
})

test('so does what a facet calls an account; a wrong domain does no harm where nobody else has the name', () => {
  expect(KNOWN.identities.map(({ value }) => value)).toEqual(['CORP\\ann', 'PC1\\ann', 'bob'])
  expect(kept('CORP\\ann')).toEqual([1, 2])
  expect(kept('bob')).toEqual([5])
  expect(kept('CORP\\ann', true)).toEqual([0, 3, 4, 5])
})

test('names and patterns are looked for in what the record says', () => {
  expect(kept('ann')).toEqual([1, 2, 3, 4])
  expect(kept('ELSE*')).toEqual([4, 5])
})
