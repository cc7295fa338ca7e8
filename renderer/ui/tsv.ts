/** Rows as the clipboard takes them to a spreadsheet. */
import { isFormula } from '../../electron/core/text/is-formula'
import { visibleText } from '../../electron/core/text/visible-text'

/** Cells by tabs, rows by line feeds. Controls are made visible, so no cell breaks a row; what would be a formula gets an apostrophe before it. */
export function tsvText(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.map(cell).join('\t')).join('\n')
}

function cell(text: string): string {
  const shown = visibleText(text)
  return isFormula(text) || isFormula(shown) ? `'${shown}` : shown
}
