/** Streams of LZMA and LZMA2 in 7z archives. */
import { DamagedMember } from '../checked-bytes'
import { SourceProblem } from '../../sources/source-problem'
import { MAX_DICTIONARY_BYTES } from '../limits'
import { ByteFeed } from './byte-feed'
import { LzmaDecoder } from './lzma-decoder'

const UNKNOWN =
  'Its settings of LZMA are not known. It was not read. Unpack it with 7-Zip and open the result.'

/** @param properties five bytes: lc, lp, pb and the dictionary @throws SourceProblem, DamagedMember */
export function* lzmaUnpacked(
  packed: Iterable<Uint8Array>,
  properties: Buffer,
  size: number,
): Generator<Uint8Array> {
  if (properties.length !== 5) throw new SourceProblem(UNKNOWN)
  const decoder = new LzmaDecoder(windowSize(properties.readUInt32LE(1), size))
  decoder.useProperties(properties[0]!)
  const feed = new ByteFeed(packed)
  decoder.beginRange(feed)
  yield* decoded(decoder, feed, size)
}

/** @param properties one byte: the dictionary @throws SourceProblem, DamagedMember */
export function* lzma2Unpacked(
  packed: Iterable<Uint8Array>,
  properties: Buffer,
  size: number,
): Generator<Uint8Array> {
  const code = properties.length === 1 ? properties[0]! : 255
  if (code > 40) throw new SourceProblem(UNKNOWN)
  const dictionary = code === 40 ? 0xffffffff : (2 | (code & 1)) * 2 ** ((code >>> 1) + 11)
  const decoder = new LzmaDecoder(windowSize(dictionary, size))
  const feed = new ByteFeed(packed)
  let needs: 'window' | 'properties' | 'nothing' = 'window'
  for (;;) {
    const control = feed.next()
    if (control === 0) return
    const isPacked = control >= 0x80
    if (!isPacked && control > 2) throw new DamagedMember(WRONG)
    const reset = isPacked ? (control >>> 5) & 3 : 0
    if (reset === 3 || control === 1) {
      decoder.forgetWindow()
      if (needs === 'window') needs = 'properties'
    } else if (needs === 'window') throw new DamagedMember(WRONG)
    const bytes = (isPacked ? (control & 0x1f) << 16 : 0) + (feed.next() << 8) + feed.next() + 1
    if (!isPacked) {
      yield* copied(decoder, feed, bytes)
      continue
    }
    const packedBytes = (feed.next() << 8) + feed.next() + 1
    if (reset >= 2) decoder.useProperties(feed.next())
    else if (needs === 'properties') throw new DamagedMember(WRONG)
    else if (reset === 1) decoder.resetState()
    needs = 'nothing'
    const end = feed.position + packedBytes
    decoder.beginRange(feed)
    yield* decoded(decoder, feed, bytes)
    if (decoder.isEnded) throw new DamagedMember(WRONG)
    feed.passTo(end)
  }
}

function* decoded(decoder: LzmaDecoder, feed: ByteFeed, size: number): Generator<Uint8Array> {
  for (let left = size; left > 0 && !decoder.isEnded;) {
    try {
      decoder.decode(feed, Math.min(left, decoder.room))
    } catch (error) {
      // What came before the damage is good.
      yield decoder.take()
      throw error
    }
    const piece = decoder.take()
    left -= piece.length
    yield piece
  }
}

function* copied(decoder: LzmaDecoder, feed: ByteFeed, size: number): Generator<Uint8Array> {
  for (let left = size; left > 0;) {
    decoder.put(feed.some(Math.min(left, decoder.room)))
    const piece = decoder.take()
    left -= piece.length
    yield piece
  }
}

/** No more than there is to unpack. @throws SourceProblem */
function windowSize(dictionary: number, size: number): number {
  const wanted = Math.max(4096, Math.min(dictionary, size))
  if (wanted > MAX_DICTIONARY_BYTES)
    throw new SourceProblem(
      `It needs a dictionary of ${dictionary} bytes, more than ${MAX_DICTIONARY_BYTES}. It was not read. Unpack it with 7-Zip and open the result.`,
    )
  return wanted
}

const WRONG =
  'Its packed bytes make no sense: the archive is damaged there. What was unpacked before is kept. Get the archive anew if you can.'
