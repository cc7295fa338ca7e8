import { expect, test } from 'vitest'
import { EMPTY_FILTER } from '../../../electron/contract/engine-constants'
import { filterMask } from '../../../electron/core/query/filter-mask'
import { buildSessionColumns } from '../../../electron/core/query/session-columns'
import { madeCase } from './made-sessions'

const found = madeCase([
  { account: 'svc_sql', on: 'DC1', from: 1, to: 2, types: [5], class: 'service', reason: 'service-ended' },
  { account: 'svc_web', on: 'PC1', from: 1, to: 11, types: [10], ip: '10.1.2.3', reason: 'user-logoff' },
  { account: 'alice', on: 'DC1', from: 3, to: 4, types: [2], reason: 'user-logoff' },
])
const columns = buildSessionColumns(found)
columns.tags.set(1, ['malicious', 'Own words'])
columns.tags.set(2, ['note'])

test.each([
  ['account:svc_*', [1]],
  ['class:service', [0]],
  ['account:svc_* class:service,human', [0, 1]],
  ['end:4647', [1, 2]],
  ['end:4634 class:service', [0]],
  ['dur:>8h', [1]],
  ['-dur:>8h', [2]],
  ['type:2,10', [1, 2]],
  ['ip:10.0.0.0/8', [1]],
  ['-computer:DC1', [1]],
  ['-alice', [1]],
  ['tag:malicious', [1]],
  ['tag:"own words"', [1]],
  ['tag:*', [1, 2]],
  ['-tag:malicious', [2]],
  ['tag:benign', []],
  ['time:2024-03-12T10:30', [1]],
  ['time:>2024-03-12T04:30', [1]],
  ['time:<=2024-03-12T02:00', [1]],
  ['-time:2024-03-12T00:00..2024-03-12T02:00', [2]],
  ['time:2024-03-13', []],
  ['conf:certain', [1, 2]],
  ['conf:<certain', []],
  ['dur:1h..10h', [2]],
  ['dur:1h..10h,>=10h', [1, 2]],
  ['-class:human', [0]],
  ['source:console', [2]],
  ['-source:""', [1, 2]],
  ['ip:10.1.2.3', [1]],
  ['ip:::ffff:10.1.2.0/120', [1]],
  ['ip:10.1.2.0-10.1.2.9', [1]],
  ['type:99', []],
])('%s keeps %j', (text, kept) => {
  const { mask } = filterMask(columns, found.machines, { ...EMPTY_FILTER, text })
  expect([...mask].flatMap((dropped, i) => (dropped === 0 ? [i] : []))).toEqual(kept)
})
