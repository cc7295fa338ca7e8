import { type Entry, endStopped } from './case-entry'
import { openLog, readLog } from './read-source'
import type { ParserPool } from './scheduler'
import type { BatchSink } from './session-store'
import { sha256 } from './sha256'
import type { ByteSource } from './sources/byte-source'
import { openFile } from './sources/file-source'
import { openAsItCame, unlessAborted } from './sources/open-as-it-came'
import { problemSentence } from './sources/source-problem'

export interface EntryReading {
  readonly pool: ParserPool
  readonly sink: BatchSink
  /** Asked when its reading begins: it may have waited for its first bytes. */
  readonly isRecovering: () => boolean
  /** Whether its SHA-256 is made in passing. */
  readonly isHashed: boolean
  readonly onChange?: (() => void) | undefined
  /** It was read to its end: says what has become of it. */
  readonly end: (entry: Entry) => void
}

/** Reads a source into the sink, to the end of what comes of it. What goes wrong is in its state. */
export async function readEntry(entry: Entry, reading: EntryReading): Promise<void> {
  const { progress, abort, request } = entry
  const { pool, sink, onChange } = reading
  let file: ByteSource | null = null
  try {
    file = await openAsItCame(entry)
    progress.start(file.size, file.modifiedMs)
    const recover = reading.isRecovering()
    entry.recover = recover
    const log = await openLog(file, progress, recover)
    const hash = reading.isHashed ? await sha256() : null
    await readLog(log, pool, progress, {
      signal: abort.signal,
      output: 'table',
      recover,
      hash,
      deliver: (order, delivery) => {
        if (delivery?.result?.batch) sink.add(progress.path, order, delivery.stream, delivery.result.batch)
        onChange?.()
      },
    })
    if (abort.signal.aborted) return endStopped(entry)
    if (hash) progress.sha256 = hash.digest('hex')
    if (request.arrival) {
      await unlessAborted(request.arrival.ended(), abort.signal)
      await noteCopy(entry)
    }
    if (abort.signal.aborted) endStopped(entry)
    else reading.end(entry)
  } catch (error) {
    const nothingCame = progress.flaw !== '' && progress.bytesRead === 0
    progress.fail(nothingCame ? progress.flaw : problemSentence(error))
  } finally {
    // Closing a handle whose read hangs would hang as well.
    void file?.close().catch(() => undefined)
  }
}

/** The copy has the time of the original only when it is whole. */
async function noteCopy({ request, progress }: Entry): Promise<void> {
  const copy = await openFile(request.path)
  progress.modifiedMs = copy.modifiedMs
  await copy.close()
}
