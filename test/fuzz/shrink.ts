import { failureOf, type FuzzInput } from './campaign'
import { Consumers } from './consumers'

/** Tries a chunk may cost; each reads it anew. */
const MAX_TRIES = 400

/** The same failing chunk with as many bytes as possible set to zero; its length stays. */
export function shrink({ chunk, noCrc }: FuzzInput): Uint8Array {
  const best = chunk.slice()
  let tries = 0
  for (let block = 16_384; block >= 64; block >>= 2) {
    for (let at = 0; at < best.length && tries < MAX_TRIES; at += block) {
      const part = best.slice(at, at + block)
      if (part.every((byte) => byte === 0)) continue
      tries++
      best.fill(0, at, at + block)
      if (failureOf(new Consumers(), { chunk: best, noCrc }) === null) best.set(part, at)
    }
  }
  return best
}
