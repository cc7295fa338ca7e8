/** Every format is read back by a library that is not ours; text from a log stays text in all of them. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parquetReadObjects } from 'hyparquet'
import Papa from 'papaparse'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXPORT_FORMATS, type ExportFormat } from '../../../electron/contract/exports'
import { exportColumns } from '../../../electron/core/export/sessions/export-columns'
import { visibleName, visibleText } from '../../../electron/core/text/visible-text'
import { writeExport } from '../../../electron/worker/export/write-export'
import { HOSTILE_NAMES, hostileCase } from '../../fixtures/hostile-case'

const from = hostileCase()
const paths = new Map<ExportFormat, string>()
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sojourn-export-'))
  for (const format of EXPORT_FORMATS) {
    paths.set(format, (await writeExport(join(folder, `sessions.${format}`), format, from)).path)
  }
})
afterAll(() => rm(folder, { recursive: true }))

const bytes = (format: ExportFormat): Promise<Buffer> => readFile(paths.get(format)!)
const read = async (format: ExportFormat): Promise<string> => (await bytes(format)).toString('utf8')
/** What UTF-8 makes of a lone surrogate. */
const encoded = (text: string): string => Buffer.from(text).toString('utf8')
const accounts = (): string[] => from.sessions.map(({ account }) => account!)

describe('exports of sessions with hostile names', () => {
  it('hold every session', () => {
    expect(accounts().toSorted()).toEqual(HOSTILE_NAMES.toSorted())
  })

  it('CSV: a spreadsheet runs nothing, a lone "-" stays', async () => {
    const { data, errors } = Papa.parse<Record<string, string>>(await read('csv'), {
      header: true,
      skipEmptyLines: true,
    })
    expect(errors).toEqual([])
    expect(data.map((row) => row['account'])).toEqual(
      accounts().map((name) => {
        const shown = visibleText(name)
        return /^[=+@]|^-./.test(shown) ? `'${shown}` : shown
      }),
    )
    for (const cell of data.flatMap((row) => Object.values(row)))
      expect(cell).not.toMatch(/^[=+@\t\r]|^-[^\d]/)
  })

  it('CSV, verbatim: text as it is in the log', async () => {
    const { data, errors } = Papa.parse<Record<string, string>>(await read('csv-verbatim'), {
      header: true,
      skipEmptyLines: true,
    })
    expect(errors).toEqual([])
    expect(data.map((row) => row['account'])).toEqual(accounts().map(encoded))
  })

  it('JSON Lines: whole sessions', async () => {
    const lines = (await read('jsonl')).trimEnd().split('\n')
    expect(lines.map((line) => (JSON.parse(line) as { account: string }).account)).toEqual(accounts())
  })

  it('tags, notes and verdicts of the case go with their sessions', async () => {
    const { data } = Papa.parse<Record<string, string>>(await read('csv-verbatim'), {
      header: true,
      skipEmptyLines: true,
    })
    const lines = (await read('jsonl')).trimEnd().split('\n')
    const sketched = (await read('timesketch-jsonl')).trimEnd().split('\n')
    for (const [i, payload] of accounts().entries()) {
      const said = from.said.get(from.sessions[i]!.id)!
      expect(data[i]).toMatchObject({
        tags: encoded(said.tags.join(', ')),
        bookmark: 'true',
        note: encoded(said.note),
        verdict: 'dismissed',
        verdict_reason: encoded(said.note),
      })
      const { session: _session, about: _about, ...told } = said
      expect(JSON.parse(lines[i]!)).toMatchObject({ account: payload, said: told })
      expect(JSON.parse(sketched[2 * i]!)).toMatchObject({ tag: said.tags, verdict: 'dismissed' })
    }
  })

  it('Excel: text cells, no formula', async () => {
    const [header, ...rows]: unknown[][] = await readSheet(await bytes('xlsx'), 'Sessions')
    const columns = exportColumns(from)
    expect(header).toEqual(columns.map(({ name }) => name))
    expect(rows.map(([account]) => account)).toEqual(accounts().map((name) => visibleName(name)))
    expect((await bytes('xlsx')).includes('<f>')).toBe(false)
  })

  it('Parquet: every column', async () => {
    const file = await bytes('parquet')
    const objects = await parquetReadObjects({ file: new Uint8Array(file).buffer })
    const columns = exportColumns(from)
    expect(objects).toEqual(
      from.sessions.map((session) =>
        Object.fromEntries<unknown>(
          columns.map(({ name, type, value }): [string, unknown] => {
            const cell = value(session)
            if (typeof cell === 'string') return [name, encoded(cell)]
            return [name, type === 'integer' && typeof cell === 'number' ? BigInt(cell) : cell]
          }),
        ),
      ),
    )
  })

  it('Timesketch: two events a session, with the fields it asks for', async () => {
    const lines = (await read('timesketch-jsonl')).trimEnd().split('\n')
    const events = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(events.length).toBe(2 * from.sessions.length)
    for (const event of events) {
      expect(typeof event['message']).toBe('string')
      expect(Date.parse(event['datetime'] as string) * 1000).toBeCloseTo(event['timestamp'] as number, -4)
      expect(['Logon', 'Logoff']).toContain(event['timestamp_desc'])
    }
    const { data, errors } = Papa.parse<Record<string, string>>(await read('timesketch-csv'), {
      header: true,
      skipEmptyLines: true,
    })
    expect(errors).toEqual([])
    expect(data.length).toBe(events.length)
  })

  it('say beside each file what it holds, and leave nothing half done', async () => {
    const facts = JSON.parse(await readFile(`${paths.get('csv')!}.export.json`, 'utf8')) as Record<
      string,
      unknown
    >
    expect(facts).toMatchObject({ filter: 'account:"<b>"', zone: 'UTC', exported: from.sessions.length })
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('never take the place of an open log', async () => {
    const log = join(folder, 'Security.evtx')
    await writeFile(log, 'evidence')
    const facts = { ...from.facts, sources: [{ path: log, sha256: null, size: 8 }] }
    await expect(writeExport(log, 'csv', { ...from, facts })).rejects.toThrow('is one of the open logs')
    expect(await readFile(log, 'utf8')).toBe('evidence')
  })

  it('say so where nothing can be written', async () => {
    await expect(writeExport(join(folder, 'none', 'x.csv'), 'csv', from)).rejects.toThrow(
      'could not be written',
    )
  })
})
