import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SourceState } from '../../../electron/contract/engine'
import type { EventTable } from '../../../electron/core/columns/event-table'
import { MAX_TEXT_ELEMENTS, MAX_TEXT_RECORD } from '../../../electron/core/text-sources/layout'
import { readCase } from '../../../electron/worker/read-case'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sojourn-hostile-exports-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

async function read(content: string | Buffer): Promise<{ state: SourceState; table: EventTable }> {
  const path = join(folder, 'export')
  writeFileSync(path, content)
  const { sources, table } = await readCase([path])
  const [state] = sources
  if (!state) throw new Error('no source')
  const { seen, decoded, damaged, skipped } = state.records
  expect(seen).toBe(decoded + damaged + skipped)
  return { state, table }
}

const ids = ({ records }: EventTable): number[] => Array.from(records.recordId, Number)

function event(id: number, data = '', system = ''): string {
  return (
    `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='P'/><EventID>1</EventID>` +
    `<TimeCreated SystemTime='2024-05-14T08:00:00.0000000Z'/><EventRecordID>${id}</EventRecordID><Channel>C</Channel>` +
    `<Computer>PC1</Computer>${system}</System><EventData>${data}</EventData></Event>\n`
  )
}

it('refuses a document type definition before anything is expanded', async () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE Events [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><Events>${event(1, '<Data>&b;</Data>')}</Events>`
  const { state } = await read(bomb)
  expect(state.status).toBe('failed')
  expect(state.message).toContain('document type definition')
})

it('refuses a document type definition that comes later, and keeps what stood before', async () => {
  const { state, table } = await read(
    `${event(1).repeat(60_000)}<!DOCTYPE x SYSTEM "file:///etc/passwd">${event(2)}`,
  )
  expect(state.status).toBe('failed')
  expect(state.message).toContain('document type definition')
  expect(table.records.length).toBeGreaterThan(0)
  expect(ids(table)).not.toContain(2)
})

it.each([
  ['an entity that is not one of the five', event(2, '<Data>&file;</Data>')],
  ['a character beyond Unicode', event(2, '<Data>&#x110000;</Data>')],
  ['an ampersand alone', event(2, '<Data>a & b</Data>')],
  ['tags that do not match', event(2, '<Data>x</Date>')],
  ['attributes without quotes', event(2, '<Data Name=x>y</Data>')],
  ['no System', "<Event><EventData><Data Name='x'>1</Data></EventData></Event>\n"],
  ['no time', event(2).replace(/<TimeCreated[^>]*>/, '')],
  ['a time that is none', event(2).replace('2024-05-14T08', '14.05.2024 08')],
  ['more elements inside each other than any record', event(2, '<a>'.repeat(600) + '</a>'.repeat(600))],
  ['more elements than any record', event(2, '<a/>'.repeat(MAX_TEXT_ELEMENTS))],
  ['a damage note of our own', '<Event><!-- damaged: record is not whole; header record id 2 --></Event>\n'],
])('counts an event with %s as damaged and reads its neighbours', async (_, broken) => {
  const { state, table } = await read(event(1) + broken + event(3))
  expect(ids(table)).toEqual([1, 3])
  expect(state.records).toEqual({
    seen: 3,
    decoded: 2,
    damaged: expect.any(Number) as number,
    skipped: expect.any(Number) as number,
  })
  expect(state.records.damaged + state.records.skipped).toBe(1)
  expect(state.ranges.shown[0]).toMatchObject({ from: event(1).length })
})

it('reads the five entities, character numbers and CDATA, and never an event inside a value', async () => {
  const inner = event(66)
  const { table, state } = await read(
    event(1, `<Data>&lt;&gt;&amp;&quot;&apos;&#65;&#x1F600;</Data><Data><![CDATA[${inner}]]></Data>`) +
      `<!-- ${inner.replaceAll('--', '')} -->` +
      event(2, '').replace('<EventData></EventData>', `<UserData>${inner.trim()}</UserData>`),
  )
  expect(ids(table)).toEqual([1, 2])
  expect(state.records.damaged).toBe(0)
})

it('goes on behind an event that lost its end', async () => {
  const torn = event(1).slice(0, 150)
  const { state, table } = await read(torn + '\n' + event(2) + event(3))
  expect(ids(table)).toEqual([2, 3])
  expect(state.records).toEqual({ seen: 3, decoded: 2, damaged: 0, skipped: 1 })
})

it('keeps what an export that is cut off still has', async () => {
  const whole = event(1) + event(2)
  const { state, table } = await read(whole + event(3).slice(0, 200))
  expect(ids(table)).toEqual([1, 2])
  expect(state.records.skipped).toBe(1)
  expect(state.message).not.toBe('')
})

it('gives up an event longer than any record and reads the next', async () => {
  const { state, table } = await read(
    event(1, `<Data>${'x'.repeat(MAX_TEXT_RECORD + 2_000_000)}</Data>`) + event(2),
  )
  expect(ids(table)).toEqual([2])
  expect(state.records.skipped).toBe(1)
})

it.each([
  ['starts of events', '<Event>'],
  ['starts of comments', '<!--'],
  ['starts of CDATA', '<Event><![CDATA['],
  ['starts of tags with a quote', "<Event a='"],
  ['closed events inside each other', '<Event><System></System>'],
])(
  'is not slowed down by many %s',
  async (_, start) => {
    const started = performance.now()
    const { table } = await read(event(1) + start.repeat(Math.ceil(6_000_000 / start.length)))
    expect(ids(table)).toEqual([1])
    expect(performance.now() - started).toBeLessThan(20_000)
  },
  40_000,
)

it('finds a record that lies across two windows', async () => {
  const many = Array.from({ length: 9000 }, (_, i) =>
    event(i + 1, `<Data>${'é'.repeat(i % 97)}</Data>`),
  ).join('')
  for (const encoding of ['utf8', 'utf16le'] as const) {
    const { table } = await read(Buffer.from(many, encoding))
    expect(ids(table)).toEqual(Array.from({ length: 9000 }, (_, i) => i + 1))
  }
})

const LINE = {
  source: 'x',
  offset: 1,
  headerRecordId: '1',
  recordId: '1',
  timeCreated: '2024-05-14T08:00:00.0000000Z',
  written: '2024-05-14T08:00:00.0000000Z',
  eventId: 1,
  qualifiers: null,
  version: null,
  level: null,
  provider: 'P',
  channel: 'C',
  computer: 'PC1',
  userSid: null,
  activityId: null,
  kind: 'EventData',
  data: [['a', 'b']],
  status: 'live',
}

it.each([
  ['is cut', JSON.stringify(LINE).slice(0, -20)],
  ['is nested without end', `{"data":${'['.repeat(200_000)}`],
  ['is a list', '[1]'],
  ['has a number for a text', JSON.stringify({ ...LINE, computer: 5 })],
  ['has a value that is no text', JSON.stringify({ ...LINE, data: [['a', 5]] })],
  ['has no status', JSON.stringify({ ...LINE, status: 'certain' })],
  ['has no time', JSON.stringify({ ...LINE, timeCreated: null, written: null })],
  [
    'is longer than any record',
    JSON.stringify({ ...LINE, computer: 'x'.repeat(MAX_TEXT_RECORD + 2_000_000) }),
  ],
])('counts a line that %s and reads its neighbours', async (_, broken) => {
  const line = (id: number): string =>
    JSON.stringify({ ...LINE, recordId: String(id), headerRecordId: String(id) })
  const { state, table } = await read(`${line(7)}\n${broken}\n\r\n${line(9)}`)
  expect(ids(table)).toEqual([7, 9])
  expect(state.records.seen).toBe(3)
  expect(state.records.damaged + state.records.skipped).toBe(1)
})
