import { asItIs, type ArchiveOptions, type ListedEvidence } from './listed-evidence'
import { listLogs } from './sources/list-logs'

/** What paths name, archives opened: stored logs where they lie, others copied to the cache. Logs of an archive come by name. */
export async function listEvidence(
  paths: readonly string[],
  {
    signal,
    archives,
  }: { readonly signal?: AbortSignal | undefined; readonly archives?: ArchiveOptions | undefined },
): Promise<ListedEvidence[]> {
  const listed = await listLogs(paths, signal)
  if (!archives || !listed.some(({ isArchive }) => isArchive)) return listed.map(asItIs)
  // Most commands open no archive, and start the sooner.
  const { openArchives } = await import('./acquire/open-archives')
  return openArchives(listed, archives, signal ?? new AbortController().signal)
}
