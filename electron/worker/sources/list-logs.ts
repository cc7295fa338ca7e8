import { open, readdir, stat, type FileHandle } from 'node:fs/promises'
import { sep } from 'node:path'
import { TEXT_HEAD_SIZE } from '../../core/text-sources/layout'
import { archiveKind } from '../archives/archive-kind'
import { TAR_BLOCK } from '../archives/tar-header'
import { isNamedLog, logSignature, looksLikeExport } from './log-start'
import { problemSentence } from './source-problem'

/** Deeper than any collected evidence tree (KAPE and Velociraptor stay under 15); stops folders that hold themselves. */
const MAX_DEPTH = 40
/** A full system drive has about 500,000 entries. */
const MAX_ENTRIES = 1_000_000

/** How archives of logs are named. */
const ARCHIVE_NAME = /\.(?:zip|7z|tar|tgz|gz)$/i

export const NO_LOGS_IN_FOLDER =
  'The folder holds no Windows event logs (.evtx, .evt). Nothing was read. Open a folder that does.'

/** One thing to read, or why it cannot be. */
export interface ListedLog {
  /** Where it lies: as given, joined with the path below a walked folder. */
  readonly path: string
  readonly problem: string | null
  /** Zip, gzip, tar or 7z: its logs are still to be found. */
  readonly isArchive: boolean
  /** The folder that was given and is walked; null of a file that was given. */
  readonly folder: string | null
}

/**
 * What the given paths name: each file as it is, of a folder every log below it, entries sorted by name, links not followed.
 * In a folder a log is what is named `.evtx` or `.evt`, begins with a log's signature or is an export of events as text; anything else there is passed over silently.
 * What is an archive shows in its first bytes; in a folder only what is also named like one, or like a log, is taken: documents and programs are zips too.
 */
export async function listLogs(paths: readonly string[], signal?: AbortSignal): Promise<ListedLog[]> {
  const found: ListedLog[] = []
  for (const path of paths) {
    try {
      if ((await stat(path)).isDirectory()) found.push(...(await listFolder(path, signal)))
      else found.push({ path, problem: null, isArchive: await isArchive(path), folder: null })
    } catch (error) {
      found.push({ path, problem: problemSentence(error), isArchive: false, folder: null })
    }
  }
  return found
}

async function listFolder(root: string, signal: AbortSignal | undefined): Promise<ListedLog[]> {
  const found: ListedLog[] = []
  const add = (path: string, problem: string | null, archive = false): void => {
    found.push({ path, problem, isArchive: archive, folder: root })
  }
  let entries = 0
  let cut = false
  const walk = async (folder: string, depth: number): Promise<void> => {
    let names
    try {
      names = await readdir(folder, { withFileTypes: true })
    } catch (error) {
      add(folder, problemSentence(error))
      return
    }
    names.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    for (const entry of names) {
      if (signal?.aborted) return
      if (++entries > MAX_ENTRIES || depth > MAX_DEPTH) {
        cut = true
        return
      }
      const path = joinShown(folder, entry.name)
      if (entry.isDirectory()) await walk(path, depth + 1)
      else if (!entry.isFile()) continue
      else if (isPerhapsArchive(path) && (await isArchive(path))) add(path, null, true)
      else if (isNamedLog(path) || (await beginsLikeLog(path))) add(path, null)
    }
  }
  await walk(root, 0)
  if (cut) {
    add(
      root,
      `The folder is too large to search whole (over ${MAX_ENTRIES} entries or ${MAX_DEPTH} levels). Logs found so far are read. Open a folder further down.`,
    )
  } else if (found.length === 0 && !signal?.aborted) {
    add(root, NO_LOGS_IN_FOLDER)
  }
  return found
}

const isPerhapsArchive = (path: string): boolean => ARCHIVE_NAME.test(path) || isNamedLog(path)

/** By its first bytes. */
export async function isArchive(path: string): Promise<boolean> {
  const handle = await open(path, 'r').catch(() => null)
  // Reading it says why.
  if (handle === null) return false
  try {
    const head = Buffer.alloc(TAR_BLOCK)
    const { bytesRead } = await handle.read(head, 0, head.length, 0)
    return archiveKind(head.subarray(0, bytesRead)) !== null
  } catch {
    return false
  } finally {
    await handle.close()
  }
}

/** By its first bytes; false too where they cannot be read. */
export async function beginsLikeLog(path: string): Promise<boolean> {
  try {
    const handle = await open(path, 'r')
    try {
      const head = Buffer.alloc(8)
      const { bytesRead } = await handle.read(head, 0, 8, 0)
      const start = logSignature(head.subarray(0, bytesRead))
      return start === 'log' || (start === 'maybe' && looksLikeExport(await longHead(handle)))
    } finally {
      await handle.close()
    }
  } catch {
    // Not named like a log and not readable: one of the many other files of a folder.
    return false
  }
}

async function longHead(handle: FileHandle): Promise<Uint8Array> {
  const head = new Uint8Array(TEXT_HEAD_SIZE)
  const { bytesRead } = await handle.read(head, 0, head.length, 0)
  return head.subarray(0, bytesRead)
}

function joinShown(folder: string, name: string): string {
  return folder.endsWith(sep) || folder.endsWith('/') ? folder + name : folder + sep + name
}
