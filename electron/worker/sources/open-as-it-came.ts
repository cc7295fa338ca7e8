import type { Arrival } from './arrival'
import type { ByteSource } from './byte-source'
import { type FileSpot, openFile } from './file-source'
import { openGrowing } from './growing-source'

/** A source whose bytes may still be coming. */
interface Arriving {
  /** `path`: where it lies; another when it has come. */
  readonly request: { readonly path: FileSpot; readonly arrival?: Arrival }
  readonly abort: AbortController
}

/** A copy that got its last name since the engine heard of it is opened by that. @throws a system error */
export async function openAsItCame(entry: Arriving): Promise<ByteSource> {
  const { path, arrival } = entry.request
  if (arrival?.hasEnded === false) {
    try {
      return await openGrowing(path, arrival)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
      await unlessAborted(arrival.ended(), entry.abort.signal)
    }
  }
  return openFile(entry.request.path)
}

/** What may take long is not waited for once it is not wanted. */
export async function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await Promise.race([
    work,
    new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
  ])
}
