import { open, readdir, stat, type FileHandle } from 'node:fs/promises'
import { sep } from 'node:path'
import { TEXT_HEAD_SIZE } from '../../core/text-sources/layout'
import { textFormat } from '../../core/text-sources/text-format'
import { problemSentence } from './source-problem'

/** Deeper than any collected evidence tree (KAPE and Velociraptor stay under 15); stops folders that hold themselves. */
const MAX_DEPTH = 40
/** A full system drive has about 500,000 entries. */
const MAX_ENTRIES = 1_000_000

/** A legacy log begins with the size of its header and its signature. */
const LEGACY_START = '0\0\0\0LfLe'

/** How XML and JSON lines begin, in UTF-8 or UTF-16, with or without a byte order mark. */
const TEXT_START = /^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)?[<{]/

/** One thing to read, or why it cannot be. `path` is as given, joined with the path below a walked folder. */
export type ListedLog = { readonly path: string; readonly problem: string | null }

/**
 * What the given paths name: each file as it is, of a folder every log below it, entries sorted by name, links not followed.
 * In a folder a log is what is named `.evtx` or `.evt`, begins with a log's signature or is an export of events as text; anything else there is passed over silently.
 */
export async function listLogs(paths: readonly string[], signal?: AbortSignal): Promise<ListedLog[]> {
  const found: ListedLog[] = []
  for (const path of paths) {
    try {
      if (!(await stat(path)).isDirectory()) found.push({ path, problem: null })
      else found.push(...(await listFolder(path, signal)))
    } catch (error) {
      found.push({ path, problem: problemSentence(error) })
    }
  }
  return found
}

async function listFolder(root: string, signal: AbortSignal | undefined): Promise<ListedLog[]> {
  const found: ListedLog[] = []
  let entries = 0
  let cut = false
  const walk = async (folder: string, depth: number): Promise<void> => {
    let names
    try {
      names = await readdir(folder, { withFileTypes: true })
    } catch (error) {
      found.push({ path: folder, problem: problemSentence(error) })
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
      else if (entry.isFile() && (await looksLikeLog(path))) found.push({ path, problem: null })
    }
  }
  await walk(root, 0)
  if (cut) {
    found.push({
      path: root,
      problem: `The folder is too large to search whole (over ${MAX_ENTRIES} entries or ${MAX_DEPTH} levels). Logs found so far are read. Open a folder further down.`,
    })
  } else if (found.length === 0 && !signal?.aborted) {
    found.push({
      path: root,
      problem:
        'The folder holds no Windows event logs (.evtx, .evt). Nothing was read. Open a folder that does.',
    })
  }
  return found
}

async function looksLikeLog(path: string): Promise<boolean> {
  if (/\.evtx?$/i.test(path)) return true
  try {
    const handle = await open(path, 'r')
    try {
      const head = Buffer.alloc(8)
      const { bytesRead } = await handle.read(head, 0, 8, 0)
      const text = head.toString('latin1')
      if (bytesRead === 8 && (text === 'ElfFile\0' || text === LEGACY_START)) return true
      return TEXT_START.test(text.replaceAll(/[\0\s]/g, '')) && (await looksLikeExport(handle))
    } finally {
      await handle.close()
    }
  } catch {
    // Not named like a log and not readable: one of the many other files of a folder.
    return false
  }
}

/** A text export that a document type definition stands before is no log that somebody saved: in a folder it is passed over. */
async function looksLikeExport(handle: FileHandle): Promise<boolean> {
  const head = new Uint8Array(TEXT_HEAD_SIZE)
  const { bytesRead } = await handle.read(head, 0, head.length, 0)
  return textFormat(head.subarray(0, bytesRead))?.hasDtd === false
}

function joinShown(folder: string, name: string): string {
  return folder.endsWith(sep) || folder.endsWith('/') ? folder + name : folder + sep + name
}
