/** What gzip packed (RFC 1952). Its frame is read here: zlib gives nothing of the last piece where it finds the frame wrong. */
import { crc32 } from '../fast-crc32'
import { SourceProblem } from '../sources/source-problem'
import type { ByteReader } from './byte-reader'
import { DamagedMember } from './checked-bytes'
import { inflatedFrom, newInflate } from './inflated'

/** Flags of a header, and the bits that mean nothing yet. */
const HAS_CHECKSUM = 2
const HAS_EXTRA = 4
const HAS_TEXT = [8, 16] as const
const UNKNOWN = 0xe0
/** Of a file name or comment. */
const MAX_TEXT_BYTES = 64 * 1024

/** The members one behind the other. @throws DamagedMember after the bytes that were good, and what the reader throws */
export async function* gunzippedStream(packed: ByteReader): AsyncGenerator<Uint8Array> {
  try {
    do {
      await skipHeader(packed)
      let sum = 0
      let length = 0
      for await (const chunk of bodyOf(packed)) {
        sum = crc32(chunk, sum)
        length += chunk.length
        yield chunk
      }
      const trailer = await packed.exactly(8)
      if (trailer.length < 8) throw damaged()
      if (trailer.readUInt32LE(0) !== sum >>> 0 || trailer.readUInt32LE(4) !== length % 2 ** 32)
        throw new DamagedMember(
          `Its checksum (CRC-32) or length is not the one in the gzip stream: at least one byte is not what was packed. ${KEPT}`,
        )
    } while (await hasAnother(packed))
  } finally {
    // Not awaited: what hangs while it is read would hang here too.
    void packed.close().catch(() => undefined)
  }
}

/** @throws DamagedMember where none begins */
async function skipHeader(packed: ByteReader): Promise<void> {
  const head = await packed.exactly(10)
  const flags = head[3] ?? UNKNOWN
  if (head.length < 10 || head[0] !== 0x1f || head[1] !== 0x8b || head[2] !== 8 || (flags & UNKNOWN) !== 0)
    throw damaged()
  if (flags & HAS_EXTRA) {
    const length = await packed.exactly(2)
    if (length.length < 2) throw damaged()
    await packed.skip(length.readUInt16LE())
  }
  for (const flag of HAS_TEXT) if (flags & flag) await skipText(packed)
  if (flags & HAS_CHECKSUM) await packed.skip(2)
}

async function skipText(packed: ByteReader): Promise<void> {
  for (let skipped = 0; skipped < MAX_TEXT_BYTES;) {
    const some = await packed.some(MAX_TEXT_BYTES)
    const end = some.indexOf(0)
    if (end >= 0) return packed.putBack(some.subarray(end + 1))
    if (some.length === 0) break
    skipped += some.length
  }
  throw damaged()
}

/** Zeros fill tapes up. */
async function hasAnother(packed: ByteReader): Promise<boolean> {
  const next = await packed.some(1)
  packed.putBack(next)
  return next.length > 0 && next[0] !== 0
}

async function* bodyOf(packed: ByteReader): AsyncGenerator<Uint8Array> {
  try {
    yield* inflatedFrom(packed, newInflate())
  } catch (error) {
    throw error instanceof SourceProblem ? error : damaged()
  }
}

const KEPT = 'What was unpacked before is kept. Get the archive anew if you can.'

const damaged = (): DamagedMember => new DamagedMember(`The gzip stream is damaged or cut off. ${KEPT}`)
