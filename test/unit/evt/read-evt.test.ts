import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SourceId } from '../../../electron/contract/ids'
import { TableMerger } from '../../../electron/core/columns/merge-batches'
import { readEvt } from '../../../electron/worker/read-evt'
import type { ReadHooks } from '../../../electron/worker/read-source'
import { SourceProgress } from '../../../electron/worker/source-progress'
import { openFile } from '../../../electron/worker/sources/file-source'
import { readCase, renderEvents } from '../../../electron/worker/read-case'
import { recordAt } from '../../../electron/worker/record-at'
import { soundLog } from '../../fixtures/bad-input'
import { KLEE, logoff538, logoff551, logon528 } from '../../fixtures/evt-writer/legacy-events'
import { writeEvt, type EvtOptions } from '../../fixtures/evt-writer/write-evt'

const desk = { account: KLEE, logonId: 0x1f3a2 }
const STORY = [
  logon528('2005-06-01T08:00:00Z', desk),
  { ...logoff551('2005-06-01T09:00:00Z', desk), data: new Uint8Array([0, 255]) },
  logoff538('2005-06-01T09:00:01Z', desk),
]

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sojourn-evt-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const log = (name: string, options?: EvtOptions): string => {
  const path = join(folder, name)
  writeFileSync(path, writeEvt(STORY, options).bytes)
  return path
}

async function text(path: string, format: 'jsonl' | 'xml' | 'csv'): Promise<string> {
  let out = ''
  const states = await renderEvents([path], format, (bytes) => {
    out += new TextDecoder().decode(bytes)
  })
  expect(states[0]?.status).toBe('done')
  return out
}

describe('the command line and the engine', () => {
  test('read a legacy log as any other', async () => {
    const { table, sources, failures } = await readCase([log('SecEvent.Evt')])
    expect(failures).toEqual([])
    expect(sources[0]).toMatchObject({ status: 'done', message: '', warnings: [], truncated: false })
    expect(sources[0]?.records).toEqual({ seen: 3, decoded: 3, damaged: 0, skipped: 0 })
    expect(sources[0]?.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(Array.from(table.records.eventId)).toEqual([528, 551, 538])
  })

  test('find legacy logs in folders, whatever they are called', async () => {
    const place = join(folder, 'both', 'below')
    mkdirSync(place, { recursive: true })
    writeFileSync(join(place, 'SecEvent.Evt'), writeEvt(STORY).bytes)
    writeFileSync(join(place, 'no-ending'), writeEvt(STORY.slice(0, 2)).bytes)
    writeFileSync(join(place, 'Security.evtx'), soundLog(3))
    writeFileSync(join(place, 'notes.txt'), '0 LfLe is no log')
    const { sources } = await readCase([join(folder, 'both')])
    expect(sources.map(({ path }) => path.slice(place.length + 1)).sort()).toEqual([
      'SecEvent.Evt',
      'Security.evtx',
      'no-ending',
    ])
  })

  test('say what was cut off and keep the rest', async () => {
    const { bytes } = writeEvt(STORY)
    const { sources, table } = await readCase([log('cut.evt', { cutAt: bytes.length - 200 })])
    expect(sources[0]?.truncated).toBe(true)
    expect(sources[0]?.message).toContain('cut off at byte')
    const { seen, decoded, damaged, skipped } = sources[0]!.records
    expect(decoded + damaged + skipped).toBe(seen)
    expect(table.records.length).toBe(decoded)
  })

  test('refuse what ends inside the header', async () => {
    const { sources } = await readCase([log('head.evt', { cutAt: 30 })])
    expect(sources[0]).toMatchObject({ status: 'failed' })
    expect(sources[0]?.message).toContain('inside its header')
  })
})

describe('bounds and recovery', () => {
  const hooks = (table: TableMerger, recover: boolean): ReadHooks => ({
    signal: new AbortController().signal,
    output: 'table',
    hash: null,
    recover,
    deliver: (order, delivery) => {
      if (delivery?.result?.batch) table.add('log', order, delivery.stream, delivery.result.batch)
    },
  })

  test('of a log above the limit the start is read, and that is said', async () => {
    const path = log('SecEvent-large.Evt')
    const file = await openFile(path)
    const progress = new SourceProgress('1' as SourceId, path, 'SecEvent-large.Evt')
    progress.start(file.size, null)
    const merger = new TableMerger()
    await readEvt(file, progress, hooks(merger, false), file.size - 200)
    await file.close()
    progress.end('done')
    const { message, records, truncated } = progress.snapshot()
    expect(message).toContain('of a legacy log only the first')
    expect(truncated).toBe(true)
    expect(merger.table().records.length).toBe(records.decoded)
    expect(records.decoded).toBeLessThan(3)
  })

  test('records of earlier rounds are counted, and read where recovery is asked for', async () => {
    const many = Array.from({ length: 40 }, () => STORY).flat()
    const written = writeEvt(many, { fileSize: 4000, keepFree: 900 })
    const path = join(folder, 'SecEvent-rounds.Evt')
    writeFileSync(path, written.bytes)
    const plain = await readCase([path])
    expect(plain.sources[0]?.warnings.join()).toMatch(/\d+ records of earlier rounds lie outside the ring/)
    expect(plain.table.records.length).toBe(written.live.length)

    const file = await openFile(path)
    const progress = new SourceProgress('1' as SourceId, path, 'SecEvent-rounds.Evt')
    progress.start(file.size, null)
    const merger = new TableMerger()
    await readEvt(file, progress, hooks(merger, true))
    await file.close()
    const { recovery, ranges, records } = progress.snapshot()
    const rows = merger.table().records
    expect(records.seen).toBe(written.live.length)
    expect(recovery?.recovered).toBeGreaterThan(0)
    expect(ranges.shown.every(({ state }) => state === 'recovered-record')).toBe(true)
    const ids = Array.from(rows.recordId, Number)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids.slice(written.live.length)) expect(id).toBeLessThan(written.live[0]!.number)
  })
})

describe('records as text', () => {
  test('JSON lines name what is known', async () => {
    const lines = (await text(log('SecEvent.Evt'), 'jsonl')).trim().split('\n')
    expect(lines).toHaveLength(3)
    expect(JSON.parse(lines[1]!)).toMatchObject({
      source: join(folder, 'SecEvent.Evt'),
      offset: expect.any(Number) as number,
      headerRecordId: '2',
      recordId: '2',
      timeCreated: '2005-06-01T09:00:00.0000000Z',
      written: '2005-06-01T09:00:00.0000000Z',
      eventId: 551,
      qualifiers: 0,
      version: null,
      level: 0,
      provider: 'Security',
      channel: 'Security',
      computer: 'W2K3',
      userSid: KLEE.sid,
      activityId: null,
      kind: 'EventData',
      data: [
        ['TargetUserName', 'klee'],
        ['TargetDomainName', 'ACME'],
        ['TargetLogonId', '(0x0,0x1F3A2)'],
        ['Binary', '00FF'],
      ],
      status: 'live',
    })
  })

  test('XML is as Windows converts it', async () => {
    const lines = (await text(log('SecEvent.Evt'), 'xml')).trim().split('\n')
    expect(lines[1]).toBe(
      `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Security'/>` +
        `<EventID Qualifiers='0'>551</EventID><Level>0</Level><Task>2</Task><Keywords>0xa0000000000000</Keywords>` +
        `<TimeCreated SystemTime='2005-06-01T09:00:00.0000000Z'/><EventRecordID>2</EventRecordID>` +
        `<Channel>Security</Channel><Computer>W2K3</Computer><Security UserID='${KLEE.sid}'/></System>` +
        `<EventData><Data>klee</Data><Data>ACME</Data><Data>(0x0,0x1F3A2)</Data><Binary>00FF</Binary></EventData></Event>`,
    )
    expect((await text(log('SecEvent.Evt'), 'csv')).split('\n')[0]).toContain('528')
  })

  test('a record is opened again by its place, split over the end of the file or not', async () => {
    const many = Array.from({ length: 30 }, () => STORY).flat()
    for (let fileSize = 3000; fileSize < 3300; fileSize += 20) {
      const written = writeEvt(many, { fileSize })
      const path = join(folder, 'SecEvent-ring.Evt')
      writeFileSync(path, written.bytes)
      for (const { offset, number } of written.live) {
        const { xml, status, pairs } = await recordAt(path, offset)
        expect(status).toBe('live')
        expect(xml).toContain(`<EventRecordID>${number}</EventRecordID>`)
        expect(xml).toContain('<Channel>Security</Channel>')
        expect(pairs[0]).toEqual(['TargetUserName', 'klee'])
      }
    }
  })

  test('where there is no record, that is said', async () => {
    expect((await recordAt(log('SecEvent.Evt'), 52)).status).toBe('damaged')
    await expect(recordAt(log('SecEvent.Evt'), 10_000_000)).rejects.toThrow('no such record')
  })
})
