import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { ArchiveMember } from './archive-member'
import type { ByteReader } from './byte-reader'
import { checkedBytes, DamagedMember } from './checked-bytes'
import { HEAD_BYTES } from './limits'

const GUNZIP_CHUNK = 256 * 1024

/** What a gzip stream unpacks to; zlib checks its CRC-32 and length. @throws DamagedMember after the bytes that were good */
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
  return checkedBytes(unzip(counted()), { size: null, crc: null, packedBytes: () => packedBytes })
}

async function* unzip(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: GUNZIP_CHUNK })
  const source = Readable.from(packed, { objectMode: true, highWaterMark: 4 })
  source.on('error', (error) => gunzip.destroy(error))
  source.pipe(gunzip)
  try {
    for await (const chunk of gunzip) yield chunk as Uint8Array
  } catch (error) {
    if (error instanceof DamagedMember) throw error
    throw new DamagedMember(
      'The gzip stream is damaged or cut off. What was unpacked before is kept. Get the archive anew if you can.',
    )
  } finally {
    source.destroy()
    gunzip.destroy()
  }
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
