import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Event } from '../../../electron/core/evtx/event'
import { reconstruct } from '../../../electron/core/sessions/reconstruct'
import { findCopies } from '../../../electron/core/sessions/records/record-copies'
import { csvCells } from '../../../electron/core/text-sources/csv-rows'
import { MAX_RESYNCS, MAX_TEXT_RECORD } from '../../../electron/core/text-sources/layout'
import { timelineTime, useTimelineZone, ZoneWanted } from '../../../electron/core/text-sources/timeline-zone'
import { isZoneName, timeZoneOf } from '../../../electron/core/text/time-zone'
import { readCase, type ReadCase, renderEvents } from '../../../electron/worker/read-case'
import { recordAt } from '../../../electron/worker/record-at'
import { cutEvidence } from '../../fixtures/host-story/cut-evidence'
import { randomHost } from '../../fixtures/host-story/random-host'
import { eventsOf, evtxEcmdCsv, evtxEcmdJson, hayabusaCsv, hayabusaJson } from '../../fixtures/timelines'

let folder = ''
let logs: string[] = []
let events: Event[] = []
const put = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  return path
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sojourn-timelines-'))
  const host = randomHost({ seed: 'timelines', logonIds: 'grow', server: true, days: 2 })
  logs = cutEvidence(host, {}).map(({ name, bytes }) => put(`logs/${name.replaceAll(/[/%]/g, '_')}`, bytes))
  events = (await Promise.all(logs.map(eventsOf))).flat()
})
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => useTimelineZone(null))

/** What logons say, without where it stands and how sure it is. */
function logonsOf({ table }: ReadCase, toMs = false): unknown[] {
  const time = (ticks: bigint | null): unknown => (ticks === null ? null : toMs ? ticks / 10_000n : ticks)
  return Array.from(
    reconstruct(table).logons,
    ({ logonId, logonType, account, start, end, evidence: _, ...rest }) => ({
      logonId,
      logonType,
      account,
      start: time(start.best),
      end: [end.reason, time(end.best)],
      ip: rest.source.ip,
    }),
  )
}

describe('a timeline of EvtxECmd', () => {
  it.each([
    ['CSV', evtxEcmdCsv],
    ['JSON lines', evtxEcmdJson],
  ] as const)('as %s gives the logons of its logs, none more certain than medium', async (_, write) => {
    useTimelineZone('UTC')
    const read = await readCase([put('ecmd', write(events))])
    expect(read.sources).toMatchObject([
      { format: 'evtxecmd', message: '', records: { decoded: events.length } },
    ])
    expect(read.sources[0]!.warnings).toEqual([expect.stringContaining('(weak source)')])
    expect(logonsOf(read)).toEqual(logonsOf(await readCase(logs)))
    const { logons, sessions } = reconstruct(read.table)
    for (const { start, end } of logons) {
      expect([start.confidence, end.confidence]).not.toContain('certain')
      expect([start.confidence, end.confidence]).not.toContain('high')
    }
    expect(
      sessions.some(({ explanation }) =>
        explanation.at(-1)!.includes('a timeline that another program made'),
      ),
    ).toBe(true)
  })

  it('whose times have no offset is refused until a zone is named', async () => {
    const path = put('ecmd', evtxEcmdCsv(events))
    const { sources, table } = await readCase([path])
    expect(sources[0]).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('--zone UTC') as string,
    })
    expect(table.records.length).toBe(0)
    expect((await readCase([put('json', evtxEcmdJson(events))])).sources[0]!.message).toBe('')
  })

  it('in local times of a zone tells the same moments', async () => {
    const local = ({ timeCreated }: Event): string => {
      const moved = new Date(Date.parse(timeCreated!.slice(0, 19) + 'Z') + 5.5 * 3_600_000)
      return moved.toISOString().slice(0, 19).replace('T', ' ') + timeCreated!.slice(19, -1)
    }
    const path = put('ecmd', evtxEcmdCsv(events, local))
    const expected = logonsOf(await readCase(logs))
    for (const zone of ['Asia/Kolkata', '+05:30']) {
      useTimelineZone(zone)
      expect(logonsOf(await readCase([path]))).toEqual(expected)
    }
  })

  it('adds nothing to the logs that it was made from', async () => {
    useTimelineZone('UTC')
    const both = await readCase([...logs, put('logs/a.csv', evtxEcmdCsv(events))])
    const own = await readCase(logs)
    expect(logonsOf(both)).toEqual(logonsOf(own))
    expect(reconstruct(both.table).logons.filter(({ flags }) => flags.includes('weak-source'))).toEqual([])
    expect(findCopies(both.table)!.conflicts).toEqual([])
  })

  it('shows each row as it stands there', async () => {
    useTimelineZone('UTC')
    for (const [name, text] of [
      ['a.csv', evtxEcmdCsv(events)],
      ['a.json', evtxEcmdJson(events)],
    ] as const) {
      const path = put(name, text)
      const { records } = (await readCase([path])).table
      const row = records.length - 1
      const { pairs, xml } = await recordAt(path, records.offset[row]!)
      expect(xml).toContain(events[row]!.recordId)
      expect(pairs).toHaveLength(events[row]!.data.length)
    }
  })

  it('is printed as events, but not as XML, which it does not have', async () => {
    useTimelineZone('UTC')
    const path = put('a.csv', evtxEcmdCsv(events))
    const pieces: Buffer[] = []
    await renderEvents([path], 'jsonl', (bytes) => void pieces.push(Buffer.from(bytes)))
    const lines = Buffer.concat(pieces).toString('utf8').trim().split('\n')
    expect(lines).toHaveLength(events.length)
    const [first] = lines.map((line) => JSON.parse(line) as Event)
    expect(first).toMatchObject({
      recordId: events[0]!.recordId,
      timeCreated: events[0]!.timeCreated,
      data: events[0]!.data,
    })
    const [state] = await renderEvents([path], 'xml', () => undefined)
    expect(state!.message).toContain('timelines lack fields')
  })
})

describe('a timeline of hayabusa', () => {
  const kept = (): Event[] => events.filter(({ channel }) => channel === 'Security')

  it.each([
    ['CSV', (some: Event[]) => hayabusaCsv(some)],
    ['CSV with two alerts of each record', (some: Event[]) => hayabusaCsv(some, ['Logon', 'Other'])],
    ['JSON over several lines', hayabusaJson],
    [
      'JSON as a list',
      (some: Event[]) => `[${hayabusaJson(some).replaceAll('\n}\n', '\n},\n').replace(/,\n$/, '')}]`,
    ],
  ] as const)('as %s gives the logons of its logs to the millisecond', async (_, write) => {
    const own = await readCase(logs.filter((path) => path.includes('Security')))
    expect(logonsOf(own).length).toBeGreaterThan(20)
    const read = await readCase([put('haya', write(kept()))])
    expect(read.sources).toMatchObject([{ format: 'hayabusa', message: '' }])
    expect(logonsOf(read, true)).toEqual(logonsOf(own, true))
    expect(reconstruct(read.table).logons.every(({ flags }) => flags.includes('weak-source'))).toBe(true)
  })

  it('adds nothing to the logs that it was made from, whose exact times count', async () => {
    const both = await readCase([put('logs/0.csv', hayabusaCsv(kept(), ['Logon', 'Other'])), ...logs])
    expect(logonsOf(both)).toEqual(logonsOf(await readCase(logs)))
    expect(findCopies(both.table)!.conflicts).toEqual([])
  })
})

describe('times of timelines', () => {
  it.each([
    ['2022-02-22 22:00:00.123 +09:00', '2022-02-22T13:00:00.1230000Z'],
    ['2022-02-22T10:10:10.1234567Z', '2022-02-22T10:10:10.1234567Z'],
    ['2022-02-22 22:00:00.123456-06:00', '2022-02-23T04:00:00.1234560Z'],
    ['2022-02-22 22:00:00-0600', '2022-02-23T04:00:00.0000000Z'],
    ['Fri, 22 Feb 2022 22:00:00 -0600', '2022-02-23T04:00:00.0000000Z'],
  ])('%s with an offset is %s, whatever the zone', (text, utc) => {
    for (const zone of [null, 'Asia/Tokyo']) {
      useTimelineZone(zone)
      expect(timelineTime(text)).toBe(utc)
    }
  })

  it.each([
    '02-22-2022 22:00:00.123 -06:00',
    '22/02/2022 22:00',
    '2022-02-30 00:00:00Z',
    '2022-02-22 25:00:00Z',
    '',
  ])('%j is refused: no form that is known, or no time', (text) =>
    expect(() => timelineTime(text)).toThrow(/time/),
  )

  it('follow the summer time of their zone, and say what cannot be told', () => {
    expect(() => timelineTime('2024-07-01 12:00:00')).toThrow(ZoneWanted)
    useTimelineZone('Europe/Berlin')
    expect(timelineTime('2024-01-15 12:00:00')).toBe('2024-01-15T11:00:00.0000000Z')
    expect(timelineTime('2024-07-15 12:00:00')).toBe('2024-07-15T10:00:00.0000000Z')
    // 02:30 came twice on 27 October and not at all on 31 March.
    expect(timelineTime('2024-10-27 02:30:00')).toBe('2024-10-27T00:30:00.0000000Z')
    expect(() => timelineTime('2024-03-31 02:30:00')).toThrow('passed over')
  })

  it('in an hour that came twice are counted', async () => {
    useTimelineZone('Europe/Berlin')
    const path = put(
      'twice.csv',
      evtxEcmdCsv(events.slice(0, 3), () => '2024-10-27 02:30:00'),
    )
    const { sources } = await readCase([path])
    expect(sources[0]!.warnings).toContainEqual(
      expect.stringMatching(/^3 times lie in an hour that came twice/),
    )
  })

  it.each([
    ['UTC', 0],
    ['Z', 0],
    ['Europe/Berlin', 120],
    ['+05:30', 330],
    ['-0800', -480],
    ['+02:00', 120],
    ['UTC-5', -300],
    ['utc+5:30', 330],
    ['GMT+1', 60],
    ['+2', 120],
    ['\u221203:30', -210],
    ['+14:00', 840],
  ])('know the zone %s', (name, minutes) => {
    expect(isZoneName(name)).toBe(true)
    expect(timeZoneOf(name).offsetAt(Date.UTC(2024, 6, 15))).toBe(minutes)
  })
  it.each(['Berlin', '', '5', 'local', '+15:00', 'UTC-5:60', 'UTC5', '+123', '+02:00 '])(
    'do not know the zone %j',
    (name) => expect(isZoneName(name)).toBe(false),
  )
})

describe('a broken timeline', () => {
  const HEAD = 'EventRecordId,TimeCreated,EventId,Channel,Computer,Payload\n'
  const row = (id: number, payload = '{}'): string =>
    `${id},2024-03-04T08:00:00Z,4624,Security,PC1,"${payload.replaceAll('"', '""')}"\n`
  const read = async (text: string) => {
    const { table, sources } = await readCase([put('broken.csv', text)])
    const { seen, decoded, damaged, skipped } = sources[0]!.records
    expect(seen).toBe(decoded + damaged + skipped)
    return {
      ids: Array.from(table.records.recordId, Number),
      records: sources[0]!.records,
      state: sources[0]!,
    }
  }

  it('loses one row, not the rest, to a quote that does not end', async () => {
    const { ids, records } = await read(
      HEAD + row(1) + '2,2024-03-04T08:00:00Z,1,C,PC,"open\n3,2024-03-04T08:00:00Z,1,C,PC,\n',
    )
    expect(ids).toEqual([1, 3])
    expect(records).toMatchObject({ seen: 3, skipped: 1 })
  })

  it('loses one row to a payload that is no JSON, has no time, or more cells than columns', async () => {
    const bad = [
      row(2, '{"EventData":'),
      '3,,1,C,PC,\n',
      '4,2024-03-04T08:00:00Z,1,C,PC,,,,\n',
      row(5, '['.repeat(100_000)),
    ]
    const { ids, records } = await read(HEAD + row(1) + bad.join('') + row(6))
    expect(ids).toEqual([1, 6])
    expect(records).toMatchObject({ seen: 6, damaged: 4 })
  })

  it('takes a row as long as any record, and no longer one', async () => {
    const fits = row(2).length - 3
    const long = (length: number): string => row(2, 'x'.repeat(length - fits))
    const at = await read(HEAD + long(MAX_TEXT_RECORD) + row(3))
    expect(at.records).toMatchObject({ seen: 2, damaged: 1, skipped: 0 })
    const beyond = await read(HEAD + long(MAX_TEXT_RECORD + 10) + row(3))
    expect(beyond.records).toMatchObject({ seen: 2, skipped: 1 })
    expect(beyond.ids).toEqual([3])
  })

  it('of objects that do not end is looked at again a bounded number of times', async () => {
    const head = '{"ChunkNumber":0,"Payload":"{}",\n'
    const { records } = await read(head + '{\n'.repeat(MAX_RESYNCS + 100))
    expect(records.seen).toBe(MAX_RESYNCS + 1)
  })

  it('names no value of every object', async () => {
    const alert = `{"Timestamp":"2024-03-04T08:00:00Z","RuleTitle":"x","EventID":1,"Channel":"constructor","Computer":"PC","RecordID":7,"Details":{"__proto__":"x","toString":"y"}}`
    const { ids, state } = await read(alert)
    expect({ ids, message: state.message }).toEqual({ ids: [7], message: '' })
  })

  it.each([
    ['a,"b ""c"", d",e', ['a', 'b "c", d', 'e']],
    ['"a\nb",', ['a\nb', '']],
    ['"open, still', ['open, still']],
    ['""', ['']],
    ['"a"b,c\r', ['ab', 'c']],
  ])('the row %j has the cells %j', (text, cells) => expect(csvCells(text)).toEqual(cells))
})
