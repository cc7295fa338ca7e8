import { TableBuilder } from '../core/columns/table-builder'
import { addEvent } from '../core/events/event-from-text'
import { valueText } from '../core/evtx/binxml/value'
import type { RecoverableSource } from './case-reader'
import { RecoveryPass, type FoundRecord, type RecoveryResult } from './recovery-pass'
import type { BatchSink } from './session-store'
import { problemSentence } from './sources/source-problem'

/** Behind every slab of a source. */
const AFTER_LIVE = Number.MAX_SAFE_INTEGER
/** Streams of the parser pool count up from 0, those of legacy logs down from -1: these are far from both. */
let nextStream = -1_000_000_000

/** What else hears of each recovered record. */
export type HearRecovered = (shown: string, found: FoundRecord) => void

/**
 * Brings back what is left over in sources that were read, and adds its rows behind theirs. The answer is the same whatever order the sources were
 * given in: they come by path, and nothing is recovered before all are known.
 */
export async function recoverIntoTable(
  sources: readonly RecoverableSource[],
  sink: BatchSink,
  hear: HearRecovered = () => undefined,
): Promise<void> {
  if (!sources.some(({ wanted }) => wanted)) return
  const pass = new RecoveryPass()
  const readable = (await collectAll(pass, sources)).filter(({ wanted }) => wanted)
  const stream = nextStream--
  const table = new TableBuilder(valueText)
  for (const source of readable) {
    await recoverOne(pass, source, {
      recovered: (found) => {
        addRow(found, table)
        hear(source.shown, found)
      },
    })
    sink.add(source.shown, AFTER_LIVE, stream, { ...table.take(), recovered: true })
  }
}

/** First pass over all sources; those that cannot be read again are left out, and say so. */
export async function collectAll(
  pass: RecoveryPass,
  sources: readonly RecoverableSource[],
): Promise<RecoverableSource[]> {
  const readable: RecoverableSource[] = []
  for (const source of sources) {
    try {
      await pass.collect(source, source.signal)
      readable.push(source)
    } catch (error) {
      source.progress.warn(`nothing was recovered: ${problemSentence(error)}`)
    }
  }
  return readable
}

/** Second pass over one source; what goes wrong is in its state. */
export async function recoverOne(
  pass: RecoveryPass,
  { path, shown, progress, signal }: RecoverableSource,
  visitor: Parameters<RecoveryPass['recover']>[2],
): Promise<RecoveryResult | null> {
  try {
    const result = await pass.recover({ path, shown }, signal, visitor)
    progress.addRecovery(result.counts, result.ranges)
    return result
  } catch (error) {
    progress.warn(`recovery did not come to its end: ${problemSentence(error)}`)
    return null
  }
}

/** Events without a name for each value still say who, where and when. */
function addRow({ event, kept, isRow, reader, at, offset }: FoundRecord, table: TableBuilder): void {
  if (isRow) return
  if (kept === 'all') addEvent(event, reader.chunk, at, offset, table)
  else if (kept === 'system') addEvent({ ...event, data: [] }, reader.chunk, at, offset, table)
}
