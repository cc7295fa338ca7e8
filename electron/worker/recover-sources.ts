import type { RecoveryProgress } from '../contract/engine'
import { TableBuilder } from '../core/columns/table-builder'
import { addEvent } from '../core/events/event-from-text'
import { valueText } from '../core/evtx/binxml/value'
import type { RecoverableSource } from './case-reader'
import { RecoveryPass, type FoundRecord, type Reached, type RecoveryResult } from './recovery-pass'
import type { BatchSink } from './session-store'
import { problemSentence } from './sources/source-problem'

/** Behind every slab of a source. */
const AFTER_LIVE = Number.MAX_SAFE_INTEGER
/** Streams of the parser pool count up from 0, those of legacy logs down from -1: these are far from both. */
let nextStream = -1_000_000_000

/** What else hears of each recovered record. */
export type HearRecovered = (shown: string, found: FoundRecord) => void

export interface RecoveryHooks {
  readonly recovered?: HearRecovered
  /** Called often, so throttle. */
  readonly progress?: (progress: RecoveryProgress) => void
}

/**
 * Brings back what is left over in sources that were read, and adds its rows behind theirs. The answer is the same whatever order the sources were
 * given in: they come by path, and nothing is recovered before all are known. When it is stopped, sources that were searched to their end keep what came
 * of it; the others have `recovery` null, as before.
 */
export async function recoverIntoTable(
  sources: readonly RecoverableSource[],
  sink: BatchSink,
  hooks: RecoveryHooks = {},
): Promise<void> {
  if (!sources.some(({ wanted }) => wanted)) return
  const pass = new RecoveryPass()
  const steps = new Steps(sources, hooks.progress)
  const readable = (await collectAll(pass, sources, (source) => steps.of(source, 'learn'))).filter(
    ({ wanted }) => wanted,
  )
  const stream = nextStream--
  const table = new TableBuilder(valueText)
  for (const source of readable) {
    if (sources.some(({ signal }) => signal.aborted)) return
    const reached = steps.of(source, 'search')
    const result = await recoverOne(pass, source, {
      recovered: (found) => {
        addRow(found, table)
        steps.found++
        hooks.recovered?.(source.shown, found)
      },
      reached,
    })
    if (result === 'stopped') return
    sink.add(source.shown, AFTER_LIVE, stream, { ...table.take(), recovered: true })
  }
}

/** First pass over all sources; those that cannot be read again are left out, and say so. */
export async function collectAll(
  pass: RecoveryPass,
  sources: readonly RecoverableSource[],
  reached?: (source: RecoverableSource) => Reached,
): Promise<RecoverableSource[]> {
  const readable: RecoverableSource[] = []
  for (const source of sources) {
    try {
      await pass.collect(source, source.signal, reached?.(source))
      readable.push(source)
    } catch (error) {
      source.progress.warn(`nothing was recovered: ${problemSentence(error)}`)
    }
  }
  return readable
}

/** Second pass over one source; what goes wrong is in its state. A part of what is left over would be taken for all of it: stopped, it counts nothing. */
export async function recoverOne(
  pass: RecoveryPass,
  { path, shown, progress, signal }: RecoverableSource,
  visitor: Parameters<RecoveryPass['recover']>[2],
): Promise<RecoveryResult | 'stopped' | null> {
  try {
    const result = await pass.recover({ path, shown }, signal, visitor)
    if (signal.aborted) return 'stopped'
    progress.addRecovery(result.counts, result.ranges)
    return result
  } catch (error) {
    progress.warn(`recovery did not come to its end: ${problemSentence(error)}`)
    return null
  }
}

/** Adds up how far both rounds over all sources are. */
class Steps {
  found = 0
  private readonly bytesTotal: number
  private bytesBefore = 0
  private current = 0

  constructor(
    sources: readonly RecoverableSource[],
    private readonly hear: RecoveryHooks['progress'],
  ) {
    const sum = (some: readonly RecoverableSource[]): number =>
      some.reduce((bytes, { progress }) => bytes + progress.size, 0)
    this.bytesTotal = sum(sources) + sum(sources.filter(({ wanted }) => wanted))
  }

  of({ progress }: RecoverableSource, round: RecoveryProgress['round']): Reached {
    this.bytesBefore += this.current
    this.current = progress.size
    return (position) =>
      this.hear?.({
        round,
        name: progress.name,
        bytesDone: this.bytesBefore + Math.min(position, progress.size),
        bytesTotal: this.bytesTotal,
        found: this.found,
      })
  }
}

/** Events without a name for each value still say who, where and when. */
function addRow({ event, kept, isRow, reader, at, offset }: FoundRecord, table: TableBuilder): void {
  if (isRow) return
  if (kept === 'all') addEvent(event, reader.chunk, at, offset, table)
  else if (kept === 'system') addEvent({ ...event, data: [] }, reader.chunk, at, offset, table)
}
