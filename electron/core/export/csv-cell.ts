import { isFormula } from '../text/is-formula'

/**
 * One CSV cell (RFC 4180). Text that a spreadsheet would run as a formula gets a leading apostrophe; a lone "-" is Windows' empty value and
 * negative numbers are numbers: both stay as they are.
 */
export function csvCell(value: string | number | boolean | null): string {
  const text = value === null ? '' : String(value)
  return verbatimCell(isFormula(text) ? `'${text}` : text)
}

/** The same without the guard: for programs, not for spreadsheets. */
export function verbatimCell(value: string | number | boolean | null): string {
  const text = value === null ? '' : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
