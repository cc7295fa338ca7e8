import { expect, it } from 'vitest'
import type { CoverageReport } from '../../../electron/contract/coverage'
import { coverageReport } from '../../../electron/core/sessions/coverage-report'
import { reconstruct } from '../../../electron/core/sessions/reconstruct'
import { fileTime } from '../../fixtures/evtx-writer/time'
import type { FixtureFile } from '../../fixtures/read-table'
import { readTable } from '../../fixtures/read-table'
import {
  eventLog6005,
  eventLog6006,
  logCleared1102,
  logoff4634,
  logon4624,
  systemLogCleared104,
} from '../../fixtures/windows-events'
import { ALICE, at, BOB, files } from './scene'

const subject = { ...BOB, logonId: 0x58000 }
const logon = (time: string, logonId: number) => logon4624(time, { account: ALICE, logonId, logonType: 3 })
const report = (given: readonly FixtureFile[]): CoverageReport => {
  const table = readTable(given)
  return coverageReport(table, reconstruct(table))
}

const PC1 = files(
  [
    logCleared1102(at('08:00:00'), { subject }),
    ...Array.from({ length: 20 }, (_, i) => logon(at(`08:${10 + i}:00`), 0x50000 + i * 16)),
    logoff4634(at('09:00:00'), { account: ALICE, logonId: 0x50000, logonType: 3 }),
    eventLog6005(at('07:00:00')),
    systemLogCleared104(at('07:30:00'), { subject, cleared: 'Application' }),
    systemLogCleared104(at('07:40:00'), { subject }),
  ],
  {
    firstRecordId: { Security: 101n },
    lostIds: [{ channel: 'Security', after: at('08:19:30'), count: 7n }],
  },
)
const PC2 = files([eventLog6005(at('07:00:00')), eventLog6006(at('09:30:00'))], {}, 'PC2.dom.example')

const auditOf = (found: CoverageReport, machine: number) =>
  Object.fromEntries(
    found.subcategories.map(({ name }, i) => [name, found.machines[machine]?.audit[i]] as const),
  )

it('tells records, ids, times, holes and clears of each log', () => {
  const [pc1, pc2] = report([...PC1, ...PC2.map((file) => ({ ...file, name: 'pc2-System.evtx' }))]).machines
  expect(pc1?.channels).toMatchObject([
    {
      channel: 'Security',
      files: ['Security.evtx'],
      records: 22,
      first: fileTime(at('08:00:00')),
      last: fileTime(at('09:00:00')),
      firstId: 101n,
      lastId: 129n,
      missing: 7,
      filtered: false,
      clears: 1,
      cleared: [{ channel: 'Security', recordId: '101' }],
      moreGaps: 0,
    },
    {
      channel: 'System',
      files: ['System.evtx'],
      records: 3,
      firstId: 1n,
      lastId: 3n,
      missing: 0,
      clears: 1,
      cleared: [{ channel: 'System', recordId: '3' }],
    },
  ])
  expect(pc1?.channels[0]?.gaps.map(({ kind }) => kind)).toEqual(['G2', 'G1'])
  expect(pc2?.channels).toMatchObject([{ channel: 'System', records: 2, missing: 0, clears: 0 }])
})

it('finds holes in logs other than Security', () => {
  const times = Array.from({ length: 40 }, (_, i) => eventLog6005(at(`07:${10 + i}:00`)))
  const [pc] = report(
    files(times, { lostIds: [{ channel: 'System', after: at('07:29:30'), count: 5n }] }),
  ).machines
  expect(pc?.channels).toMatchObject([
    {
      missing: 5,
      gaps: [{ kind: 'G1', from: fileTime(at('07:29:00')), to: fileTime(at('07:30:00')) }],
    },
  ])
})

it('counts records of a second copy, and neither its ids nor its clear', () => {
  const copy = PC1.map((file) => ({ ...file, name: `copy-${file.name}` }))
  const [security] = report([...PC1, ...copy]).machines[0]?.channels ?? []
  expect(security).toMatchObject({
    files: ['Security.evtx', 'copy-Security.evtx'],
    records: 44,
    missing: 7,
    clears: 1,
  })
})

it('tells silence from a log that is not there', () => {
  const found = report([...PC1, ...PC2.map((file) => ({ ...file, name: 'pc2-System.evtx' }))])
  expect(auditOf(found, 0)).toMatchObject({
    Logon: { state: 'seen', count: 20 },
    Logoff: { state: 'seen', count: 1 },
    'Process Creation': { state: 'silent', count: 0 },
  })
  expect(new Set(found.machines[1]?.audit.map(({ state }) => state))).toEqual(new Set(['no-log']))
})

it('gives each event number to one subcategory', () => {
  const ids = report(PC1).subcategories.flatMap(({ eventIds }) => eventIds)
  expect(new Set(ids).size).toBe(ids.length)
})
