import { FIRST_WIDE, type TableBuilder } from '../columns/table-builder'
import type { EvtRecord } from '../evt/record'
import { setColumnText } from './column-values'
import { legacyRow, type LegacyRow } from './legacy-values'
import { unixFileTime } from './unix-file-time'

/** Adds a legacy record to the table, in the same columns as today's. The event's time is when it was generated. */
export function addLegacyRecord(
  table: TableBuilder,
  record: EvtRecord,
  offset: number,
  channel: string,
): void {
  const { dictionary } = table
  table.addRecord(
    offset,
    record.eventId,
    dictionary.idOfText(record.source),
    dictionary.idOfText(channel),
    dictionary.idOfText(record.computer),
  )
  table.setRecordId(record.number, 0)
  const { low, high } = unixFileTime(record.generated)
  table.setTime(low, high)
  const row = legacyRow(record, channel)
  if (row) addRow(table, row)
}

function addRow(table: TableBuilder, { family, fields }: LegacyRow): void {
  const columns = fields.map(([name, text]) => [family.columns.get(name) ?? -1, text] as const)
  if (family.wildcard && !columns.some(([column]) => column >= FIRST_WIDE)) return
  table.addFamilyRow(family.kind)
  for (const [column, text] of columns) if (column >= 0) setColumnText(table, column, text)
}
