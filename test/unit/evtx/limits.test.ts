import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { FAMILY_FIELDS } from '../../../electron/core/columns/table-builder'
import * as layout from '../../../electron/core/evtx/layout'

const ELECTRON = path.resolve(import.meta.dirname, '../../../electron')
const UNIT = path.resolve(import.meta.dirname, '..')

/** Where each named limit of the reader is reached, and passed, by a test. */
const TESTED: Readonly<Record<string, string>> = {
  MAX_VALUES: 'evtx/bounds',
  MAX_STREAM_DEPTH: 'evtx/bounds',
  MAX_ELEMENT_DEPTH: 'evtx/bounds',
  MAX_NAME_UNITS: 'evtx/bounds',
  MAX_TEMPLATE_UNITS: 'evtx/bounds',
  MAX_CHUNK_DEFINITION_UNITS: 'evtx/bounds',
  MAX_RECORD_UNITS: 'evtx/bounds',
  MAX_CHUNK_UNITS: 'evtx/bounds',
  MAX_PROBLEMS: 'evtx/bounds',
  MAX_KEPT_UNITS: 'evtx/template-limits',
  MAX_SAME_ID: 'evtx/template-limits',
  MAX_TEMPLATES: 'evtx/template-limits',
  MAX_CODE: 'evtx/template-limits',
  MAX_DEFINITIONS: 'evtx/recovery-limits',
  MAX_VARIANTS: 'evtx/recovery-limits',
  MAX_CANDIDATE_SIZE: 'evtx/recovery-limits',
  MAX_ID_HIGH: 'evtx/recovery-limits',
  MAX_RECORD_TRAIL: 'evtx/recovery-limits',
  MAX_RAW_VALUES: 'evtx/recovery-limits',
  MAX_RECOVERED_RANGES: 'evtx/recovery-limits',
  MAX_EVT_RECORD_SIZE: 'evt/limits',
  MAX_EVT_PROBLEMS: 'evt/limits',
  MAX_EVT_FILE_SIZE: 'evt/read-evt',
  MAX_PROBES: 'columns/string-dictionary',
  MAX_TEXT: 'worker/limits',
  MAX_SUSPECTS: 'worker/limits',
  MAX_WARNINGS: 'worker/limits',
  MAX_PLACES: 'worker/damage-list',
  MAX_TARGETS: 'worker/limits',
  MAX_KEY_BYTES: 'acquire/asking-desk',
  MAX_AUTHORITIES_BYTES: 'acquire/asking-desk',
  MAX_ARCHIVE_ENTRIES: 'archives/limits',
  MAX_MEMBER_BYTES: 'archives/limits',
  MAX_TOTAL_BYTES: 'archives/limits',
  MAX_DIRECTORY_BYTES: 'archives/limits',
  MAX_TAR_HEADER_BYTES: 'archives/limits',
  MAX_RATIO: 'archives/outcomes',
  MAX_ARCHIVE_DEPTH: 'archives/outcomes',
  MAX_TEXT_BYTES: 'archives/broken-streams',
  MAX_READ_AGAIN: 'archives/broken-streams',
  MAX_DICTIONARY_BYTES: 'archives/seven-zip',
  MAX_STREAMS: 'archives/seven-zip',
  MAX_KEY_POWER: 'archives/seven-zip',
  MAX_ATTEMPTS: 'acquire/acquire',
  MAX_DEPTH: 'worker/limits',
  MAX_ENTRIES: 'worker/folder-limit',
}

/** No bound of what a file may ask for. */
const OF_THE_FORM: ReadonlySet<string> = new Set([
  // A chunk cannot hold more: see the sum there.
  'MAX_RECORDS',
  // Number of family columns, fixed by the code.
  'MAX_COLUMNS',
  // Read in TypeScript in the thread of the case: how long, not how much.
  'MAX_REBUILD_MS',
])

/** Those of the record loop that stand for one in layout.ts. */
const MIRRORED: Readonly<Record<string, keyof typeof layout>> = {
  MAX_UNITS: 'MAX_TEMPLATE_UNITS',
  MAX_NAME_UNITS: 'MAX_NAME_UNITS',
  MAX_DEPTH: 'MAX_ELEMENT_DEPTH',
  MAX_RECORD_UNITS: 'MAX_RECORD_UNITS',
  MAX_CHUNK_UNITS: 'MAX_CHUNK_UNITS',
  MAX_VALUES: 'MAX_VALUES',
}

interface Limit {
  readonly file: string
  readonly name: string
  readonly value: string
  /** The lines above it up to the nearest blank one. */
  readonly above: string
}

function limitsIn(folder: string): Limit[] {
  return fs
    .readdirSync(path.join(ELECTRON, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const file = path.join(folder, name)
      const lines = fs.readFileSync(path.join(ELECTRON, file), 'utf8').split('\n')
      return lines.flatMap((line, i) => {
        const match = /^(?:export )?const (MAX_\w+)[^=]*= (.+)$/.exec(line)
        if (!match) return []
        const blank = lines.lastIndexOf('', i)
        return [{ file, name: match[1]!, value: match[2]!, above: lines.slice(blank + 1, i).join('\n') }]
      })
    })
}

describe('named limits of the reader', () => {
  // The limits of exports are those of the formats, those of text sources and of the network stand in their own tests.
  const limits = ['core/evtx', 'core/evt', 'worker']
    .flatMap(limitsIn)
    .filter(
      ({ file }) => !file.includes('export') && !file.endsWith('read-text.ts') && !file.includes('remote'),
    )
  const isMirror = ({ file, name }: Limit): boolean => file.includes('wasm') && name in MIRRORED

  test('each has a reason beside it', () => {
    expect(limits.length).toBeGreaterThan(30)
    expect(limits.filter(({ above }) => !above.includes('*')).map(({ name }) => name)).toEqual([])
  })

  test('each is reached by a test', () => {
    const untested = limits.filter(
      (limit) => !isMirror(limit) && !OF_THE_FORM.has(limit.name) && !(limit.name in TESTED),
    )
    expect(untested.map(({ file, name }) => `${file}: ${name}`)).toEqual([])
    for (const file of Object.values(TESTED))
      expect(fs.existsSync(path.join(UNIT, `${file}.test.ts`)), file).toBe(true)
  })

  test('the record loop has room for every column', () => {
    const room = limits.find(({ name }) => name === 'MAX_COLUMNS')
    expect(Number(room?.value)).toBeGreaterThanOrEqual(FAMILY_FIELDS.length)
  })

  test('those of the record loop are those of TypeScript', () => {
    const mirrors = limits.filter(isMirror)
    expect(mirrors.length).toBeGreaterThanOrEqual(7)
    for (const { name, value } of mirrors) expect(Number(value), name).toBe(layout[MIRRORED[name]!])
  })
})
