import type { ArchiveMember } from './archive-member'
import { ByteReader } from './byte-reader'
import { checkedBytes } from './checked-bytes'
import { gunzippedStream } from './gzip-stream'
import { HEAD_BYTES } from './limits'

/** What a gzip stream unpacks to, with its CRC-32 and length checked. @throws DamagedMember after the bytes that were good */
export function gunzipped(
  packed: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncIterable<Uint8Array> {
  let packedBytes = 0
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of packed) {
      packedBytes += chunk.length
      yield chunk
    }
  }
  const unpacked = gunzippedStream(new ByteReader(counted()))
  return checkedBytes(unpacked, { size: null, crc: null, packedBytes: () => packedBytes })
}

/** The one file in a gzip that holds no tar. */
export class GzipMember implements ArchiveMember {
  readonly size = null
  readonly modifiedMs = null
  readonly isEncrypted = false
  readonly problem = null
  readonly stored = null

  constructor(
    readonly name: string,
    private readonly bytes: ByteReader,
  ) {}

  async head(): Promise<Uint8Array> {
    const head = await this.bytes.exactly(HEAD_BYTES)
    this.bytes.putBack(head)
    return head
  }

  read(): AsyncIterable<Uint8Array> {
    return this.bytes
  }
}
