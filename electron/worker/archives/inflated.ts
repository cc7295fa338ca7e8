import { createInflateRaw } from 'node:zlib'
import { Readable } from 'node:stream'
import { SourceProblem } from '../sources/source-problem'
import { DamagedMember } from './checked-bytes'

const INFLATE_CHUNK = 256 * 1024

/** What deflate packed; a broken stream gives what was good before it, then a sentence. @throws DamagedMember */
export async function* inflated(
  packed: Iterable<Uint8Array>,
  packedBytes: number,
): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: INFLATE_CHUNK })
  const source = Readable.from(packed, { objectMode: true, highWaterMark: 4 })
  source.on('error', (error) => inflate.destroy(error))
  source.pipe(inflate)
  try {
    for await (const chunk of inflate) yield chunk as Uint8Array
  } catch (error) {
    if (error instanceof SourceProblem) throw error
    throw new DamagedMember(
      `Its packed bytes (${packedBytes}) are damaged or cut off. What was unpacked before is kept. Get the archive anew if you can.`,
    )
  } finally {
    source.destroy()
    inflate.destroy()
  }
}
