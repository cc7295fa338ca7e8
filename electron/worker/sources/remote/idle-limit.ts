/** Ends a transfer that has died or only drips. */
import { BrokenTransfer } from './connection'

/** Less than this within the idle time is a drip that keeps a connection open without carrying anything. */
const FEWEST_BYTES = 1024

/**
 * Passes bytes on, and ends where less than 1 KiB came while somebody waited for `idleMs`. Time that the reader takes for itself (paused, a slow
 * disk) does not count. @throws BrokenTransfer
 */
export async function* withIdleLimit(
  bytes: AsyncIterable<Uint8Array>,
  idleMs: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const source = bytes[Symbol.asyncIterator]()
  let waitedMs = 0
  let received = 0
  try {
    for (;;) {
      const startedMs = performance.now()
      const step = await within(source.next(), idleMs - waitedMs, idleMs)
      waitedMs += performance.now() - startedMs
      if (step.done) return
      received += step.value.length
      if (received >= FEWEST_BYTES) {
        received = 0
        waitedMs = 0
      } else if (waitedMs >= idleMs) throw stalled(idleMs)
      yield step.value
    }
  } finally {
    // Not awaited: a source that hangs would hang here too.
    void source.return?.(undefined).then(undefined, () => undefined)
  }
}

/** @throws BrokenTransfer where nothing comes in time */
export async function within<T>(what: Promise<T>, ms: number, idleMs = ms): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(stalled(idleMs)), Math.max(0, ms))
  })
  try {
    return await Promise.race([what, late])
  } finally {
    clearTimeout(timer)
    what.then(undefined, () => undefined)
  }
}

function stalled(idleMs: number): BrokenTransfer {
  return new BrokenTransfer(
    `The server sent next to nothing for ${idleMs / 1000} s, so the connection was closed. What came before is kept. Try again.`,
  )
}
