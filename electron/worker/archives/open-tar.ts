import type { ArchiveMember, HearProblem } from './archive-member'
import type { ByteReader } from './byte-reader'
import { DamagedMember } from './checked-bytes'
import { HEAD_BYTES, MAX_ARCHIVE_ENTRIES, MAX_TAR_HEADER_BYTES } from './limits'
import { TAR_BLOCK, type TarHeader, tarHeader } from './tar-header'
import { problemSentence } from '../sources/source-problem'

const CUT = 'The archive is cut off inside it. What came before is kept. Get the archive anew if you can.'

/** The files of a tar, in its order; each must be read before the next is asked for, else it is passed over. */
export async function* openTar(tar: ByteReader, hear: HearProblem): AsyncGenerator<ArchiveMember> {
  let long: Partial<Pick<TarHeader, 'name' | 'size'>> = {}
  let entries = 0
  try {
    for (;;) {
      const header = await nextHeader(tar, hear)
      if (header === null) return
      if (++entries > MAX_ARCHIVE_ENTRIES) {
        hear(
          `The tar has more than ${MAX_ARCHIVE_ENTRIES} entries, which no collection has. Those before are read. Unpack it with another program and open the logs.`,
        )
        return
      }
      const padded = Math.ceil(header.size / TAR_BLOCK) * TAR_BLOCK
      if (header.type === 'L' || header.type === 'x') {
        const told = await tar.exactly(Math.min(padded, MAX_TAR_HEADER_BYTES))
        await tar.skip(padded - told.length)
        long = { ...long, ...longHeader(header.type, told.subarray(0, header.size)) }
        continue
      }
      const member = new TarMember(tar, { ...header, ...long })
      long = {}
      if (header.type === '0') yield member
      await member.pass()
    }
  } catch (error) {
    hear(`The tar could not be read to its end. Entries before are kept. ${problemSentence(error)}`)
  } finally {
    await tar.close()
  }
}

/** null at the end. What is no header is told and passed over: the next entry is known by the checksum of its own. */
async function nextHeader(tar: ByteReader, hear: HearProblem): Promise<TarHeader | null> {
  for (let isDamaged = false; ;) {
    const block = await tar.exactly(TAR_BLOCK)
    const header = tarHeader(block)
    if (header !== null) return header
    if (block.length < TAR_BLOCK) {
      if (!isDamaged)
        hear('The tar has no end: it is cut off. Entries before are kept. Get the archive anew if you can.')
      return null
    }
    // In what is passed over zeros are no end.
    if (isDamaged) continue
    if (block.every((byte) => byte === 0)) return null
    isDamaged = true
    hear(
      'The tar is damaged: where an entry must begin is something else, which is not read. Entries before and behind it are. Get the archive anew if you can.',
    )
  }
}

/** Name and size that did not fit the header behind. */
function longHeader(type: string, told: Buffer): Partial<Pick<TarHeader, 'name' | 'size'>> {
  if (type === 'L') return { name: told.toString('utf8').replace(/\0.*$/s, '') }
  const found: { name?: string; size?: number } = {}
  for (let at = 0; at < told.length;) {
    const space = told.indexOf(0x20, at)
    const length = space < 0 ? NaN : Number(told.toString('latin1', at, space))
    if (!Number.isInteger(length) || length <= space - at || at + length > told.length) break
    const line = told.toString('utf8', space + 1, at + length - 1)
    if (line.startsWith('path=')) found.name = line.slice(5)
    const size = line.startsWith('size=') ? Number(line.slice(5)) : NaN
    if (Number.isSafeInteger(size) && size >= 0) found.size = size
    at += length
  }
  return found
}

class TarMember implements ArchiveMember {
  readonly isEncrypted = false
  readonly problem = null
  readonly stored = null
  private left: number
  private readonly padding: number

  constructor(
    private readonly tar: ByteReader,
    private readonly header: TarHeader,
  ) {
    this.left = header.size
    this.padding = (TAR_BLOCK - (header.size % TAR_BLOCK)) % TAR_BLOCK
  }

  get name(): string {
    return this.header.name
  }

  get size(): number {
    return this.header.size
  }

  get modifiedMs(): number {
    return this.header.modifiedMs
  }

  async head(): Promise<Uint8Array> {
    const head = await this.tar.exactly(Math.min(HEAD_BYTES, this.left))
    this.tar.putBack(head)
    return head
  }

  async *read(): AsyncGenerator<Uint8Array> {
    while (this.left > 0) {
      let some: Uint8Array
      try {
        some = await this.tar.some(this.left)
      } catch (error) {
        throw new DamagedMember(problemSentence(error))
      }
      if (some.length === 0) throw new DamagedMember(CUT)
      this.left -= some.length
      yield some
    }
  }

  /** To the next header. */
  async pass(): Promise<void> {
    await this.tar.skip(this.left + this.padding)
  }
}
