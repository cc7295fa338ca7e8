import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { TEXT_FIELDS, type EventTable, type TextColumn } from '../../../electron/core/columns/event-table'
import { CaseLines } from '../../../electron/core/export/case-lines'
import { findCopies } from '../../../electron/core/sessions/records/record-copies'
import { reconstruct } from '../../../electron/core/sessions/reconstruct'
import { readTable } from '../../fixtures/read-table'

const SAMPLE = join(import.meta.dirname, '../../../assets/sample')

/** The same table with other numbers for its texts, and a text that no record has. */
function renumbered(table: EventTable): EventTable {
  const { records, family } = table
  const last = table.strings.length
  const renumber = (ids: TextColumn): TextColumn =>
    Uint32Array.from(ids, (id) => (id === 0 ? 0 : last + 1 - id))
  const texts = Object.fromEntries(TEXT_FIELDS.map((field) => [field, renumber(family[field])]))
  return {
    ...table,
    strings: ['', 'nowhere', ...table.strings.slice(1).reverse()],
    records: {
      ...records,
      provider: renumber(records.provider),
      channel: renumber(records.channel),
      computer: renumber(records.computer),
    },
    family: { ...family, ...texts },
  }
}

function linesOf(table: EventTable): string[] {
  const found = reconstruct(table)
  const names = { ...found, logonIds: found.logons.map(({ id }) => id), copies: findCopies(table) }
  const lines = new CaseLines(table, names)
  return [
    ...found.logons.map((logon) => lines.logon(logon)),
    ...found.sessions.map((session) => lines.session(session)),
  ]
}

test('what is made of a table does not depend on the numbers of its texts', () => {
  const names = readdirSync(SAMPLE, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.evtx'),
  )
  const table = readTable(names.sort().map((name) => ({ name, bytes: readFileSync(join(SAMPLE, name)) })))
  const other = renumbered(table)
  expect(other.strings[other.records.computer[0]!]).toBe(table.strings[table.records.computer[0]!])
  const lines = linesOf(table)
  expect(lines.length).toBeGreaterThan(100)
  expect(linesOf(other)).toEqual(lines)
})
