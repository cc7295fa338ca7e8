import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evidenceLines, logonLines, sessionLines } from '../../../electron/cli/case-commands'
import type { Invocation } from '../../../electron/cli/arguments'
import { NOTHING_TOLD } from '../../../electron/core/sessions/machines/machines'
import { reconstruct } from '../../../electron/core/sessions/reconstruct'
import { readCase, type ReadCase } from '../../../electron/worker/read-case'
import { plusSeconds } from '../../fixtures/evtx-writer/time'
import { writeEvtx } from '../../fixtures/evtx-writer/write-evtx'
import { cutEvidence } from '../../fixtures/host-story/cut-evidence'
import { randomHost } from '../../fixtures/host-story/random-host'
import { LogHost } from '../../fixtures/log-host'
import { Random } from '../../fixtures/sample-case/random'
import { bareEvents, exported, splitEvents } from '../../fixtures/text-export'
import { logoff4634, logoffByUser4647, logon4624, logonFailed4625 } from '../../fixtures/windows-events'
import { ALICE, at, BOB } from '../sessions/scene'

let folder = ''
const put = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  return path
}
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sojourn-copies-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const JSONL: Invocation = {
  command: 'sessions',
  format: 'jsonl',
  paths: [],
  all: true,
} as unknown as Invocation
const printed = ({ table, sources }: ReadCase): string =>
  [
    ...logonLines(table, JSONL, NOTHING_TOLD),
    ...sessionLines(table, JSONL, NOTHING_TOLD),
    ...evidenceLines(
      table,
      sources.map((state) => ({ ...state, mbPerSecond: 0 })),
      JSONL,
    ),
  ].join('')
/** What is known without where it stands. */
type Cited = readonly { readonly recordId: string; readonly role: string }[]

const facts = ({ table }: ReadCase): unknown[] =>
  [...logonLines(table, JSONL, NOTHING_TOLD), ...sessionLines(table, JSONL, NOTHING_TOLD)].map((line) => {
    const { evidence, states, ...rest } = JSON.parse(line) as {
      evidence: Cited
      states?: readonly { readonly evidence: Cited }[]
    }
    return {
      ...rest,
      evidence: withoutPlaces(evidence),
      states: states?.map((state) => ({ ...state, evidence: withoutPlaces(state.evidence) })),
    }
  })

/** The same records lie in other files. */
const withoutPlaces = (evidence: Cited): string[][] => evidence.map(({ recordId, role }) => [recordId, role])

describe('T25 same file twice and an XML export of 200 of its records', () => {
  const host = new LogHost('PC1.dom.example', { firstRecordId: { Security: 12_000n } }).add(
    logon4624(at('08:00:00'), { account: ALICE, logonId: 0x5a001, logonType: 2 }),
    ...Array.from({ length: 400 }, (_, i) => {
      const network = { account: BOB, logonId: 0x60000 + i * 16, logonType: 3 as const }
      const time = plusSeconds(at('09:00:00'), i * 20)
      return [logon4624(time, { ...network, ip: '10.0.0.9' }), logoff4634(plusSeconds(time, 1), network)]
    }).flat(),
    logoffByUser4647(at('17:00:00'), { account: ALICE, logonId: 0x5a001 }),
  )
  const whole = writeEvtx(host.records())
  let paths: string[] = []

  beforeAll(async () => {
    const log = put('t25/b/Security.evtx', whole)
    const events = splitEvents(await exported(log, 'xml'))
    const subset = events.filter((_, i) => i % 4 === 0).slice(0, 200)
    expect(subset).toHaveLength(200)
    paths = [
      log,
      put('t25/c/Security.evtx', whole),
      // Sorted before the logs, and all the same no record of it stands for the log's.
      put('t25/a/export.xml', `<?xml version="1.0"?><Events>${subset.join('')}</Events>`),
    ]
  })

  it('counts no event twice', async () => {
    expect(facts(await readCase(paths))).toEqual(facts(await readCase([paths[0]!])))
  })

  it('lists all sources, and the export with the records that it holds too', async () => {
    const { table, sources } = await readCase(paths)
    expect(sources.map(({ status }) => status).sort()).toEqual(['done', 'done', 'duplicate'])
    const [logon] = logonLines(table, JSONL, NOTHING_TOLD)
    const { evidence } = JSON.parse(logon!) as { evidence: { source: string; alsoIn?: string[] }[] }
    expect(evidence[0]).toMatchObject({ source: paths[0], alsoIn: [paths[2]] })
    const rows = [...evidenceLines(table, sources, JSONL)].map(
      (line) => JSON.parse(line) as { source: string; copies: number; conflicts: unknown[]; format: string },
    )
    expect(rows.map(({ format, copies, conflicts }) => [format, copies, conflicts])).toEqual([
      ['xml', 200, []],
      ['evtx', 0, []],
      ['evtx', 0, []],
    ])
  })

  it('has no missing records in the export: it is a filtered export', async () => {
    for (const some of [paths, [paths[2]!]]) {
      const { sessions, gaps } = reconstruct((await readCase(some)).table)
      expect(sessions.flatMap((session) => session.gaps).filter((gap) => gap.startsWith('G1'))).toEqual([])
      expect(gaps.filter(({ kind }) => kind === 'G1')).toEqual([])
    }
  })

  it('says what of an export was changed, and goes by the log', async () => {
    const forged = bareEvents(await exported(paths[0]!, 'xml')).replace(
      "'IpAddress'>10.0.0.9",
      "'IpAddress'>10.6.6.6",
    )
    const all = await readCase([paths[0]!, put('t25/a/forged.xml', forged)])
    expect(facts(all)).toEqual(facts(await readCase([paths[0]!])))
    const text = [...evidenceLines(all.table, all.sources, { ...JSONL, format: 'table' })].join('')
    expect(text).toMatch(
      /Records that sources disagree about:\n {2}Security: one record id stands .* 801 agree: .* differs in ip/,
    )
  })
})

describe('a case of logs, copies, parts and exports', () => {
  it('is byte-equal in any order of its files, and says what the logs alone say', async () => {
    const random = new Random('orders')
    for (let round = 0; round < 4; round++) {
      const story = randomHost({
        seed: `orders ${round}`,
        logonIds: 'grow',
        days: 1,
        server: round % 2 === 0,
      })
      const logs = cutEvidence(story, {}).map(({ name, bytes }, i) =>
        put(`orders${round}/m${i}/${name.replaceAll(/[/%]/g, '_')}`, bytes),
      )
      const own = await readCase(logs)
      const more: string[] = []
      for (const [i, log] of logs.entries()) {
        const lines = (await exported(log, 'jsonl')).split('\n').filter((line) => line !== '')
        const events = splitEvents(await exported(log, 'xml'))
        more.push(
          put(`orders${round}/a${i}.jsonl`, lines.filter(() => random.next() < 0.5).join('\n')),
          put(`orders${round}/z${i}.xml`, `<R>${events.toSorted(() => random.next() - 0.5).join('\n')}</R>`),
        )
      }
      const all = [...logs, ...more]
      const first = await readCase(all)
      expect(facts(first)).toEqual(facts(own))
      for (let turn = 0; turn < 3; turn++) {
        const turned = await readCase(all.toSorted(() => random.next() - 0.5))
        expect(printed(turned)).toBe(printed(first))
      }
    }
  }, 60_000)

  it('says the same of exports alone, in whatever order their events stand', async () => {
    const random = new Random('mixed')
    const story = randomHost({ seed: 'mixed', logonIds: 'grow', days: 1, server: false })
    const logs = cutEvidence(story, {}).map(({ name, bytes }, i) =>
      put(`mixed/m${i}/${name.replaceAll(/[/%]/g, '_')}`, bytes),
    )
    const exports: string[] = []
    for (const [i, log] of logs.entries()) {
      const lines = (await exported(log, 'jsonl')).split('\n').filter((line) => line !== '')
      const events = splitEvents(await exported(log, 'xml'))
      const isFirst = lines.map(() => random.next() < 0.5)
      const shuffled = <T>(items: readonly T[]): T[] => items.toSorted(() => random.next() - 0.5)
      exports.push(put(`mixed/${i}.jsonl`, shuffled(lines.filter((_, at) => isFirst[at])).join('\n')))
      exports.push(put(`mixed/${i}.xml`, shuffled(events.filter((_, at) => !isFirst[at])).join('\n')))
    }
    expect(facts(await readCase(exports))).toEqual(facts(await readCase(logs)))
  }, 60_000)
})

describe('an export whose events have no record id', () => {
  const withoutIds = (xml: string): string => xml.replaceAll(/<EventRecordID>\d*<\/EventRecordID>/g, '')
  const story = (): LogHost =>
    new LogHost('PC1.dom.example').add(
      logon4624(at('08:00:00'), { account: ALICE, logonId: 0x5a001, logonType: 2 }),
      logon4624(at('09:00:00'), { account: BOB, logonId: 0x60000, logonType: 3, ip: '10.0.0.9' }),
      logoff4634(at('09:00:01'), { account: BOB, logonId: 0x60000, logonType: 3 }),
      logoffByUser4647(at('17:00:00'), { account: ALICE, logonId: 0x5a001 }),
      logoff4634(at('17:00:01'), { account: ALICE, logonId: 0x5a001, logonType: 2 }),
    )
  let log = ''
  let weak = ''
  beforeAll(async () => {
    log = put('weak/Security.evtx', writeEvtx(story().records()))
    weak = put('weak/a.xml', withoutIds(await exported(log, 'xml')))
  })

  it('is marked weak, claims no more than medium, and says why', async () => {
    const { table, sources } = await readCase([weak])
    expect(sources[0]?.warnings).toEqual([
      expect.stringMatching(/^5 events have no record id \(weak source\)/),
    ])
    const { logons, sessions } = reconstruct(table)
    const strong = reconstruct((await readCase([log])).table)
    expect(logons.map(({ start, end }) => [start.best, end.best])).toEqual(
      strong.logons.map(({ start, end }) => [start.best, end.best]),
    )
    expect(strong.logons.map(({ start }) => start.confidence)).toEqual(['certain', 'certain'])
    for (const { start, end, flags } of logons) {
      expect([start.confidence, end.confidence]).toEqual(['medium', 'medium'])
      expect(flags).toContain('weak-source')
    }
    for (const { start, end, confidence, explanation } of sessions) {
      expect([start.confidence, end.confidence, confidence]).toEqual(['medium', 'medium', 'medium'])
      expect(explanation.at(-1)).toMatch(/^Start and end rest on records without a record id/)
    }
    const [line] = logonLines(table, JSONL, NOTHING_TOLD)
    expect(line).toContain('"flags":["weak-source"]')
  })

  it('adds nothing to the log that it was made from, whatever it is called', async () => {
    const own = facts(await readCase([log]))
    expect(facts(await readCase([log, weak]))).toEqual(own)
    const later = put('weak/z.xml', withoutIds(await exported(log, 'xml')))
    expect(facts(await readCase([weak, later, log]))).toEqual(own)
  })

  it('counts what two such exports have in common once, in any order', async () => {
    const lines = splitEvents(withoutIds(await exported(log, 'xml')))
    const [a, b] = [put('weak/1.xml', lines.slice(0, 4).join('')), put('weak/2.xml', lines.slice(1).join(''))]
    const both = await readCase([a, b])
    expect(facts(both)).toEqual(facts(await readCase([weak])))
    expect(printed(await readCase([b, a]))).toBe(printed(both))
  })

  it('is capped only for what it alone says', async () => {
    const records = story().records()
    const first = put('weak/first/Security.evtx', writeEvtx(records.slice(0, 3)))
    const { logons } = reconstruct((await readCase([first, weak])).table)
    const alice = logons.find(({ logonId }) => logonId === 0x5a001n)
    expect([alice?.start.confidence, alice?.end.confidence]).toEqual(['certain', 'medium'])
    const bob = logons.find(({ logonId }) => logonId === 0x60000n)
    expect([bob?.start.confidence, bob?.end.confidence, bob?.flags]).toEqual(['certain', 'certain', []])
  })

  it('makes no holes in the record ids of the log', async () => {
    const later = new LogHost('PC1.dom.example', { firstRecordId: { Security: 9000n } }).add(
      logon4624(at('19:00:00'), { account: ALICE, logonId: 0x7a001, logonType: 2 }),
    )
    const { gaps } = reconstruct(
      (await readCase([put('weak/later/Security.evtx', writeEvtx(later.records())), weak])).table,
    )
    expect(gaps.map(({ kind }) => kind)).not.toContain('G1')
  })

  it('keeps equal events of one export, which nothing tells from two, and counts them once over two exports', async () => {
    const failed = new LogHost('PC1.dom.example').add(
      logonFailed4625(at('08:00:00'), { account: ALICE, logonType: 3, ip: '10.0.0.9' }),
    )
    const source = put('weak/failed/Security.evtx', writeEvtx(failed.records()))
    const [event] = splitEvents(withoutIds(await exported(source, 'xml')))
    const twice = put('weak/twice.xml', event! + event!)
    expect(reconstruct((await readCase([twice])).table).failures).toHaveLength(2)
    const again = put('weak/twice-again.xml', event! + '\n' + event!)
    expect(reconstruct((await readCase([again, twice])).table).failures).toHaveLength(2)
  })
})
