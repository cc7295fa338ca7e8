import type { SearchProgress } from '../contract/events'
import { eventHas, type SearchableEvent } from '../core/export/search-chunk'
import { fold } from '../core/query/text-pattern'
import { poolFor, type PoolChoice } from './read-options'
import { openLog, readLog } from './read-source'
import type { Delivery, ParserPool } from './scheduler'
import type { StoredSource } from './session-store'
import { SourceProgress } from './source-progress'
import type { ByteSource } from './sources/byte-source'
import { openFile } from './sources/file-source'
import { problemSentence } from './sources/source-problem'

export interface SearchHooks extends PoolChoice {
  readonly signal: AbortSignal
  /** Byte offsets of the records of a source that were found since the last call; `source` is its name in results. */
  readonly found: (source: string, offsets: Float64Array) => void
  /** Recovered records of a source that have the folded text: they cannot be decoded anew. */
  readonly recovered: (source: string, wanted: string) => Float64Array
  /** Called after every slab. */
  readonly progress: (progress: SearchProgress) => void
}

/**
 * Looks for a text in the decoded values of every record: decoded anew from the evidence on the parser threads, slab by
 * slab, so that memory does not grow with the logs. Hits are told as they are found. A log that cannot be read any more
 * is named in the last progress. Never rejects.
 */
export async function searchRecords(
  search: number,
  text: string,
  sources: readonly StoredSource[],
  hooks: SearchHooks,
): Promise<void> {
  const { signal } = hooks
  const wanted = fold(text)
  const bytes = sources.reduce((sum, { size }) => sum + size, 0)
  const problems: string[] = []
  let before = 0
  let records = 0
  let found = 0
  const tell = (bytesRead: number, state: SearchProgress['state']): void =>
    hooks.progress({ search, bytesRead, bytes, records, found, state, message: problems.join(' ') })

  // Told at once: the slabs under way take a moment more, and what they find is dropped.
  const cancelled = (): void => tell(before, 'cancelled')
  signal.addEventListener('abort', cancelled, { once: true })
  const pool = await poolFor(
    sources.map(({ path }) => path),
    hooks,
  )
  try {
    for (const source of sources) {
      if (signal.aborted) break
      const progress = new SourceProgress(source.id, source.shown, source.shown)
      await searchSource(progress, source, pool, wanted, signal, (offsets, looked) => {
        if (signal.aborted) return
        records += looked
        found += offsets.length
        if (offsets.length > 0) hooks.found(source.shown, offsets)
        tell(before + progress.bytesRead, 'running')
      })
      const recovered = signal.aborted ? NONE : hooks.recovered(source.shown, wanted)
      if (recovered.length > 0) {
        found += recovered.length
        hooks.found(source.shown, recovered)
      }
      if (progress.problem !== '') problems.push(`${source.shown}: ${progress.problem}`)
      before += source.size
    }
  } finally {
    await pool.close()
  }
  signal.removeEventListener('abort', cancelled)
  if (!signal.aborted) tell(before, 'done')
}

const NONE = new Float64Array(0)

type Take = (offsets: Float64Array, looked: number) => void

async function searchSource(
  progress: SourceProgress,
  source: StoredSource,
  pool: ParserPool,
  wanted: string,
  signal: AbortSignal,
  take: Take,
): Promise<void> {
  let file: ByteSource | null = null
  try {
    file = await openFile(source.path)
    progress.start(file.size, file.modifiedMs)
    const log = await openLog(file, progress)
    await readLog(log, pool, progress, {
      signal,
      output: 'search',
      wanted,
      hash: null,
      deliver: (_, delivery) => takeDelivery(delivery, wanted, take),
    })
  } catch (error) {
    progress.fail(problemSentence(error))
  } finally {
    await file?.close()
  }
}

function takeDelivery(delivery: Delivery | null, wanted: string, take: Take): void {
  const result = delivery?.result
  if (!result) return
  if (result.hits) take(result.hits, result.records.seen)
  else if (result.text) take(hitsInLines(result.text, wanted), result.records.seen)
}

/** Legacy logs have no slabs: their records come as JSON lines. */
function hitsInLines(text: Uint8Array, wanted: string): Float64Array {
  const found: number[] = []
  for (const line of new TextDecoder().decode(text).split('\n')) {
    if (line === '') continue
    const event = JSON.parse(line) as SearchableEvent & { readonly offset: number }
    if (eventHas(event, wanted)) found.push(event.offset)
  }
  return Float64Array.from(found)
}
