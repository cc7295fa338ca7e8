import type { FileSpot } from './sources/file-source'
import type { ListedLog } from './sources/list-logs'

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

export function asItIs({ path, problem }: ListedLog): ListedEvidence {
  return { shown: path, spot: path, problem, flaw: null }
}
