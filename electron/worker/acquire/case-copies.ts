/**
 * The copies that are in the evidence cache for one case. Theirs are records that name its file; and, as copies are also made before a case is saved and by
 * the command line, records of no case, where the case names the copy. What another case has stays.
 */
import { realpath } from 'node:fs/promises'
import path from 'node:path'
import type { CaseCopies } from '../../contract/acquirer'
import type { Acquisition } from '../../contract/acquisition'
import { isRemoteAddress } from '../../core/text/is-remote'
import { archiveCopies, archiveOf, shownSource, type WantedLog } from './cached-logs'
import { type CachedCopy, type EvidenceCache, isCut } from './evidence-cache'

/** Copies that are named where they could not be removed; more are counted. */
const SHOWN = 10

export interface CaseCopiesRequest {
  readonly cache: EvidenceCache
  readonly caseFile: string
  /** What the case names as its logs. */
  readonly evidence: readonly WantedLog[]
  /** Removes them; else they are counted. */
  readonly remove: boolean
}

/** Counts or removes the copies of a case; a copy that cannot be removed is told, the others go on. Never rejects. */
export async function caseCopies({
  cache,
  caseFile,
  evidence,
  remove,
}: CaseCopiesRequest): Promise<CaseCopies> {
  const sum = { copies: 0, bytes: 0, shared: 0 }
  const failures: string[] = []
  try {
    const files = await namesOf(caseFile)
    const all = await cache.copies()
    const names = namedBy(evidence, all)
    for (const copy of all) {
      const others = copy.acquisitions.filter((one) => one.caseFile === null || !files.has(one.caseFile))
      const isOwn = others.length < copy.acquisitions.length
      if (!isOwn && !names(copy, null) && !others.some((one) => names(copy, one))) continue
      try {
        if (others.every((one) => one.caseFile === null && names(copy, one))) {
          sum.bytes += remove ? await cache.remove(copy) : copy.bytes
          sum.copies++
          continue
        }
        if (others.some((one) => one.caseFile !== null)) sum.shared++
        if (remove && isOwn) await cache.keepOnly(copy, others)
      } catch (error) {
        failures.push(
          `${copy.path} stays, because it could not be removed or its record not be changed (${reason(error)}). Close what reads it, or see that the folder can be written, and try again.`,
        )
      }
    }
  } catch (error) {
    failures.push(`The evidence cache ${cache.folder} could not be looked through (${reason(error)}).`)
  }
  const more = failures.length - SHOWN
  const problems = failures.slice(0, SHOWN)
  return {
    ...sum,
    problems: more > 0 ? [...problems, `${more} more copies stay for such a reason.`] : problems,
  }
}

/** What records call a case: as it was named when it was opened, by a link too. */
async function namesOf(caseFile: string): Promise<ReadonlySet<string>> {
  const file = path.resolve(caseFile)
  return new Set([file, await realpath(file).catch(() => file)])
}

/** Whether a case names a copy by its content (record null), or by what a record says of it too: an archive that its logs lay in, and what came of a log in part. */
function namedBy(
  evidence: readonly WantedLog[],
  all: readonly CachedCopy[],
): (copy: CachedCopy, record: Acquisition | null) => boolean {
  const remote = evidence.filter((log) => isRemoteAddress(log.path))
  const contents = new Set(remote.map(({ sha256 }) => sha256))
  const addresses = new Set(remote.map((log) => log.path))
  const known = archiveCopies(all)
  const archives = new Set(remote.map((log) => archiveOf(log.path, known)))
  const unpacked = new Map(evidence.map((log) => [log.path, log.sha256]))
  return ({ path: place, bytes }, record) => {
    const sha256 = path.basename(place)
    if (contents.has(sha256)) return true
    if (record === null) return false
    if (record.protocol === 'archive') return unpacked.get(record.source) === sha256
    const source = shownSource(record)
    return archives.has(source) || (addresses.has(source) && isCut(record, bytes))
  }
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))
