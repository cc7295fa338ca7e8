import type { Hash } from 'node:crypto'
import type { SourceState } from '../contract/engine'
import type { SourceId } from '../contract/ids'
import type { EventFormat } from '../core/export/render-chunk'
import { listEvidence } from './list-evidence'
import { INLINE_BELOW, poolFor, type ReadOptions } from './read-options'
import { openLog, readLog } from './read-source'
import type { ParserPool } from './scheduler'
import { sha256 } from './sha256'
import { SourceProgress } from './source-progress'
import type { ByteSource } from './sources/byte-source'
import { type FileSpot, openFile } from './sources/file-source'
import { problemSentence } from './sources/source-problem'

/** The bytes are good until the call returns, not until its promise is settled. */
export type WriteBytes = (bytes: Uint8Array) => void | Promise<void>

/**
 * Every record as text, in the order of the paths given, then by offset. `write` gets UTF-8 pieces that end with a line;
 * while its promise is pending no more is read than the pool has buffers for. A source is hashed only where `hash` is `always`.
 * @returns one state a source or path, in the same order
 */
export async function renderEvents(
  paths: readonly string[],
  format: EventFormat,
  write: WriteBytes,
  options: ReadOptions = {},
): Promise<SourceState[]> {
  const signal = options.signal ?? new AbortController().signal
  const listed = await listEvidence(paths, options)
  const pool = await poolFor(
    listed.map(({ spot }) => spot),
    { ...options, inlineBelow: INLINE_BELOW[format] },
  )
  const states: SourceState[] = []
  try {
    for (const { shown, spot, problem, flaw } of listed) {
      const progress = new SourceProgress(shown as SourceId, shown, shown)
      progress.flaw = flaw ?? ''
      if (problem !== null) progress.fail(problem)
      else {
        const hash = options.hash === 'always' ? await sha256() : null
        await renderSource(progress, spot, pool, format, write, { signal, hash })
      }
      states.push(progress.snapshot())
      options.onProgress?.(states)
    }
  } finally {
    await pool.close()
  }
  return states
}

export interface RenderOptions {
  readonly signal: AbortSignal
  /** Fed with the whole file; null: not wanted. */
  readonly hash: Hash | null
  /** Adds the records of earlier rounds of a legacy log. */
  readonly recover?: boolean
}

/** Renders one source; what goes wrong is in its progress. */
export async function renderSource(
  progress: SourceProgress,
  spot: FileSpot,
  pool: ParserPool,
  format: EventFormat,
  write: WriteBytes,
  { signal, hash, recover = false }: RenderOptions,
): Promise<void> {
  let file: ByteSource | null = null
  try {
    file = await openFile(spot)
    progress.start(file.size, file.modifiedMs)
    const log = await openLog(file, progress)
    const line = new InOrder(write, pool.depth * 2)
    await readLog(log, pool, progress, {
      signal,
      output: format,
      recover,
      hash,
      deliver: (order, delivery) => line.put(order, delivery?.result?.text ?? null),
      ready: () => line.room(),
    })
    await line.finished()
    if (hash !== null && !signal.aborted) progress.sha256 = hash.digest('hex')
    progress.end(signal.aborted ? 'cancelled' : 'done')
  } catch (error) {
    progress.fail(problemSentence(error))
  } finally {
    await file?.close()
  }
}

/** Writes pieces by number although they come out of order, and says when to wait for the writer. */
class InOrder {
  private readonly waiting = new Map<number, Uint8Array | null>()
  private next = 0
  private draining = false
  private idle = Promise.resolve()
  private error: Error | null = null

  constructor(
    private readonly write: WriteBytes,
    private readonly limit: number,
  ) {}

  put(order: number, text: Uint8Array | null): void {
    if (this.draining || order !== this.next) {
      this.waiting.set(order, text && text.slice())
      if (this.draining) return
    } else this.waiting.set(order, text)
    this.draining = true
    this.idle = this.drain()
  }

  /** Resolves when few enough pieces wait. @throws what `write` throws */
  async room(): Promise<void> {
    if (this.waiting.size >= this.limit) await this.idle
    this.check()
  }

  async finished(): Promise<void> {
    await this.idle
    this.check()
  }

  private check(): void {
    if (this.error !== null) throw this.error
  }

  private async drain(): Promise<void> {
    try {
      for (let text = this.waiting.get(this.next); text !== undefined; text = this.waiting.get(this.next)) {
        this.waiting.delete(this.next++)
        if (text === null || text.length === 0 || this.error !== null) continue
        const written = this.write(text)
        if (written) await written
      }
    } catch (error) {
      this.error = error instanceof Error ? error : new Error(String(error))
    } finally {
      this.draining = false
    }
  }
}
