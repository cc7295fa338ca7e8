import { visibleText } from '../../text/visible-text'
import { csvCell, verbatimCell } from '../csv-cell'
import type { ExportCase } from './export-case'
import { exportColumns, type ExportValue } from './export-columns'

/**
 * Sessions as CSV (RFC 4180) with a header line.
 * @param verbatim text as it is in the log; else invisible characters are shown as tokens and what a spreadsheet would run is guarded
 */
export function* exportCsv(from: ExportCase, verbatim: boolean): Generator<string> {
  const columns = exportColumns(from)
  const cell = verbatim ? verbatimCell : safeCell
  yield columns.map(({ name }) => name).join(',') + '\r\n'
  for (const session of from.sessions) {
    yield columns.map(({ value }) => cell(value(session))).join(',') + '\r\n'
  }
}

function safeCell(value: ExportValue): string {
  return csvCell(typeof value === 'string' ? visibleText(value) : value)
}
