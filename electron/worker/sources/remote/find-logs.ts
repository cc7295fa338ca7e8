/** Which files of a place are logs, exports or archives of logs: by name, and by a look at the first bytes of those whose name leaves it open. */
import { TEXT_HEAD_SIZE } from '../../../core/text-sources/layout'
import { isNamedLog, logSignature, looksLikeExport } from '../log-start'
import type { Place, PlaceEntry } from '../place'
import { problemSentence, SourceProblem } from '../source-problem'
import {
  BrokenTransfer,
  ChangedServer,
  MAX_REMOTE_ENTRIES,
  RefusedCredentials,
  UnknownServer,
} from './connection'
import { lastPart } from './path-parts'

/** As deep as folders of this machine are walked. */
const MAX_DEPTH = 40
/** Any gzip could hold a log; the many of a Linux host are other things. */
const ARCHIVE_NAME = /\.(?:zip|7z|tar|tgz|(?:tar|evtx?|xml|jsonl?|csv)\.gz)$/i
/** Exports, and copies that were named by their hash or not at all. */
const PERHAPS_NAME = /^[^.]+$|\.(?:xml|jsonl?|csv)$/i
/** Each costs some round trips. */
const MAX_LOOKS = 500

export interface FoundLogs {
  /** By path. */
  readonly files: readonly PlaceEntry[]
  /** False where the path names one file. */
  readonly isFolder: boolean
  /** Folders that could not be listed, and what else is missing. */
  readonly problems: readonly { readonly path: string; readonly sentence: string }[]
}

/** True of names that are taken from a folder without a look into the file. */
export function isLogName(name: string): boolean {
  return isNamedLog(name) || ARCHIVE_NAME.test(name)
}

/** True of names that could be those of exports or of logs without an ending: the first bytes tell. */
export function isPerhapsLog(name: string): boolean {
  return PERHAPS_NAME.test(name)
}

/** The file that `path` names, or what the folder holds. @throws SourceProblem where there is nothing */
export async function lookAt(
  place: Place,
  path: string,
  signal: AbortSignal,
): Promise<{ readonly file: PlaceEntry } | { readonly entries: readonly PlaceEntry[] }> {
  let noFile: SourceProblem | null = null
  if (!path.endsWith('/')) {
    try {
      const { size, modifiedMs } = await place.open(path, signal)
      return { file: { name: lastPart(path), path, kind: 'file', size, modifiedMs } }
    } catch (error) {
      if (!(error instanceof SourceProblem) || isOfConnection(error)) throw error
      noFile = error
    }
  }
  // An SSH host says "is no file" of every folder; elsewhere why it is no file says more.
  const why = place.protocol === 'sftp' ? null : noFile
  const entries = await place.list(path, signal).catch((error: unknown) => {
    throw why === null || isOfConnection(error) ? error : why
  })
  // A prefix without objects is no folder.
  if (entries.length === 0 && why !== null) throw why
  return { entries }
}

/** The file that `path` names, or the logs below it. @throws SourceProblem where there is nothing, or too much to walk through */
export async function findLogs(place: Place, path: string, signal: AbortSignal): Promise<FoundLogs> {
  if (place.protocol === 'sftp' && path === '/')
    throw new SourceProblem(
      `A whole host is not searched. Nothing was read. Name a file or folder of it: ${place.shown}/var/evidence.`,
    )
  const seen = await lookAt(place, path, signal)
  if ('file' in seen) return { files: [seen.file], isFolder: false, problems: [] }
  const walk = new Walk(place, signal)
  await walk.through(seen.entries, 0)
  const { found, problems } = walk
  if (found.length === 0 && problems.length === 0)
    throw new SourceProblem(
      'It holds no event logs or archives (.evtx, .evt, .zip, .7z, .tar, .gz). Nothing was read.',
    )
  const files = found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
  return { files, isFolder: true, problems }
}

class Walk {
  readonly found: PlaceEntry[] = []
  readonly problems: { path: string; sentence: string }[] = []
  private entries = 0
  private looks = 0

  constructor(
    private readonly place: Place,
    private readonly signal: AbortSignal,
  ) {}

  async into(folder: string, depth: number): Promise<void> {
    await this.through(await this.place.list(folder, this.signal), depth)
  }

  async through(entries: readonly PlaceEntry[], depth: number): Promise<void> {
    this.entries += entries.length
    if (this.entries > MAX_REMOTE_ENTRIES || depth > MAX_DEPTH)
      throw new TooLarge('The folder is too large to search whole. Nothing was read. Give one further down.')
    for (const entry of entries) {
      this.signal.throwIfAborted()
      if (entry.kind === 'folder')
        await this.into(entry.path, depth + 1).catch((error: unknown) => this.passOver(entry.path, error))
      else if (isLogName(entry.name) || (isPerhapsLog(entry.name) && (await this.isLog(entry))))
        this.found.push(entry)
    }
  }

  /** One folder that may not be listed does not lose the others. */
  private passOver(path: string, error: unknown): void {
    if (error instanceof TooLarge || error instanceof BrokenTransfer || !(error instanceof SourceProblem))
      throw error
    this.problems.push({ path, sentence: problemSentence(error) })
  }

  private async isLog({ path }: PlaceEntry): Promise<boolean> {
    this.looks++
    if (this.looks > MAX_LOOKS) {
      if (this.looks === MAX_LOOKS + 1)
        this.problems.push({
          path,
          sentence: `From here on files were taken by their names only: ${MAX_LOOKS} were looked into. Give a folder further down to find exports there.`,
        })
      return false
    }
    try {
      const head = await firstBytes(this.place, path, this.signal)
      const start = logSignature(head)
      return start === 'log' || (start === 'maybe' && looksLikeExport(head))
    } catch (error) {
      if (error instanceof BrokenTransfer) throw error
      // Neither named like a log nor readable: one of the many other files of a folder.
      return false
    }
  }
}

class TooLarge extends SourceProblem {}

async function firstBytes(place: Place, path: string, signal: AbortSignal): Promise<Uint8Array> {
  const file = await place.open(path, signal)
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of file.read(0, signal)) {
    parts.push(Buffer.from(part))
    length += part.length
    if (length >= TEXT_HEAD_SIZE) break
  }
  return Buffer.concat(parts).subarray(0, TEXT_HEAD_SIZE)
}

/** Of who is asked or who asks, and not of the file. */
export function isOfServer(error: unknown): boolean {
  return isOfConnection(error) || error instanceof UnknownServer || error instanceof ChangedServer
}

function isOfConnection(error: unknown): boolean {
  return error instanceof RefusedCredentials || error instanceof BrokenTransfer
}
