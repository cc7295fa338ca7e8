import type { SourceState } from '../contract/engine'
import type { SourceId } from '../contract/ids'
import { comparePaths } from '../core/columns/merge-batches'
import type { EventFormat } from '../core/export/render-chunk'
import { hasChunks } from './case-entry'
import { CaseReader } from './case-reader'
import { EventWriter } from './event-writer'
import { listEvidence } from './list-evidence'
import { poolFor, type ReadOptions } from './read-options'
import { collectAll } from './recover-sources'
import { RecoveryPass } from './recovery-pass'
import { renderSource, type WriteBytes } from './render-events'
import { SourceProgress } from './source-progress'

const NO_ROWS = { add: () => undefined, remove: () => undefined }

/**
 * `renderEvents` with recovery: live and recovered records of each source by offset. Everything is read once for its counts, once to learn what is
 * live, and once to write it; in this thread, because what is recovered from one place depends on all others.
 */
export async function renderRecovered(
  paths: readonly string[],
  format: EventFormat,
  write: WriteBytes,
  options: ReadOptions = {},
): Promise<SourceState[]> {
  const { hash = 'same-size' } = options
  const signal = options.signal ?? new AbortController().signal
  const listed = await listEvidence(paths, options)
  const pool = await poolFor(
    listed.map(({ spot }) => spot),
    options,
  )
  try {
    const sources = listed.map(({ shown, spot, problem, flaw }, i) => {
      const reader = new CaseReader({ hash, sink: NO_ROWS, recover: true })
      if (problem === null)
        reader.announce([{ id: `path-${i}` as SourceId, path: spot, display: shown, flaw }])
      return { shown, spot, problem, flaw, reader }
    })
    for (const { reader } of sources) await reader.readQueued(pool)
    const pass = new RecoveryPass()
    const given = sources.flatMap(({ reader }) => reader.recoverable())
    const byPath = given.toSorted((a, b) => comparePaths(a.shown, b.shown))
    const readable = await collectAll(pass, byPath)
    // Which copy of a record is printed must not depend on the order that files are named in.
    if (byPath.some((source, i) => source !== given[i])) await pass.settle(readable, signal)
    const writer = new EventWriter(format, write)
    const states: SourceState[] = []
    for (const { shown, spot, problem, flaw, reader } of sources) {
      const [source] = reader.recoverable()
      const state = reader.states()[0]
      if (!state || !hasChunks(state.format)) {
        const progress = new SourceProgress(shown as SourceId, shown, shown)
        progress.flaw = flaw ?? ''
        if (problem !== null) progress.fail(problem)
        else await renderSource(progress, spot, pool, format, write, { signal, hash: null, recover: true })
        progress.sha256 = state?.sha256 ?? null
        states.push(progress.snapshot())
      } else {
        if (source) await writer.source(pass, source)
        states.push(...reader.states())
      }
      options.onProgress?.(states)
    }
    return states
  } finally {
    await pool.close()
  }
}
