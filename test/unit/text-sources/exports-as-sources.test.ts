import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CaseLines } from '../../../electron/core/export/case-lines'
import { TEXT_FIELDS, type EventTable } from '../../../electron/core/columns/event-table'
import { reconstruct } from '../../../electron/core/sessions/reconstruct'
import { readCase, renderEvents } from '../../../electron/worker/read-case'
import { recordAt } from '../../../electron/worker/record-at'
import { cutEvidence } from '../../fixtures/host-story/cut-evidence'
import { randomHost } from '../../fixtures/host-story/random-host'
import { bareEvents, exported, XML_SHAPES } from '../../fixtures/text-export'

let folder = ''
let logs: string[] = []
const place = (name: string): string => {
  const path = join(folder, name)
  mkdirSync(path, { recursive: true })
  return path
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sojourn-exports-'))
  const host = randomHost({ seed: 'exports', logonIds: 'grow', server: true, days: 2 })
  logs = cutEvidence(host, {}).map(({ name, bytes }) => {
    const path = join(place('logs'), name.replaceAll(/[/%]/g, '_'))
    writeFileSync(path, bytes)
    return path
  })
  logs.sort()
})
afterAll(() => rmSync(folder, { recursive: true }))

/** `logons` and `sessions` as the command line prints them, sources by their number. */
function caseLines(table: EventTable): string {
  const found = reconstruct(table)
  const numbered = { ...table, sources: table.sources.map((_, i) => `source ${i}`) }
  const lines = new CaseLines(numbered, { ...found, logonIds: found.logons.map(({ id }) => id) })
  const logons = Array.from(found.logons, (logon) => lines.logon(logon))
  return [...logons, ...found.sessions.map((session) => lines.session(session))].join('')
}

async function save(name: string, make: (path: string) => Promise<Buffer | string>): Promise<string[]> {
  const at = place(name.replaceAll(/\W/g, '_'))
  return Promise.all(
    logs.map(async (path, i) => {
      const copy = join(at, `${i}.txt`)
      writeFileSync(copy, await make(path))
      return copy
    }),
  )
}

describe('an export as text gives the logons and sessions of its log', () => {
  it.each(Object.keys(XML_SHAPES))('XML: %s', async (shape) => {
    const copies = await save(shape, async (path) =>
      XML_SHAPES[shape]!(bareEvents(await exported(path, 'xml'))),
    )
    const { table, sources, failures } = await readCase(copies)
    expect(failures).toEqual([])
    expect(sources.map(({ format, message }) => [format, message])).toEqual(logs.map(() => ['xml', '']))
    const own = await readCase(logs)
    expect(table.records.length).toBe(own.table.records.length)
    expect(sources.map(({ records }) => records)).toEqual(own.sources.map(({ records }) => records))
    expect(caseLines(table)).toBe(caseLines(own.table))
  })

  it.each(['utf8', 'utf16le'] as const)('JSON lines, %s', async (encoding) => {
    const copies = await save(`lines ${encoding}`, async (path) => {
      const text = await exported(path, 'jsonl')
      return Buffer.from(encoding === 'utf8' ? text : `\ufeff${text}`, encoding)
    })
    const { table, sources } = await readCase(copies)
    expect(sources.map(({ format, message }) => [format, message])).toEqual(logs.map(() => ['jsonl', '']))
    expect(caseLines(table)).toBe(caseLines((await readCase(logs)).table))
  })

  it('fills every column as the reader of the log does', async () => {
    const copies = await save('columns', (path) => exported(path, 'xml'))
    const own = (await readCase(logs)).table
    const { table } = await readCase(copies)
    const texts = (of: EventTable, ids: ArrayLike<number | bigint>): string[] =>
      Array.from(ids, (id) => of.strings[Number(id)] ?? '')
    for (const [name, values] of Object.entries(own.family)) {
      if (typeof values === 'number') continue
      const other = table.family[name as 'ip']
      if (TEXT_FIELDS.some((field) => field === name))
        expect(texts(table, other), name).toEqual(texts(own, values))
      else expect(Array.from<bigint | number>(other), name).toEqual(Array.from<bigint | number>(values))
    }
    expect(table.records.bootTag).toEqual(own.records.bootTag)
    expect(table.records.time).toEqual(own.records.time)
  })

  it('prints the same events as its log does, but for place and what a header tells', async () => {
    const copies = await save('events', (path) => exported(path, 'xml'))
    const strip = (lines: string): unknown[] =>
      lines.split('\n').flatMap((line) => {
        if (line === '') return []
        const event = JSON.parse(line) as Record<string, unknown>
        return [{ ...event, source: 0, offset: 0, headerRecordId: 0, written: 0 }]
      })
    expect(strip(await exported(copies[0]!, 'jsonl'))).toEqual(strip(await exported(logs[0]!, 'jsonl')))
  })
})

describe('an export as text is a source like others', () => {
  it('is found in a folder by its content', async () => {
    const at = place('walk')
    writeFileSync(join(at, 'export.bin'), await exported(logs[0]!, 'xml'))
    writeFileSync(join(at, 'lines'), await exported(logs[1]!, 'jsonl'))
    writeFileSync(
      join(at, 'settings.xml'),
      '<?xml version="1.0"?><settings><EventLog>1</EventLog></settings>',
    )
    writeFileSync(join(at, 'package.json'), '{"name": "x"}')
    const { sources } = await readCase([at])
    expect(sources.map(({ name, format }) => [name, format])).toEqual([
      ['export.bin', 'xml'],
      ['lines', 'jsonl'],
    ])
  })

  it.each(['xml', 'jsonl'] as const)('shows a record as it stands in the %s', async (format) => {
    for (const encoding of ['utf8', 'utf16le'] as const) {
      const path = join(place('record'), `${format}-${encoding}`)
      writeFileSync(path, Buffer.from(await exported(logs[0]!, format), encoding))
      const { table } = await readCase([path])
      const own = (await readCase([logs[0]!])).table
      for (const row of [0, 7, table.records.length - 1]) {
        const record = await recordAt(path, table.records.offset[row]!)
        const original = await recordAt(logs[0]!, own.records.offset[row]!)
        expect(record.pairs).toEqual(original.pairs)
        expect(record.status).toBe('live')
        expect(record.xml.slice(0, 6)).toBe(format === 'xml' ? '<Event' : '{"sour')
      }
    }
  })

  it('says that JSON lines cannot become XML', async () => {
    const path = join(place('back'), 'lines.jsonl')
    writeFileSync(path, await exported(logs[0]!, 'jsonl'))
    const [state] = await renderEvents([path], 'xml', () => undefined)
    expect(state).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('--format jsonl') as string,
    })
  })
})
