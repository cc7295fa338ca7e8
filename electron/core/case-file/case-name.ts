import { CASE_EXTENSION } from '../../contract/case-constants'

/** Whether a path names a case file. */
export function isCaseName(name: string): boolean {
  return name.toLowerCase().endsWith(CASE_EXTENSION)
}
