import { resolve } from 'node:path'
import { comparePaths } from '../../core/columns/merge-batches'
import { type AcquireOptions, asItIs, type ListedEvidence, type ListedPath } from '../listed-evidence'
import { NO_LOGS_IN_FOLDER } from '../sources/list-logs'
import { archiveLogs } from './archive-logs'
import { EvidenceCache } from './evidence-cache'

const NO_LOGS =
  'The archive holds no Windows event logs (.evtx, .evt). Nothing was read. Open one that does, or unpack it.'

/** Listed paths with the logs of each archive in its place. */
export async function openArchives(
  listed: readonly ListedPath[],
  options: AcquireOptions,
  signal: AbortSignal,
): Promise<ListedEvidence[]> {
  const cache = new EvidenceCache(options.cacheFolder)
  const found: ListedEvidence[] = []
  const folders = new Map<string, boolean>()
  for (const one of listed) {
    const { folder, shown, path } = one
    if (!one.isArchive) {
      found.push(asItIs(one))
      if (folder !== null) folders.set(folder, true)
      continue
    }
    const inside = await logsInside(one, cache, options, signal)
    // It came only in part: what is in that part is read all the same.
    if (one.flaw !== null) inside.push(failed(shown, path, one.flaw))
    if (inside.length === 0 && folder === null && !signal.aborted) inside.push(failed(shown, path, NO_LOGS))
    if (folder !== null) folders.set(folder, inside.length > 0 || folders.get(folder) === true)
    found.push(...inside)
  }
  // Its archives were all that it seemed to hold.
  for (const [folder, holdsLogs] of signal.aborted ? [] : folders)
    if (!holdsLogs) found.push(failed(folder, folder, NO_LOGS_IN_FOLDER))
  return found
}

async function logsInside(
  { path, shown, acquisitions }: ListedPath,
  cache: EvidenceCache,
  { version, password }: AcquireOptions,
  signal: AbortSignal,
): Promise<ListedEvidence[]> {
  const inside: ListedEvidence[] = []
  await archiveLogs({
    path,
    shown,
    source: acquisitions.at(-1)?.source ?? resolve(path),
    cache,
    version,
    caseFile: null,
    signal,
    password,
    receiver: {
      ended: (_, { shown: log, spot, problem, acquisition }) => {
        const ways = acquisition === null ? acquisitions : [...acquisitions, acquisition]
        inside.push(
          spot === null
            ? failed(log, path, problem ?? NO_LOGS)
            : { shown: log, spot, problem: null, flaw: problem, acquisitions: ways },
        )
      },
      problem: (where, sentence) => inside.push(failed(where, path, sentence)),
    },
  })
  return inside.sort((a, b) => comparePaths(a.shown, b.shown))
}

function failed(shown: string, spot: string, problem: string): ListedEvidence {
  return { shown, spot, problem, flaw: null, acquisitions: [] }
}
