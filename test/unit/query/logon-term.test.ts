import { expect, test } from 'vitest'
import { EMPTY_FILTER } from '../../../electron/contract/engine-constants'
import type { Logon } from '../../../electron/contract/sessions'
import { filterMask } from '../../../electron/core/query/filter-mask'
import { buildSessionColumns } from '../../../electron/core/query/session-columns'
import { parseQuery } from '../../../electron/core/query/syntax/parse-query'
import { madeCase } from './made-sessions'

const made = madeCase([
  { account: 'alice', types: [2] },
  { account: 'bob', types: [10] },
  { account: 'svc', class: 'service', types: [5] },
])
const ids = [0x51000n, 0x52000n, 0x51000n, 0xffff_ffff_ffff_fff0n]
const found = {
  ...made,
  logons: ids.map((logonId) => ({ logonId }) as Logon),
  // Alice's stay has two logons, of which one ID came again in another boot, for the service.
  sessions: made.sessions.map((session, i) => ({ ...session, logons: [[0, 3], [1], [2]][i]! })),
}
const columns = buildSessionColumns(found)

test.each([
  ['logon:0x51000', [0, 2]],
  ['logon:331776', [0, 2]],
  ['logon:0X51000,0x52000', [0, 1, 2]],
  ['logon:0xfffffffffffffff0', [0]],
  ['logon:0x1', []],
  ['-logon:0x51000', [1]],
  ['logon:0x51000 account:alice', [0]],
])('%s keeps %j, hidden classes too', (text, kept) => {
  const { mask } = filterMask(columns, found.machines, { ...EMPTY_FILTER, text })
  expect([...mask].flatMap((dropped, i) => (dropped === 0 ? [i] : []))).toEqual(kept)
})

test.each(['logon:alice', 'logon:0x', 'logon:-1', 'logon:0x10000000000000000'])('%s is told', (text) => {
  expect(parseQuery(text).error?.message).toBe('A logon ID is a number such as 0x8f3a41c.')
})
