import { Readable } from 'node:stream'
import { SourceProblem } from '../sources/source-problem'
import { isNamedLog } from '../sources/log-start'
import { crc32 } from '../fast-crc32'
import type { ArchiveFile } from './archive-file'
import type { ArchiveMember, AskPassword, HearProblem } from './archive-member'
import { ArchivePassword, WrongPassword } from './archive-password'
import { ByteReader } from './byte-reader'
import { checkedBytes, DamagedMember } from './checked-bytes'
import { HEAD_BYTES } from './limits'
import { KeyRing } from './seven-zip/aes'
import { readSevenZipDirectory } from './seven-zip/directory'
import { folderBytes, folderProblem, isEncrypted, isStored } from './seven-zip/folder-bytes'
import { WRONG_DIRECTORY } from './seven-zip/number-reader'
import type { Folder } from './seven-zip/streams-info'

/** Packed bytes that were decrypted with a wrong password make no sense long before this. */
const TELLING_BYTES = 1024 * 1024

/**
 * The files of a 7z, in its order; each must be read before the next is asked for. Files that were packed together are unpacked together, once.
 * @throws SourceProblem
 */
export async function* openSevenZip(
  file: ArchiveFile,
  ask: AskPassword,
  hear: HearProblem,
  signal: AbortSignal,
): AsyncGenerator<ArchiveMember> {
  const opener = new Opener(file, new ArchivePassword(ask), signal)
  const entries = await readSevenZipDirectory(file, (folder) => opener.whole(folder))
  let block: Block | null = null as Block | null
  let lost = 0
  try {
    for (const { name, modifiedMs, content, isFolder } of entries) {
      if (isFolder) continue
      if (content !== null && block?.folder !== content.folder) {
        await block?.close()
        block = new Block(content.folder, opener)
      }
      const member = content === null || block === null ? EMPTY : new BlockMember(block, content.part)
      if (member instanceof BlockMember && block?.hasFailed === true && !isNamedLog(name)) lost++
      else yield named(member, name, modifiedMs)
    }
  } finally {
    await block?.close()
  }
  if (lost > 0) hear(`${lost} more entries lie behind the damage in their block and were not looked at.`)
}

type Content = Omit<ArchiveMember, 'name' | 'modifiedMs'>

function named(content: Content, name: string, modifiedMs: number | null): ArchiveMember {
  const { size, isEncrypted: encrypted, problem, stored } = content
  return {
    name,
    modifiedMs,
    size,
    isEncrypted: encrypted,
    problem,
    stored,
    head: () => content.head(),
    read: () => content.read(),
  }
}

const EMPTY: Content = {
  size: 0,
  isEncrypted: false,
  problem: null,
  stored: null,
  head: () => Promise.resolve(new Uint8Array(0)),
  read: () => Readable.from([]),
}

/** Unpacks folders of one archive with the password that fits. */
class Opener {
  private readonly keys = new KeyRing()

  constructor(
    readonly file: ArchiveFile,
    private readonly passwords: ArchivePassword,
    private readonly signal: AbortSignal,
  ) {}

  /** @throws SourceProblem */
  async bytes(folder: Folder): Promise<AsyncIterable<Uint8Array>> {
    if (!isEncrypted(folder) || folderProblem(folder) !== null) return this.with(folder, '')
    return this.passwords.use(async (password) => {
      await this.check(folder, password)
      return this.with(folder, password)
    })
  }

  /** All of a small one. @throws SourceProblem */
  async whole(folder: Folder): Promise<Buffer> {
    const read = async (password: string): Promise<Buffer> => {
      const pieces: Uint8Array[] = []
      for await (const piece of this.with(folder, password)) pieces.push(piece)
      const bytes = Buffer.concat(pieces)
      const crc = folder.parts[0]?.crc ?? null
      if (crc !== null && crc32(bytes) !== crc) throw new DamagedMember(WRONG_DIRECTORY)
      return bytes
    }
    if (!isEncrypted(folder)) return read('')
    return this.passwords.use((password) => read(password).catch(asWrongPassword))
  }

  private with(folder: Folder, password: string): AsyncIterable<Uint8Array> {
    const keyFor = (properties: Buffer): Promise<Buffer> => this.keys.keyOf(properties, password)
    return folderBytes(this.file, folder, keyFor, this.signal)
  }

  /** AES of 7z does not tell a wrong password: what it gives makes no sense, or has another checksum. @throws WrongPassword */
  private async check(folder: Folder, password: string): Promise<void> {
    const [first] = folder.parts
    if (!first) return
    const isPacked = folder.coders.length > 1
    let sum = 0
    let length = 0
    try {
      for await (const piece of this.with(folder, password)) {
        const wanted = piece.subarray(0, first.size - length)
        sum = crc32(wanted, sum)
        length += wanted.length
        if (length === first.size) break
        if (isPacked && length >= TELLING_BYTES) return
      }
    } catch (error) {
      asWrongPassword(error)
    }
    if (first.crc !== null && sum >>> 0 !== first.crc) throw new WrongPassword(WRONG_OR_DAMAGED)
  }
}

/** A folder that is unpacked as its files are asked for. */
class Block {
  hasFailed = false
  /** Where each file begins in what is unpacked. */
  readonly starts: readonly number[]
  private reader: ByteReader | null = null
  private at = 0

  constructor(
    readonly folder: Folder,
    readonly opener: Opener,
  ) {
    let at = 0
    this.starts = folder.parts.map(({ size }) => (at += size) - size)
  }

  async head(at: number, length: number): Promise<Uint8Array> {
    const reader = await this.seek(at)
    const head = await reader.exactly(length)
    reader.putBack(head)
    return head
  }

  async *read(at: number, size: number): AsyncGenerator<Uint8Array> {
    const reader = await this.seek(at)
    try {
      for (let left = size; left > 0;) {
        const piece = await reader.some(left)
        if (piece.length === 0) return
        left -= piece.length
        this.at += piece.length
        yield piece
      }
    } catch (error) {
      this.hasFailed = true
      throw error
    }
  }

  async close(): Promise<void> {
    await this.reader?.close()
    this.reader = null
  }

  /** @throws SourceProblem where what lies before is damaged */
  private async seek(at: number): Promise<ByteReader> {
    if (this.hasFailed) throw new SourceProblem(BEHIND_DAMAGE)
    if (this.reader === null || at < this.at) {
      await this.close()
      this.reader = new ByteReader(await this.opener.bytes(this.folder))
      this.at = 0
    }
    try {
      const wanted = at - this.at
      const skipped = await this.reader.skip(wanted)
      this.at += skipped
      if (skipped < wanted) throw new SourceProblem(BEHIND_DAMAGE)
      return this.reader
    } catch (error) {
      this.hasFailed = true
      throw error instanceof DamagedMember ? new SourceProblem(BEHIND_DAMAGE) : error
    }
  }
}

class BlockMember implements Content {
  readonly size: number
  readonly isEncrypted: boolean
  readonly problem: string | null
  private readonly crc: number | null
  private readonly at: number

  constructor(
    private readonly block: Block,
    part: number,
  ) {
    const { folder, starts } = block
    this.at = starts[part]!
    const { size, crc } = folder.parts[part]!
    this.size = size
    this.crc = crc
    this.isEncrypted = isEncrypted(folder)
    this.problem = folderProblem(folder)
  }

  get stored(): ArchiveMember['stored'] {
    const { folder, opener } = this.block
    if (!isStored(folder)) return null
    const at = folder.from + this.at
    return at + this.size > opener.file.size ? null : opener.file.partAt(at, this.size)
  }

  head(): Promise<Uint8Array> {
    return this.block.head(this.at, Math.min(HEAD_BYTES, this.size))
  }

  read(): AsyncIterable<Uint8Array> {
    const { block, at, size, crc } = this
    return checkedBytes(block.read(at, size), {
      size,
      crc,
      packedBytes: () => (isStored(block.folder) ? Infinity : block.folder.packedBytes),
    })
  }
}

function asWrongPassword(error: unknown): never {
  throw error instanceof DamagedMember ? new WrongPassword(WRONG_OR_DAMAGED) : error
}

const WRONG_OR_DAMAGED =
  'The password does not fit, or the archive is damaged. Nothing of it was read. Give the right one.'
const BEHIND_DAMAGE =
  'It lies behind damage in a block of the archive that is unpacked as one. Nothing of it was read. Get the archive anew if you can.'
