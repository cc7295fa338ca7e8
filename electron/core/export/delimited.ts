import { csvCell } from './csv-cell'

/** CSV lines of flat objects: a header of the first object's keys; values that are lists or objects as JSON. */
export function* csvLines(objects: Iterable<Record<string, unknown>>): Generator<string> {
  let columns: string[] | null = null
  for (const object of objects) {
    if (!columns) {
      columns = Object.keys(object)
      yield columns.map(csvCell).join(',') + '\n'
    }
    yield columns.map((column) => csvCell(cellValue(object[column]))).join(',') + '\n'
  }
}

export function* jsonLines(objects: Iterable<Record<string, unknown>>): Generator<string> {
  for (const object of objects) yield JSON.stringify(object) + '\n'
}

/** A table for people: columns padded to their widest cell, right-aligned where `right` says so. */
export function* tableLines(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly string[] = [],
): Generator<string> {
  const widths = headers.map((header, i) =>
    rows.reduce((width, row) => Math.max(width, (row[i] ?? '').length), header.length),
  )
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (right.includes(headers[i]!) ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd() + '\n'
  yield line(headers)
  yield line(widths.map((width) => '-'.repeat(width)))
  for (const row of rows) yield line(row)
}

function cellValue(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return JSON.stringify(value)
}
