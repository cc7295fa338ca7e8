import { crc32 } from '../fast-crc32'
import { SourceProblem } from '../sources/source-problem'
import { MAX_MEMBER_BYTES, MAX_RATIO, RATIO_FREE_BYTES } from './limits'

export interface Expected {
  /** null: the archive does not say. */
  readonly size: number | null
  readonly crc: number | null
  /** How many bytes it is packed in, as far as is known by now; Infinity where it is not packed. */
  readonly packedBytes: () => number
}

/** An entry of which a part was read: what it says follows on what was kept. */
export class DamagedMember extends SourceProblem {}

/**
 * The bytes of an entry as they come, counted and summed.
 * @throws DamagedMember after the last byte where length or CRC-32 is another than the archive says, and as soon as there are more bytes than it may have
 */
export async function* checkedBytes(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { size, crc, packedBytes }: Expected,
): AsyncGenerator<Uint8Array> {
  let length = 0
  let sum = 0
  for await (const chunk of bytes) {
    if (size !== null && length + chunk.length > size) {
      yield chunk.subarray(0, size - length)
      throw new DamagedMember(`The archive says ${size} bytes, and there are more. ${KEPT}`)
    }
    length += chunk.length
    if (length > MAX_MEMBER_BYTES)
      throw new DamagedMember(`It is larger than ${MAX_MEMBER_BYTES} bytes, which no log is. ${KEPT}`)
    if (length > RATIO_FREE_BYTES && length > packedBytes() * MAX_RATIO)
      throw new DamagedMember(
        `It unpacks to more than ${MAX_RATIO} times its packed size, as an archive that is made to fill disks does. ${KEPT} If it is a log all the same, unpack it with another program and open the result.`,
      )
    if (crc !== null) sum = crc32(chunk, sum)
    yield chunk
  }
  if (size !== null && length < size)
    throw new DamagedMember(`It ends after ${length} of ${size} bytes. ${KEPT}`)
  if (crc !== null && sum >>> 0 !== crc)
    throw new DamagedMember(
      `Its checksum (CRC-32) is not the one in the archive: at least one byte is not what was packed. ${KEPT}`,
    )
}

const KEPT = 'What was unpacked before is kept. Get the archive anew if you can.'
