import type { ChunkReport } from '../../electron/core/evtx/chunk'
import type { Event } from '../../electron/core/evtx/event'
import type { TableBatch } from '../../electron/core/columns/table-builder'
import { xmlFault } from '../fixtures/strict-xml'
import type { Readings } from './consumers'

/** What must hold of any chunk's readings; each line says in a sentence what does not. */
export function brokenInvariants({ table: tabled, jsonl, xml, csv, loop }: Readings): string[] {
  const { report: table, batch } = tabled
  const broken: string[] = []
  const expect = (holds: boolean, sentence: string): void => {
    if (!holds) broken.push(sentence)
  }
  const reports: readonly (readonly [string, ChunkReport])[] = [
    ['table', table],
    ['jsonl', jsonl.report],
    ['xml', xml.report],
    ['csv', csv.report],
  ]
  for (const [name, { records, status }] of reports) {
    const { seen, decoded, damaged, skipped } = records
    expect(
      seen === decoded + damaged + skipped,
      `${name}: ${seen} seen = ${decoded} + ${damaged} + ${skipped}`,
    )
    expect(seen === table.records.seen, `${name} sees ${seen} records, the table ${table.records.seen}`)
    expect(skipped === table.records.skipped, `${name} skips ${skipped}, the table ${table.records.skipped}`)
    expect(status === table.status, `${name}: chunk is ${status}, for the table ${table.status}`)
  }
  const found = table.records.seen - table.records.skipped
  expect(
    batch.recordCount === table.records.decoded,
    `${batch.recordCount} rows, ${table.records.decoded} decoded`,
  )
  expect(
    csv.report.records.decoded === jsonl.report.records.decoded,
    'csv and jsonl decode other numbers of records',
  )
  // The table reads the slots it needs, XML needs no System: both may make sense of more records than the list of values.
  expect(table.records.decoded >= jsonl.report.records.decoded, 'the table decodes fewer records than jsonl')
  expect(xml.report.records.decoded >= jsonl.report.records.decoded, 'xml decodes fewer records than jsonl')
  const lines = jsonl.text.split('\n').slice(0, -1)
  expect(lines.length === found, `${lines.length} lines of jsonl for ${found} records`)
  if (loop) {
    expect(same(loop.table.report, table), 'the record loop reports the table otherwise than TypeScript')
    expect(same(loop.xml.report, xml.report), 'the record loop reports the XML otherwise than TypeScript')
    expect(same(loop.table.lines, tabled.lines), 'the record loop fills the table otherwise than TypeScript')
    expect(loop.xml.text === xml.text, 'the record loop writes other XML than TypeScript')
  }
  broken.push(...differences(lines, batch))
  const fault = xmlFault(`<Events>${xml.text}</Events>`)
  if (fault !== null) broken.push(`xml is not well-formed: ${fault}`)
  return broken
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Columns of the table against the lines, for records that both could read. */
function differences(lines: readonly string[], batch: TableBatch): string[] {
  const byOffset = new Map<number, Event>()
  for (const line of lines) {
    const event = JSON.parse(line) as Event & { readonly offset: number }
    if (event.status === 'live') byOffset.set(event.offset, event)
  }
  const broken: string[] = []
  for (let row = 0; row < batch.recordCount; row++) {
    const event = byOffset.get(batch.offset[row]!)
    // The table reads slots without asking whether another slot drops their element; no real template does that.
    if (!event || event.eventId === null) continue
    const eventId = event.eventId & 0xffff
    if (eventId !== batch.eventId[row])
      broken.push(`event id ${batch.eventId[row]} in the table, ${eventId} in jsonl`)
  }
  return broken.slice(0, 3)
}
