import { setImmediate } from 'node:timers/promises'

/** Does a long work with a turn of the event loop at each of its rests. */
export async function inTurns<T>(work: Iterator<unknown, T, undefined>): Promise<T> {
  for (;;) {
    const { done, value } = work.next()
    if (done === true) return value
    await setImmediate()
  }
}
