import type { Acquisition } from '../contract/acquisition'
import type { FileSpot } from './sources/file-source'
import type { ListedLog } from './sources/list-logs'
import type { LoginDesk } from './sources/remote/login-desk'

/** One log to read, or why it cannot be. */
export interface ListedEvidence {
  /** What it is called in results. */
  readonly shown: string
  readonly spot: FileSpot
  /** Why it is not read. */
  readonly problem: string | null
  /** What is wrong with what is read; null where it is whole. */
  readonly flaw: string | null
  /** How it came here: of the archive that it lay in first, then its own. None of a file that is read where it lies. */
  readonly acquisitions: readonly Acquisition[]
}

/** A listed path that may have come from elsewhere: then its name is not where it lies. */
export interface ListedPath extends ListedLog {
  readonly shown: string
  readonly flaw: string | null
  readonly acquisitions: readonly Acquisition[]
}

/** How what cannot be read where it lies is brought here: archives and, with a desk, files of other computers. */
export interface AcquireOptions {
  /** Folder of the evidence cache. */
  readonly cacheFolder: string
  readonly version: string
  password(archive: string, wrong: boolean): Promise<string | null>
  /** Without it addresses are paths that do not exist. */
  readonly remote?: RemoteOptions
}

export interface RemoteOptions {
  readonly desk: LoginDesk
  /** Bytes of a file that are here by now; `size` null where the server does not tell. Called often. */
  arrived?(shown: string, bytes: number, size: number | null): void
  /** Nothing more of the file comes. */
  ended?(): void
  /** A file has come, whole or as far as its record says. */
  acquired?(shown: string, acquisition: Acquisition): void
}

/** Hears of files of other computers while they are copied, one after the other. No two that it hears of are called the same. */
export interface CopyHearer {
  /** So many bytes come from a place, as far as it tells. */
  expected(bytes: number): void
  /** A log can be read as far as it has come. */
  began(shown: string, spot: string, size: number): void
  /** Bytes of it that are here by now. */
  arrived(bytes: number): void
  /** What came of it does not count: it has changed at its source, came only in part, or is no log. */
  dropped(): void
  /** A file is here, whole, and no archive. */
  copied(log: ListedPath): void
}

/** A file of this computer. */
export function listedPath(log: ListedLog): ListedPath {
  return { ...log, shown: log.path, flaw: null, acquisitions: [] }
}

export function asItIs({ path, shown, problem, flaw, acquisitions }: ListedPath): ListedEvidence {
  return { shown, spot: path, problem, flaw, acquisitions }
}
