/** Names of logs and cases, as the open dialog offers them and as arguments are told from other words. */
import path from 'node:path'
import { CASE_EXTENSION } from '../contract/case-constants'

export const LOG_EXTENSIONS: readonly string[] = ['.evtx', '.evt']

export function isCaseName(name: string): boolean {
  return path.extname(name).toLowerCase() === CASE_EXTENSION
}

export function isLogName(name: string): boolean {
  return LOG_EXTENSIONS.includes(path.extname(name).toLowerCase())
}
