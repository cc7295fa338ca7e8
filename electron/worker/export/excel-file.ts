import writeExcelFile from 'write-excel-file/node'
import { factLines, type ExportCase } from '../../core/export/sessions/export-case'
import { exportColumns, type ExportValue } from '../../core/export/sessions/export-columns'
import { visibleName } from '../../core/text/visible-text'
import { ExportProblem } from './export-problem'

/** Limits of Excel: rows of a sheet (one is the header), characters of a cell. */
const MAX_ROWS = 1_048_575
const MAX_CELL = 32_767

/** A workbook: sessions, and a sheet that says where they come from. Every text is a text cell, never a formula. @throws ExportProblem for more sessions than a sheet holds */
export async function excelFile(from: ExportCase): Promise<Uint8Array> {
  if (from.sessions.length > MAX_ROWS) {
    throw new ExportProblem(
      `An Excel sheet holds ${MAX_ROWS} rows; these are ${from.sessions.length} sessions. Nothing was written. Export CSV or Parquet, or filter first.`,
    )
  }
  const columns = exportColumns(from)
  const sessions = [
    columns.map(({ name }) => ({ value: name, type: String, fontWeight: 'bold' as const })),
    ...from.sessions.map((session) => columns.map(({ value }) => cell(value(session)))),
  ]
  const facts = [
    ...factLines(from).map((line) => line.map(cell)),
    [cell('Source'), cell('Bytes'), cell('SHA-256')],
    ...from.facts.sources.map(({ path, size, sha256 }) => [cell(path), cell(size), cell(sha256)]),
  ]
  return writeExcelFile([
    { data: sessions, sheet: 'Sessions', stickyRowsCount: 1 },
    { data: facts, sheet: 'Export' },
  ]).toBuffer()
}

function cell(value: ExportValue) {
  if (value === null) return null
  if (typeof value === 'number') return { value, type: Number }
  if (typeof value === 'boolean') return { value, type: Boolean }
  const text = visibleName(value)
  return { value: text.length > MAX_CELL ? cutText(text) : text, type: String }
}

function cutText(text: string): string {
  const note = ` [cut: ${text.length} characters, whole in CSV and JSON Lines]`
  return text.slice(0, MAX_CELL - note.length) + note
}
