/** Which files of a place are logs or archives of logs, as far as names tell: looking into each would transfer it. */
import type { Place, PlaceEntry } from '../place'
import { SourceProblem } from '../source-problem'
import { BrokenTransfer, MAX_REMOTE_ENTRIES, RefusedCredentials } from './connection'
import { lastPart } from './path-parts'

/** As deep as folders of this machine are walked. */
const MAX_DEPTH = 40
const LOG_NAME = /\.(?:evtx?|zip|7z|tar|tgz|gz)$/i

/** True of names that are taken from a folder. */
export function isLogName(name: string): boolean {
  return LOG_NAME.test(name)
}

/**
 * The file that `path` names, or the logs below it, by path. @throws SourceProblem where there is nothing, or too much to walk through
 */
export async function findLogs(
  place: Place,
  path: string,
  signal: AbortSignal,
): Promise<readonly PlaceEntry[]> {
  let noFile: unknown = null
  if (!path.endsWith('/')) {
    try {
      const { size, modifiedMs } = await place.open(path, signal)
      return [{ name: lastPart(path), path, kind: 'file', size, modifiedMs }]
    } catch (error) {
      if (
        !(error instanceof SourceProblem) ||
        error instanceof RefusedCredentials ||
        error instanceof BrokenTransfer
      )
        throw error
      noFile = error
    }
  }
  const found = await walk(place, path, signal).catch((error: unknown) => {
    throw noFile ?? error
  })
  if (found.length > 0) return found
  if (noFile !== null && place.protocol !== 'sftp') throw noFile as SourceProblem
  throw new SourceProblem(
    'It holds no event logs or archives (.evtx, .evt, .zip, .7z, .tar, .gz). Nothing was read.',
  )
}

async function walk(place: Place, root: string, signal: AbortSignal): Promise<readonly PlaceEntry[]> {
  const found: PlaceEntry[] = []
  let seen = 0
  const into = async (path: string, depth: number): Promise<void> => {
    const entries = await place.list(path, signal)
    seen += entries.length
    if (seen > MAX_REMOTE_ENTRIES || depth > MAX_DEPTH)
      throw new SourceProblem(
        'The folder is too large to search whole. Nothing was read. Give one further down.',
      )
    for (const entry of entries) {
      signal.throwIfAborted()
      if (entry.kind === 'folder') await into(entry.path, depth + 1)
      else if (isLogName(entry.name)) found.push(entry)
    }
  }
  await into(root, 0)
  return found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
}
