/** Names of logs, as the open dialog offers them and as arguments are told from other words. */
import path from 'node:path'

export const LOG_EXTENSIONS: readonly string[] = ['.evtx', '.evt', '.xml', '.jsonl']

export const ARCHIVE_EXTENSIONS: readonly string[] = ['.zip', '.7z', '.tar', '.gz', '.tgz']

export function isLogName(name: string): boolean {
  return LOG_EXTENSIONS.includes(path.extname(name).toLowerCase())
}
