/** Exports and timelines beside the log itself: what the log contradicts is shown as a conflict and changes no session (sessions.md 10.1, 10.4). */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { conflictText } from '../../../electron/core/sessions/records/conflict-text'
import { findCopies } from '../../../electron/core/sessions/records/record-copies'
import { reconstruct } from '../../../electron/core/sessions/reconstruct'
import { csvCells } from '../../../electron/core/text-sources/csv-rows'
import { useTimelineZone } from '../../../electron/core/text-sources/timeline-zone'
import { readCase } from '../../../electron/worker/read-case'
import type { FixtureEvent } from '../../fixtures/evtx-writer/fixture-record'
import { plusSeconds } from '../../fixtures/evtx-writer/time'
import { writeEvtx } from '../../fixtures/evtx-writer/write-evtx'
import { LogHost } from '../../fixtures/log-host'
import { exported } from '../../fixtures/text-export'
import { eventsOf, evtxEcmdCsv, hayabusaCsv } from '../../fixtures/timelines'
import { logoffByUser4647, logon4624, logonFailed4625 } from '../../fixtures/windows-events'
import { ALICE, at, BOB, when } from '../sessions/scene'

let folder = ''
let made = 0
const put = (content: string | Uint8Array, name = `${made++}`): string => {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  return path
}
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sojourn-against-'))
})
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => useTimelineZone(null))

const on = (time: string, account = ALICE): FixtureEvent =>
  logon4624(at(time), { account, logonId: 0x30000, logonType: 2 })
const off = (time: string, account = ALICE): FixtureEvent =>
  logoffByUser4647(at(time), { account, logonId: 0x30000 })
const log = (first: bigint, ...events: readonly FixtureEvent[]): string =>
  of('PC1.dom.example', first, ...events)
const of = (computer: string, first: bigint, ...events: readonly FixtureEvent[]): string =>
  put(writeEvtx(new LogHost(computer, { firstRecordId: { Security: first } }).add(...events).records()))
const withoutIds = (xml: string): string => xml.replaceAll(/<EventRecordID>\d*<\/EventRecordID>/g, '')
const csv = async (path: string): Promise<string> => put(evtxEcmdCsv(await eventsOf(path)))

interface Said {
  readonly logons: readonly string[]
  readonly failures: number
  readonly conflicts: readonly string[]
}
const said = async (paths: readonly string[]): Promise<Said> => {
  const { table } = await readCase([...paths])
  const { logons, failures } = reconstruct(table)
  return {
    logons: logons.map(
      ({ start, end, flags }) =>
        `${when(start)} ${start.confidence}, ${end.reason} ${when(end)} ${end.confidence} ${flags.join(' ')}`,
    ),
    failures: failures.length,
    conflicts: (findCopies(table)?.conflicts ?? []).map((one) => conflictText(table, one)),
  }
}

describe('a logoff that only text has, at a time of which the log says that there was none', () => {
  const own = ['08:00:00 certain, user-logoff 17:00:00 certain ']

  it('ends nothing, whether it has no number, one beyond the log’s, or one of the log’s own; and is shown', async () => {
    useTimelineZone('UTC')
    const whole = log(50n, on('08:00:00'), off('17:00:00'))
    const forged = (id: bigint): string => log(id, off('09:00:00'))
    for (const text of [
      put(withoutIds(await exported(forged(50n), 'xml'))),
      put(await exported(forged(60n), 'xml')),
      put(await exported(forged(60n), 'jsonl'), 'beyond.jsonl'),
      await csv(forged(60n)),
    ]) {
      const { logons, conflicts } = await said([whole, text])
      expect(logons).toEqual(own)
      expect(conflicts).toEqual([
        expect.stringMatching(
          /^one record of .* is not in .*, whose record ids run on at that time: .* first 4647 of 2024-05-14T09:00:00\.0000000Z; sessions go by the log$/,
        ),
      ])
    }
    for (const text of [put(await exported(forged(51n), 'xml')), await csv(forged(51n))]) {
      const { logons, conflicts } = await said([whole, text])
      expect(logons).toEqual(own)
      expect(conflicts).toEqual([expect.stringMatching(/^one record id stands for different records/)])
    }
  })

  it('ends nothing where it is the log’s own with another value and no number', async () => {
    const bob = logon4624(at('18:00:00'), { account: BOB, logonId: 0x50000, logonType: 2 })
    const whole = log(50n, on('08:00:00'), off('17:00:00'), bob)
    const text = withoutIds(await exported(whole, 'xml'))
      .replaceAll('0x30000', '0x40000')
      .replaceAll('0x0000000000030000', '0x0000000000040000')
    const { logons, conflicts } = await said([whole, put(text)])
    expect(logons[0]).toBe(own[0])
    expect(logons).toHaveLength(2)
    expect(conflicts).toEqual([expect.stringMatching(/^2 records of .* are not in/)])
  })

  it('counts where the log has a hole, or ends before it', async () => {
    const holed = put(
      writeEvtx([
        ...new LogHost('PC1.dom.example', { firstRecordId: { Security: 50n } }).add(on('08:00:00')).records(),
        ...new LogHost('PC1.dom.example', { firstRecordId: { Security: 60n } })
          .add(on('18:00:00', BOB))
          .records(),
      ]),
    )
    const text = put(await exported(log(51n, off('09:00:00')), 'xml'))
    expect((await said([holed, text])).logons[0]).toBe('08:00:00 certain, user-logoff 09:00:00 certain ')
    const short = log(50n, on('08:00:00'))
    expect((await said([short, text])).logons).toEqual(['08:00:00 certain, user-logoff 09:00:00 certain '])
    expect((await said([short, text])).conflicts).toEqual([])
  })
})

describe('a timeline whose times were read in a wrong zone', () => {
  it('adds nothing to its log and moves nothing in it, and is a conflict', async () => {
    const failures = ['08:30:01', '08:30:02', '08:30:03'].map((time) =>
      logonFailed4625(at(time), { account: BOB, logonType: 3, ip: '10.0.0.9' }),
    )
    const whole = log(50n, on('08:00:00'), ...failures, off('09:00:00'))
    for (const zone of ['+01:00', '-05:00', '+00:15']) {
      useTimelineZone(zone)
      const found = await said([whole, await csv(whole)])
      expect(found.logons).toEqual(['08:00:00 certain, user-logoff 09:00:00 certain '])
      expect(found.failures).toBe(3)
      expect(found.conflicts).toEqual([expect.stringContaining('times of another zone')])
    }
  })
})

describe('a timeline without record ids, to the millisecond', () => {
  it('adds nothing to its log, and is no conflict', async () => {
    const tries = Array.from({ length: 4 }, (_, i) =>
      logonFailed4625(plusSeconds(at('08:30:00'), i) + 1_234_567n, {
        account: BOB,
        logonType: 3,
        ip: '10.0.0.9',
      }),
    )
    const whole = log(50n, on('08:00:00'), ...tries, off('09:00:00'))
    const rows = hayabusaCsv(await eventsOf(whole)).split('\r\n')
    const columns = csvCells(rows[0]!)
    const column = columns.indexOf('RecordID')
    const bare = rows
      .filter((row) => row !== '')
      .map((row) => csvCells(row).map((cell, i) => (i === column ? '' : cell)))
      .map((cells, i) =>
        (i === 0 ? columns : cells).map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','),
      )
    const found = await said([whole, put(bare.join('\r\n'))])
    expect(found).toEqual({ ...(await said([whole])), conflicts: [] })
    expect(found.failures).toBe(4)
  })
})

describe('text that tells of the log before this one', () => {
  it('keeps its own sessions: the record ids are the same, what they are about is not', async () => {
    const now = log(1n, on('12:00:00'), off('13:00:00'))
    const before = put(await exported(log(1n, on('08:00:00', BOB), off('09:00:00', BOB)), 'xml'))
    expect((await said([now, before])).logons).toHaveLength(2)
  })
})

describe('one text of the logs of two computers', () => {
  it('joins none of them, though record ids happen to run on', async () => {
    useTimelineZone('UTC')
    const logs = [
      log(1n, on('08:00:00'), off('09:00:00')),
      of('PC2', 3n, on('10:00:00', BOB), off('11:00:00', BOB)),
    ]
    const events = (await Promise.all(logs.map(eventsOf))).flat()
    const lines = (await Promise.all(logs.map((path) => exported(path, 'jsonl')))).join('')
    for (const text of [put(evtxEcmdCsv(events)), put(lines, 'both.jsonl')]) {
      const { machines } = reconstruct((await readCase([text])).table)
      expect(machines.map(({ name }) => name)).toEqual(['PC1.dom.example', 'PC2'])
    }
  })
})
