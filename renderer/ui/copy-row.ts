import type { CellKeyDownEvent, FullWidthCellKeyDownEvent } from 'ag-grid-community'
import { tsvText } from './tsv'

/** Ctrl+C on a row of a grid that has one row at a time: headings and what its cells show, for a spreadsheet. True where it did. */
export function copyRow<Row>({
  api,
  node,
  event,
}: CellKeyDownEvent<Row> | FullWidthCellKeyDownEvent<Row>): boolean {
  if (!(event instanceof KeyboardEvent) || !(event.ctrlKey || event.metaKey) || event.code !== 'KeyC')
    return false
  if (window.getSelection()?.toString() !== '') return false
  const columns = api.getAllDisplayedColumns()
  const shown = columns.map((colKey) => {
    const value: unknown = api.getCellValue({ rowNode: node, colKey, useFormatter: true })
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  })
  const headings = columns.map((column) => column.getColDef().headerName ?? '')
  void window.sojourn.copyText(tsvText([headings, shown]))
  event.preventDefault()
  return true
}
