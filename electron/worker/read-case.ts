/** The reader for the command line: paths in, one table or text out. */
import type { SourceState } from '../contract/engine'
import type { SourceId } from '../contract/ids'
import { comparePaths, TableMerger } from '../core/columns/merge-batches'
import type { EventTable } from '../core/columns/event-table'
import type { Acquisition } from '../contract/acquisition'
import type { SourceRequest } from './case-entry'
import { CaseReader } from './case-reader'
import { EarlyReading } from './early-reading'
import { recoverIntoTable } from './recover-sources'
import { poolForBytes, totalSize, type ReadOptions } from './read-options'
import type { ParserPool } from './scheduler'
import { listEvidence } from './list-evidence'
import { type ListedEvidence } from './listed-evidence'

export { renderEvents } from './render-events'

/** A path under which nothing was found to read. */
export interface PathFailure {
  readonly path: string
  readonly message: string
}

export interface ReadCase {
  readonly table: EventTable
  /** By path; failed and duplicate ones too. */
  readonly sources: readonly SourceState[]
  readonly failures: readonly PathFailure[]
  /** How sources came that were not read where they lay, by path. */
  readonly acquisitions: ReadonlyMap<string, readonly Acquisition[]>
}

const PROGRESS_MS = 100
/** Of Security logs a record takes 700 bytes and more on average; slack and empty chunks included. */
const LOW_RECORD_BYTES = 512

/** Reads files and folders. The answer is the same whatever the order of paths and the number of threads. */
export async function readCase(paths: readonly string[], options: ReadOptions = {}): Promise<ReadCase> {
  let lastProgress = 0
  let merger = new TableMerger()
  const reader = new CaseReader({
    sink: {
      add: (...batch) => merger.add(...batch),
      remove: (path, onlyRecovered) => merger.remove(path, onlyRecovered),
    },
    recover: options.recover ?? false,
    hash: options.hash ?? 'always',
    onChange: () => {
      if (!options.onProgress) return
      const now = performance.now()
      if (now - lastProgress < PROGRESS_MS) return
      lastProgress = now
      options.onProgress(reader.states())
    },
  })
  const cancel = (): void => reader.cancel()
  options.signal?.addEventListener('abort', cancel, { once: true })
  let pool: ParserPool | null = null
  try {
    const { listed, early } = await list(paths, options, reader, (bytes) => {
      merger = new TableMerger(bytes / LOW_RECORD_BYTES)
    })
    // Of two that are called the same one was read.
    reader.announce(readable(listed).filter(({ display }) => early?.delete(display) !== true))
    if (options.signal?.aborted) cancel()
    // Of two equal logs one is read: threads, which cost memory, are for what is.
    const bytes = await totalSize(await (early ? reader.settleByName() : reader.settle()))
    pool = poolForBytes(bytes, options)
    if (!early) merger = new TableMerger(bytes / LOW_RECORD_BYTES, pool.isInline ? 0 : pool.depth)
    await reader.readQueued(pool)
    await recoverIntoTable(reader.recoverable(), merger)
    const acquisitions = new Map(
      listed.flatMap(({ shown, acquisitions: ways }) => (ways.length > 0 ? [[shown, ways] as const] : [])),
    )
    return { table: merger.table(true), sources: reader.states(), failures: unreadable(listed), acquisitions }
  } finally {
    options.signal?.removeEventListener('abort', cancel)
    await pool?.close()
  }
}

/** `early`: what has been read. Logs that are copied from other computers are read meanwhile; this thread copies, another parses, several times as fast. */
async function list(
  paths: readonly string[],
  options: ReadOptions,
  reader: CaseReader,
  expected: (bytes: number) => void,
): Promise<{ readonly listed: ListedEvidence[]; readonly early: Set<string> | null }> {
  if (!options.acquiring?.remote) return { listed: await listEvidence(paths, options), early: null }
  const early = new EarlyReading(reader, options, expected)
  try {
    const listed = await listEvidence(paths, options, early)
    return { listed, early: await early.ended() }
  } finally {
    await early.close()
  }
}

function readable(listed: readonly ListedEvidence[]): SourceRequest[] {
  return listed
    .filter(({ problem }) => problem === null)
    .map(({ shown, spot, flaw }, i) => ({ id: `path-${i}` as SourceId, path: spot, display: shown, flaw }))
}

function unreadable(listed: readonly ListedEvidence[]): PathFailure[] {
  return listed
    .flatMap(({ shown, problem }) => (problem === null ? [] : [{ path: shown, message: problem }]))
    .sort((a, b) => comparePaths(a.path, b.path))
}
