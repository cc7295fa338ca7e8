import { Readable, type Transform } from 'node:stream'
import { createGunzip, createInflateRaw } from 'node:zlib'
import { SourceProblem } from '../sources/source-problem'
import { DamagedMember } from './checked-bytes'

/** An error loses what was unpacked since the piece before it: no more than one chunk of a log. Smaller ones cost as much as the unpacking. */
const UNPACKED_CHUNK = 64 * 1024

type Packed = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** What deflate packed; a broken stream gives the pieces that were whole before it, then a sentence. @throws DamagedMember */
export function inflated(packed: Packed, packedBytes: number): AsyncGenerator<Uint8Array> {
  const broken = `Its packed bytes (${packedBytes}) are damaged or cut off.`
  return through(createInflateRaw({ chunkSize: UNPACKED_CHUNK }), packed, broken)
}

/** What gzip packed, else as `inflated`. @throws DamagedMember */
export function gunzippedStream(packed: Packed): AsyncGenerator<Uint8Array> {
  return through(
    createGunzip({ chunkSize: UNPACKED_CHUNK }),
    packed,
    'The gzip stream is damaged or cut off.',
  )
}

async function* through(zlib: Transform, packed: Packed, broken: string): AsyncGenerator<Uint8Array> {
  const source = Readable.from(packed, { objectMode: true, highWaterMark: 4 })
  source.on('error', (error) => zlib.destroy(error))
  source.pipe(zlib)
  try {
    for await (const chunk of zlib) yield chunk as Uint8Array
  } catch (error) {
    if (error instanceof SourceProblem) throw error
    throw new DamagedMember(`${broken} What was unpacked before is kept. Get the archive anew if you can.`)
  } finally {
    source.destroy()
    zlib.destroy()
  }
}
