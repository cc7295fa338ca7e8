/**
 * Logs of other computers that a case names, from what the evidence cache has of them. Nobody is contacted: a log is found by its SHA-256, or in the copy of
 * the archive that it lay in, where only an entry of that SHA-256 counts.
 */
import type { Acquisition } from '../../contract/acquisition'
import { fullHash } from '../same-content'
import { type FileSpot, openFile } from '../sources/file-source'
import { type ArchiveRequest, archiveLogs, type ReadyLog } from './archive-logs'
import type { CachedCopy } from './evidence-cache'

/** As the case has it. */
export interface WantedLog {
  /** Its address, or that of its archive with its name behind. */
  readonly path: string
  readonly sha256: string
}

export interface CachedLog extends Pick<ReadyLog, 'shown' | 'spot' | 'problem'> {
  /** How it came here: of the archive that it lay in first, then its own. */
  readonly acquisitions: readonly Acquisition[]
  /** Its server may have more of it. */
  readonly isCut: boolean
}

export interface CachedReceiver {
  found(log: CachedLog): void
  /** The copy of an archive that is not whole: what can be read of it is read, and its server may have more. */
  cut(archive: string, problem: string): void
  /** Why a log was not found in a copy of its archive. */
  problem(shown: string, sentence: string): void
}

export interface CachedRequest extends Pick<
  ArchiveRequest,
  'cache' | 'version' | 'caseFile' | 'signal' | 'password' | 'gate'
> {
  readonly wanted: readonly WantedLog[]
  readonly receiver: CachedReceiver
}

/** A copy of an archive, and how it came. */
interface ArchiveCopy {
  readonly path: string
  readonly record: Acquisition
}

/** Resolves when all that is in the cache was told of; what was not is not there. */
export async function cachedLogs(request: CachedRequest): Promise<void> {
  const { cache, wanted, receiver, signal } = request
  const lost = new Set<WantedLog>()
  for (const log of wanted) {
    const copy = await cache.copyOf(log.sha256)
    if (copy === null) lost.add(log)
    else receiver.found(asItCame(log, copy))
  }
  const copies = archiveCopies(await cache.copies())
  const inArchives = new Map<string, WantedLog[]>()
  for (const log of wanted) {
    const archive = archiveOf(log.path, copies)
    if (archive === null) continue
    const known = inArchives.get(archive)
    if (known === undefined) inArchives.set(archive, [log])
    else known.push(log)
  }
  for (const [archive, all] of inArchives) {
    const own = copies.get(archive)!
    const [latest] = own
    if (latest!.record.problem !== null) receiver.cut(archive, latest!.record.problem)
    const logs = all.filter((log) => lost.has(log))
    if (logs.length > 0 && !signal.aborted) await fromArchive(archive, own, logs, request)
  }
}

function asItCame({ path }: WantedLog, { path: spot, acquisitions }: CachedCopy): CachedLog {
  const own = acquisitions.filter(({ source }) => source === path || asS3(source) === path)
  const { problem = null, protocol } = own.toSorted(byEnd).at(-1) ?? {}
  const isCut = problem !== null && protocol !== 'archive'
  return { shown: path, spot, problem, isCut, acquisitions: own.length > 0 ? own : acquisitions }
}

/** What came from servers, by what it is called in results; of one address the latest copy first. */
export function archiveCopies(copies: readonly CachedCopy[]): Map<string, ArchiveCopy[]> {
  const found = new Map<string, ArchiveCopy[]>()
  for (const { path, acquisitions } of copies)
    for (const record of acquisitions) {
      if (record.protocol === 'archive') continue
      const name = shownSource(record)
      const known = found.get(name)
      if (known === undefined) found.set(name, [{ path, record }])
      else known.push({ path, record })
    }
  for (const ones of found.values()) ones.sort((a, b) => byEnd(b.record, a.record))
  return found
}

/** The archive of `sftp://host/case.zip/Security.evtx`; null of what lies in none that is here. */
export function archiveOf(path: string, copies: ReadonlyMap<string, unknown>): string | null {
  for (const { index } of path.matchAll(/\//g))
    if (copies.has(path.slice(0, index))) return path.slice(0, index)
  return null
}

/** A server may have changed the archive since, so each copy of it is looked into until all are found. */
async function fromArchive(
  shown: string,
  copies: readonly ArchiveCopy[],
  wanted: readonly WantedLog[],
  request: CachedRequest,
): Promise<void> {
  const { receiver, signal } = request
  const left = new Map(wanted.map(({ path, sha256 }) => [path, sha256]))
  const problems: (readonly [string, string])[] = []
  for (const { path, record } of copies) {
    if (left.size === 0 || signal.aborted) break
    for (const log of await entriesOf(path, shown, record, new Set(left.keys()), problems, request)) {
      const { spot, problem, acquisition } = log
      const sha256 = acquisition?.sha256 ?? (await hashOf(spot, signal))
      if (sha256 === null || left.get(log.shown) !== sha256) continue
      left.delete(log.shown)
      const acquisitions = acquisition === null ? [record] : [record, acquisition]
      receiver.found({ shown: log.shown, spot, problem, isCut: false, acquisitions })
    }
  }
  if (left.size > 0) for (const [where, sentence] of problems) receiver.problem(where, sentence)
}

async function entriesOf(
  path: string,
  shown: string,
  { source }: Acquisition,
  only: ReadonlySet<string>,
  problems: (readonly [string, string])[],
  request: CachedRequest,
): Promise<ReadyLog[]> {
  const found: ReadyLog[] = []
  const { cache, version, caseFile, signal, gate, password } = request
  await archiveLogs({
    ...{ path, shown, source, only, cache, version, caseFile, signal, password },
    ...(gate && { gate }),
    receiver: {
      ended: (_, log) => {
        if (log.problem !== null) problems.push([log.shown, log.problem])
        if (log.spot !== null) found.push({ ...log, spot: log.spot })
      },
      problem: (where, sentence) => problems.push([where, sentence]),
    },
  })
  return found
}

/** null where it cannot be read: then it is as good as not there. */
async function hashOf(spot: FileSpot, signal: AbortSignal): Promise<string | null> {
  const file = await openFile(spot).catch(() => null)
  if (file === null) return null
  try {
    return await fullHash(file, signal)
  } catch {
    return null
  } finally {
    await file.close()
  }
}

const byEnd = (a: Acquisition, b: Acquisition): number => (a.end < b.end ? -1 : a.end > b.end ? 1 : 0)

/** What is called so in results. */
export function shownSource({ protocol, source }: Acquisition): string {
  return protocol === 's3' ? asS3(source) : source
}

/** Records name the server of a bucket, results the bucket. */
function asS3(source: string): string {
  return source.replace(/^https?:\/\/[^/]+\//, 's3://')
}
