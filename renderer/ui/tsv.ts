/** Rows as the clipboard takes them to a spreadsheet. */
import { visibleText } from '../../electron/core/text/visible-text'

/** What a spreadsheet would take for a formula; a lone sign is data. */
const FORMULA = /^[=+\-@\uff0b\uff0d\uff1d\uff20](?=.)/s

/** Cells by tabs, rows by line feeds. Controls are made visible, so no cell breaks a row; what would be a formula gets an apostrophe before it. */
export function tsvText(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.map(cell).join('\t')).join('\n')
}

function cell(text: string): string {
  const shown = visibleText(text)
  return FORMULA.test(shown) ? `'${shown}` : shown
}
