/** What the evidence cache has of logs of other computers, as evidence of the command line. */
import { cachedLogs, type WantedLog } from './acquire/cached-logs'
import { EvidenceCache } from './acquire/evidence-cache'
import type { AcquireOptions, ListedEvidence } from './listed-evidence'

export type { WantedLog }

/** By SHA-256, and contacting nobody. `missing`: what is not there. */
export async function cachedEvidence(
  wanted: readonly WantedLog[],
  { cacheFolder, version, password }: AcquireOptions,
  signal: AbortSignal,
): Promise<{ readonly listed: ListedEvidence[]; readonly missing: WantedLog[] }> {
  const listed: ListedEvidence[] = []
  const failed = (shown: string, problem: string): void => {
    listed.push({ shown, spot: shown, problem, flaw: null, acquisitions: [] })
  }
  const found = new Set<string>()
  await cachedLogs({
    cache: new EvidenceCache(cacheFolder),
    wanted,
    version,
    password,
    signal,
    caseFile: null,
    receiver: {
      found: ({ shown, spot, problem, acquisitions }) => {
        found.add(shown)
        listed.push({ shown, spot, problem: null, flaw: problem, acquisitions })
      },
      cut: failed,
      problem: failed,
    },
  })
  return { listed, missing: wanted.filter(({ path }) => !found.has(path)) }
}
