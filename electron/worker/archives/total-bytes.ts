import { DamagedMember } from './checked-bytes'
import { MAX_TOTAL_BYTES } from './limits'

/** What was unpacked of everything in one opened archive. */
export class TotalBytes {
  private bytes = 0

  /** The bytes as they come. @throws DamagedMember beyond MAX_TOTAL_BYTES */
  async *count(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.bytes += chunk.length
      if (this.bytes > MAX_TOTAL_BYTES)
        throw new DamagedMember(
          `The archive unpacks to more than ${MAX_TOTAL_BYTES} bytes, which no collection does. What was unpacked before is kept. Unpack the logs with another program and open them.`,
        )
      yield chunk
    }
  }
}
