/** What stands before the first character that shows: programs differ in what of it they pass over. */
const UNSEEN = /^[\p{C}\p{Z}\s]+/u
const NUMBER = /^-\d+(\.\d+)?$/
/** Signs that a formula begins with, and their wide forms (U+FF0B, FF0D, FF1D, FF20), which do where East Asian input is on. */
const SIGN = /^[=+\-@\uff0b\uff0d\uff1d\uff20]/

/** Whether a spreadsheet may run the text of a cell as a formula. A lone "-" is Windows' empty value and negative numbers are numbers: they are none. */
export function isFormula(text: string): boolean {
  if (text.startsWith('\t') || text.startsWith('\r')) return true
  const seen = text.replace(UNSEEN, '')
  return SIGN.test(seen) && seen !== '-' && !NUMBER.test(seen)
}
