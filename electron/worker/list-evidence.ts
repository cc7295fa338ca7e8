import {
  type AcquireOptions,
  asItIs,
  type CopyHearer,
  type ListedEvidence,
  listedPath,
  type ListedPath,
} from './listed-evidence'
import type { ReadOptions } from './read-options'
import { listLogs } from './sources/list-logs'
import { isRemoteAddress } from '../core/text/is-remote'

/**
 * What paths and addresses name: files of other computers copied to the cache, archives opened, their stored logs where they lie, others copied
 * too. Logs of a folder or an archive come by name.
 * @param hearer hears of what is copied from other computers before all of it is here
 */
export async function listEvidence(
  paths: readonly string[],
  { signal, acquiring, cached = [] }: Pick<ReadOptions, 'signal' | 'acquiring' | 'cached'>,
  hearer: CopyHearer | null = null,
): Promise<ListedEvidence[]> {
  const listed = await listPaths(paths, acquiring, signal, hearer)
  if (!acquiring || !listed.some(({ isArchive }) => isArchive)) return [...listed.map(asItIs), ...cached]
  // Most commands open no archive, and start the sooner.
  const { openArchives } = await import('./acquire/open-archives')
  return [...(await openArchives(listed, acquiring, signal ?? new AbortController().signal)), ...cached]
}

async function listPaths(
  paths: readonly string[],
  acquiring: AcquireOptions | undefined,
  signal: AbortSignal | undefined,
  hearer: CopyHearer | null,
): Promise<ListedPath[]> {
  if (!acquiring?.remote || !paths.some(isRemoteAddress))
    return (await listLogs(paths, signal)).map(listedPath)
  const { RemoteLogs } = await import('./acquire/remote-logs')
  const remote = new RemoteLogs(acquiring, acquiring.remote, signal ?? new AbortController().signal, hearer)
  const found: ListedPath[] = []
  for (const path of paths)
    found.push(
      ...(isRemoteAddress(path) ? await remote.at(path) : (await listLogs([path], signal)).map(listedPath)),
    )
  return found
}
