import { describe, expect, test } from 'vitest'
import { reconstruct } from '../../electron/core/sessions/reconstruct'
import { EXCUSED, judgeLogons, type Judgement } from '../fixtures/host-story/judge-logons'
import type { Truth } from '../fixtures/host-story/true-host'
import { readTable } from '../fixtures/read-table'
import { evidenceFile, evidenceNames, evidencePresent, gzippedJson } from './evidence'

const HOSTS = 'synthetic/hosts'

function judgeHost(host: string, isRead: (name: string) => boolean): Judgement[] {
  const names = evidenceNames(HOSTS, '.evtx').filter((name) => name.startsWith(`${host}_`) && isRead(name))
  const table = readTable(names.map((name) => ({ name, bytes: evidenceFile(`${HOSTS}/${name}`) })))
  const truth = gzippedJson<Truth>(`${HOSTS}/${host}_truth.json.gz`)
  return judgeLogons(truth, table, reconstruct(table))
}

/** Start, end and kind of end by count; a miss or a wrong claim fails the test. */
function printTable(title: string, judgements: readonly Judgement[]): void {
  const counts = new Map<string, number>()
  for (const { verdict } of judgements) counts.set(verdict, (counts.get(verdict) ?? 0) + 1)
  console.log(`${title}: ${judgements.length} true logon IDs`)
  for (const [verdict, count] of [...counts].sort((a, b) => b[1] - a[1]))
    console.log(`${String(count).padStart(6)}  ${verdict}`)
}

const wrong = (judgements: readonly Judgement[]): string[] =>
  judgements.filter((one) => one.wrong || one.verdict === EXCUSED).map(({ text }) => text)

// The logs are not in the project (licences): where the folder is absent, a line says so.
describe.skipIf(!evidencePresent)('logons against the ground truth of invented hosts', () => {
  const hosts = evidencePresent
    ? evidenceNames(HOSTS, '_truth.json.gz').map((name) => name.replace('_truth.json.gz', ''))
    : []
  test.each(hosts)('%s', (host) => {
    const judgements = judgeHost(host, () => true)
    printTable(host, judgements)
    expect(judgements.length).toBeGreaterThan(100)
    expect(wrong(judgements)).toEqual([])
  })

  test.each(hosts)('%s without the System log', (host) => {
    expect(wrong(judgeHost(host, (name) => !name.includes('_System')))).toEqual([])
  })

  test.each(hosts)('%s, the Security log alone', (host) => {
    expect(wrong(judgeHost(host, (name) => name.includes('_Security')))).toEqual([])
  })
})
