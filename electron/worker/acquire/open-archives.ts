import { comparePaths } from '../../core/columns/merge-batches'
import { asItIs, type ArchiveOptions, type ListedEvidence } from '../listed-evidence'
import { type ListedLog, NO_LOGS_IN_FOLDER } from '../sources/list-logs'
import { archiveLogs } from './archive-logs'
import { EvidenceCache } from './evidence-cache'

const NO_LOGS =
  'The archive holds no Windows event logs (.evtx, .evt). Nothing was read. Open one that does, or unpack it.'

/** Listed logs with the logs of each archive in its place. */
export async function openArchives(
  listed: readonly ListedLog[],
  { cacheFolder, version, password }: ArchiveOptions,
  signal: AbortSignal,
): Promise<ListedEvidence[]> {
  const cache = new EvidenceCache(cacheFolder)
  const found: ListedEvidence[] = []
  const folders = new Map<string, boolean>()
  for (const one of listed) {
    if (!one.isArchive) {
      found.push(asItIs(one))
      if (one.folder !== null) folders.set(one.folder, true)
      continue
    }
    const inside: ListedEvidence[] = []
    const path = one.path
    await archiveLogs({
      path,
      shown: path,
      cache,
      version,
      caseFile: null,
      signal,
      password,
      receiver: {
        ended: (_, { shown, spot, problem }) =>
          inside.push(
            spot === null
              ? { shown, spot: path, problem, flaw: null }
              : { shown, spot, problem: null, flaw: problem },
          ),
        problem: (shown, problem) => inside.push({ shown, spot: path, problem, flaw: null }),
      },
    })
    inside.sort((a, b) => comparePaths(a.shown, b.shown))
    if (inside.length === 0 && one.folder === null && !signal.aborted)
      inside.push({ shown: path, spot: path, problem: NO_LOGS, flaw: null })
    if (one.folder !== null) folders.set(one.folder, inside.length > 0 || folders.get(one.folder) === true)
    found.push(...inside)
  }
  // Its archives were all that it seemed to hold.
  for (const [folder, holdsLogs] of signal.aborted ? [] : folders)
    if (!holdsLogs) found.push({ shown: folder, spot: folder, problem: NO_LOGS_IN_FOLDER, flaw: null })
  return found
}
