/** The logs of an archive, ready to be read: stored ones where they lie, others as copies in the evidence cache. */
import { DamagedMember } from '../archives/checked-bytes'
import { TotalBytes } from '../archives/total-bytes'
import { type ArchiveHost, type LogMember, logMembers } from '../archives/log-members'
import type { ArchiveMember } from '../archives/archive-member'
import type { FileSpot } from '../sources/file-source'
import type { PlaceFile } from '../sources/place'
import { problemSentence, SourceProblem } from '../sources/source-problem'
import { acquire } from './acquire'
import type { Acquisition } from '../../contract/acquisition'
import type { EvidenceCache } from './evidence-cache'
import type { Gate } from './gate'

/** A log that can be read. */
export interface ReadyLog {
  /** `case.zip/folder/Security.evtx`. */
  readonly shown: string
  readonly spot: FileSpot
  /** What is wrong with it, as a sentence; null where it is whole. */
  readonly problem: string | null
  /** How its copy was made; null of one that is read where it lies. */
  readonly acquisition: Acquisition | null
}

/** Hears of logs as they come. `item` counts the logs of one archive from 0. */
export interface Receiver {
  /** It can be read as far as it has arrived. Not told of small ones. */
  began?(item: number, log: { readonly shown: string; readonly spot: FileSpot; readonly size: number }): void
  arrived?(item: number, bytes: number): void
  /** `spot` null: there is nothing of it to read. */
  ended(item: number, log: Omit<ReadyLog, 'spot'> & { readonly spot: FileSpot | null }): void
  /** Of the archive, or of an entry that was not read. */
  problem(shown: string, sentence: string): void
}

export interface ArchiveRequest {
  readonly path: string
  readonly shown: string
  /** Where the archive comes from, as records of copies have it. */
  readonly source: string
  readonly cache: EvidenceCache
  readonly version: string
  readonly caseFile: string | null
  /** What is wanted of it, as shown; left out: all. */
  readonly only?: ReadonlySet<string> | null
  readonly signal: AbortSignal
  readonly gate?: Gate
  readonly receiver: Receiver
  /** null where there is none, or the person has no other. */
  password(archive: string, wrong: boolean): Promise<string | null>
}

/** Smaller ones are here before reading them could begin. */
const WORTH_READING_EARLY = 8 * 1024 * 1024

/** Opens an archive and the archives in it. Resolves when all of its logs have ended; never rejects. */
export async function archiveLogs(request: ArchiveRequest): Promise<{ readonly logs: number }> {
  const { path, shown, signal, receiver, cache } = request
  const total = new TotalBytes()
  const host: ArchiveHost = {
    signal,
    taken: new Set(),
    hear: (where, problem) => receiver.problem(where, problem),
    ask: (archive, wrong) => request.password(archive, wrong),
    scratch: (where, member) => scratchFile(cache, where, member, total, request),
  }
  let logs = 0
  try {
    for await (const log of logMembers(path, shown, host)) {
      if (signal.aborted) break
      if (request.only && !request.only.has(log.shown)) continue
      const item = logs++
      if (log.inPlace && log.member.stored !== null) await checkInPlace(item, log, request)
      else await copy(item, log, total, request)
    }
  } catch (error) {
    receiver.problem(shown, problemSentence(error))
  }
  return { logs }
}

/** Reads what lies there only to check it; whoever reads it need not wait. */
async function checkInPlace(
  item: number,
  { shown, member }: LogMember,
  request: ArchiveRequest,
): Promise<void> {
  const { receiver, signal, gate } = request
  const spot = member.stored!
  receiver.began?.(item, { shown, spot, size: spot.size })
  receiver.arrived?.(item, spot.size)
  let problem: string | null = null
  try {
    for await (const _ of member.read()) await gate?.pass(signal)
  } catch (error) {
    problem = signal.aborted ? null : problemSentence(error)
  }
  receiver.ended(item, { shown, spot, problem, acquisition: null })
}

async function copy(
  item: number,
  { shown, member }: LogMember,
  total: TotalBytes,
  request: ArchiveRequest,
): Promise<void> {
  const { receiver, cache, signal, gate, version, caseFile } = request
  const { size } = member
  const isEarly = size !== null && size >= WORTH_READING_EARLY
  const acquired = await acquire(
    cache,
    {
      source: request.source + shown.slice(request.shown.length),
      protocol: 'archive',
      fingerprint: null,
      version,
      caseFile,
      attempts: 1,
      open: () => Promise.resolve(memberFile(member, total)),
    },
    {
      signal,
      ...(gate && { gate }),
      ...(isEarly && {
        began: (spot) => receiver.began?.(item, { shown, spot, size }),
        arrived: (bytes) => receiver.arrived?.(item, bytes),
      }),
    },
  )
  const { path: spot, problem, record: acquisition } = acquired
  receiver.ended(item, { shown, spot, problem, acquisition })
}

/** An entry as a file that is acquired. */
function memberFile(member: ArchiveMember, total: TotalBytes): PlaceFile {
  return {
    size: member.size,
    modifiedMs: member.modifiedMs,
    etag: null,
    ranges: false,
    read: () => total.count(member.read()),
  }
}

async function scratchFile(
  cache: EvidenceCache,
  shown: string,
  member: ArchiveMember,
  total: TotalBytes,
  { signal, gate }: ArchiveRequest,
): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const part = await cache.begin(member.size, null, signal)
  try {
    for await (const chunk of total.count(member.read())) {
      await gate?.pass(signal)
      await part.write(chunk)
    }
    await part.flush()
  } catch (error) {
    await part.discard()
    if (error instanceof DamagedMember)
      throw new SourceProblem(
        `The archive ${shown} inside could not be unpacked whole and was not opened. ${error.message}`,
      )
    throw error
  }
  return { path: part.path, remove: () => part.discard() }
}
