/** From what a person named to the log files in it. */
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'

export const LOG_EXTENSIONS: readonly string[] = ['.evtx']
/** More logs than any one case holds (a fleet of 10,000 hosts has about 40 each of interest); stops a walk of a whole disk. */
const LOG_LIMIT = 100_000
/** Deeper than collected triage folders are; stops a hostile nest. */
const DEPTH_LIMIT = 32

export interface FoundLogs {
  readonly files: readonly string[]
  /** One sentence for each named path that gave nothing, in the order given. */
  readonly problems: readonly string[]
}

/**
 * A named file counts whatever its extension: its reader says what is wrong with it. Of a folder all logs below it
 * count, sorted by name, links not followed. Never throws.
 */
export async function findLogs(paths: readonly string[]): Promise<FoundLogs> {
  const files: string[] = []
  const problems: string[] = []
  for (const named of paths) {
    try {
      const before = files.length
      if (!(await stat(named)).isDirectory()) files.push(named)
      else await walk(named, 0, files)
      if (files.length === before) problems.push(emptyFolder(named))
    } catch (error) {
      problems.push(unreadable(named, error))
    }
  }
  return { files, problems }
}

export function isLogName(name: string): boolean {
  return LOG_EXTENSIONS.includes(path.extname(name).toLowerCase())
}

async function walk(folder: string, depth: number, files: string[]): Promise<void> {
  if (depth > DEPTH_LIMIT) return
  const entries = await readdir(folder, { withFileTypes: true })
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    if (files.length >= LOG_LIMIT) return
    const full = path.join(folder, entry.name)
    if (entry.isDirectory()) await walkBelow(full, depth, files)
    else if (entry.isFile() && isLogName(entry.name)) files.push(full)
  }
}

/** A folder below the named one that may not be entered does not stop the walk. */
async function walkBelow(folder: string, depth: number, files: string[]): Promise<void> {
  try {
    await walk(folder, depth + 1, files)
  } catch {
    return
  }
}

function emptyFolder(folder: string): string {
  return `${folder} holds no event logs (${LOG_EXTENSIONS.join(', ')}). Nothing was opened from it; choose a folder with logs.`
}

function unreadable(name: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return `${name} was not found. Nothing was opened from it; check the path.`
  if (code === 'EACCES' || code === 'EPERM')
    return `${name} may not be read by this user. Nothing was opened from it; ask for permission or work on a copy.`
  return `${name} cannot be read (${String(code ?? error)}). Nothing was opened from it.`
}
