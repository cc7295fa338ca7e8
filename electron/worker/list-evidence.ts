import type { FileSpot } from './sources/file-source'
import { type ListedLog, listLogs } from './sources/list-logs'

/** One log to read, or why it cannot be. */
export interface ListedEvidence {
  /** What it is called in results. */
  readonly shown: string
  readonly spot: FileSpot
  /** Why it is not read. */
  readonly problem: string | null
  /** What is wrong with what is read; null where it is whole. */
  readonly flaw: string | null
}

export interface ArchiveOptions {
  /** Folder of the evidence cache. */
  readonly cacheFolder: string
  readonly version: string
  password(archive: string, wrong: boolean): Promise<string | null>
}

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

export function asItIs({ path, problem }: ListedLog): ListedEvidence {
  return { shown: path, spot: path, problem, flaw: null }
}
