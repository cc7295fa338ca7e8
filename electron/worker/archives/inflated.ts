import { once } from 'node:events'
import { createInflateRaw, type InflateRaw } from 'node:zlib'
import { SourceProblem } from '../sources/source-problem'
import { ByteReader } from './byte-reader'
import { DamagedMember } from './checked-bytes'

/** An error loses what was unpacked since the piece before it. Smaller ones cost as much as the unpacking. */
const UNPACKED_CHUNK = 64 * 1024
/** What broke is read again up to the piece that holds the error, and that piece in smaller ones of so many packed bytes, so that little is lost. */
const CLOSER = [512, 1] as const
/** The error shows within this many packed bytes, or they unpack to nothing. */
const CLOSE_BYTES = 2 * UNPACKED_CHUNK
/** More packed bytes are not read again: that takes longer than a source may be silent. */
const MAX_READ_AGAIN = 512 * 1024 ** 2

type Packed = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/**
 * What deflate packed. A broken stream gives all that unpacks before the error, then a sentence.
 * @param packed asked again where the stream is broken @throws DamagedMember, and what `packed` throws
 */
export async function* inflated(
  packed: () => Packed | Promise<Packed>,
  packedBytes: number,
  mostReadAgain = MAX_READ_AGAIN,
): AsyncGenerator<Uint8Array> {
  let given = 0
  let sound = 0
  for (const step of [Infinity, ...CLOSER]) {
    const zlib = newInflate()
    let at = 0
    try {
      for await (const chunk of inflatedFrom(new ByteReader(inSteps(await packed(), sound, step)), zlib)) {
        const fresh = chunk.subarray(Math.max(0, given - at))
        at += chunk.length
        given += fresh.length
        if (fresh.length > 0) yield fresh
      }
      return
    } catch (error) {
      if (error instanceof SourceProblem) throw error
      sound = zlib.bytesWritten
      if (step === 1 || !isBroken(error) || sound > mostReadAgain)
        throw new DamagedMember(
          `Its packed bytes (${packedBytes}) are damaged or cut off. What was unpacked before is kept. Get the archive anew if you can.`,
        )
    }
  }
}

/** Of what ends too early, or cannot be read, nothing is lost. */
const isBroken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'Z_DATA_ERROR'

/** The pieces as they come up to `sound`, and no larger than `step` a while from there. */
async function* inSteps(packed: Packed, sound: number, step: number): AsyncGenerator<Uint8Array> {
  let at = 0
  for await (const piece of packed) {
    for (let from = 0; from < piece.length;) {
      const position = at + from
      const most = position < sound ? sound - position : position < sound + CLOSE_BYTES ? step : Infinity
      const part = piece.subarray(from, from + most)
      from += part.length
      yield part
    }
    at += piece.length
  }
}

export const newInflate = (): InflateRaw => createInflateRaw({ chunkSize: UNPACKED_CHUNK })

/** Up to the end of one stream of deflate; what follows it is left to the reader. @throws what `zlib` and the reader throw */
export async function* inflatedFrom(packed: ByteReader, zlib: InflateRaw): AsyncGenerator<Uint8Array> {
  let fed = 0
  let last: Uint8Array = new Uint8Array(0)
  const closed = once(zlib, 'close').catch(() => undefined)
  // One piece at a time: what is left of the last is given back, and an end that comes too early costs nothing of it.
  const feed = async (): Promise<void> => {
    while (!zlib.destroyed && !zlib.readableEnded && zlib.bytesWritten === fed) {
      last = await packed.some(Infinity)
      if (last.length === 0) return void zlib.end()
      fed += last.length
      await Promise.race([closed, new Promise((resolve) => zlib.write(last, resolve))])
    }
  }
  const feeding = feed().catch((error: unknown) => zlib.destroy(error as Error))
  try {
    for await (const chunk of zlib) yield chunk as Uint8Array
    await feeding
  } finally {
    zlib.destroy()
  }
  const unused = fed - zlib.bytesWritten
  if (unused > 0) packed.putBack(last.subarray(last.length - unused))
}
