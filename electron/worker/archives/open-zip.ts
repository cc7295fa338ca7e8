import { inflateRawSync, constants } from 'node:zlib'
import { SourceProblem } from '../sources/source-problem'
import type { ArchiveFile } from './archive-file'
import { ArchivePassword } from './archive-password'
import type { ArchiveMember, AskPassword, HearProblem } from './archive-member'
import { checkedBytes, DamagedMember } from './checked-bytes'
import { inflated } from './inflated'
import { HEAD_BYTES } from './limits'
import { overlapping, readZipDirectory } from './zip-directory'
import { decryption, encryptionFrame } from './zip-decrypt'
import type { ZipEntry } from './zip-entry'
import { localHeader } from './zip-local-headers'

const STORED = 0
const DEFLATE = 8
const METHODS: Readonly<Record<number, string>> = {
  1: 'Shrink',
  6: 'Implode',
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'xz',
  98: 'PPMd',
}

/** Packed bytes that give a head at any ratio that text or a log has. */
const PACKED_HEAD = 4096

/** The entries of a zip, in the order of its directory; folders are left out. @throws SourceProblem */
export function* openZip(file: ArchiveFile, ask: AskPassword, hear: HearProblem): Generator<ArchiveMember> {
  const { entries, problems } = readZipDirectory(file)
  problems.forEach(hear)
  const bombs = overlapping(entries)
  const passwords = new ArchivePassword(ask)
  for (const entry of entries) {
    if (entry.name.endsWith('/') || (entry.size === 0 && entry.name.endsWith('\\'))) continue
    yield new ZipMember(file, entry, problemOf(entry, bombs.has(entry)), passwords)
  }
}

function problemOf({ method, encryption }: ZipEntry, overlaps: boolean): string | null {
  if (overlaps)
    return 'Its bytes in the archive are those of another entry too, as in an archive that is made to fill disks. It was not read. Unpack it with another program if you trust it.'
  if (encryption === 'unknown')
    return 'It is encrypted in a way that is not known (a certificate, perhaps). It was not read. Unpack it with the program that packed it.'
  if (method !== STORED && method !== DEFLATE)
    return `It is packed with ${METHODS[method] ?? `method ${method}`}, which is not read here. It was not read. Unpack it with another program and open the result.`
  return null
}

class ZipMember implements ArchiveMember {
  private firstBytes: Buffer | null = null

  constructor(
    private readonly file: ArchiveFile,
    private readonly entry: ZipEntry,
    readonly problem: string | null,
    private readonly passwords: ArchivePassword,
  ) {}

  get name(): string {
    return this.entry.name
  }

  get size(): number | null {
    return this.entry.size
  }

  get modifiedMs(): number | null {
    return this.entry.modifiedMs
  }

  get isEncrypted(): boolean {
    return this.entry.encryption !== 'none'
  }

  get stored(): ArchiveMember['stored'] {
    const { entry, file } = this
    if (entry.method !== STORED || this.isEncrypted || entry.size === null) return null
    const dataAt = this.dataAt()
    return dataAt + entry.size > file.size ? null : file.partAt(dataAt, entry.size)
  }

  async head(): Promise<Uint8Array> {
    if (this.firstBytes !== null) return this.firstBytes
    const { entry, file } = this
    const dataAt = this.dataAt()
    const { before } = encryptionFrame(entry)
    const packedTo = Math.min(dataAt + entry.packedBytes, dataAt + before + PACKED_HEAD)
    let packed = file.bytes(dataAt + before, packedTo - dataAt - before)
    if (this.isEncrypted) {
      const start = file.bytes(dataAt, before)
      packed = await this.passwords.use((password) =>
        decryption(entry, password, Buffer.from(start)).decrypt(Buffer.from(packed)),
      )
    }
    const plain = entry.method === DEFLATE ? inflateStart(packed) : packed
    return (this.firstBytes = plain.subarray(0, HEAD_BYTES))
  }

  async *read(): AsyncGenerator<Uint8Array> {
    const { entry, file } = this
    const dataAt = this.dataAt()
    const { before, behind } = encryptionFrame(entry)
    const from = dataAt + before
    const to = Math.max(from, dataAt + entry.packedBytes - behind)
    const packed = async (): Promise<Iterable<Buffer>> => {
      const bytes = file.stretch(from, to)
      if (!this.isEncrypted) return bytes
      const start = file.bytes(dataAt, before)
      const opened = await this.passwords.use((password) => decryption(entry, password, Buffer.from(start)))
      return decrypted(bytes, opened, () => file.bytes(to, behind))
    }
    const isPacked = entry.method === DEFLATE
    yield* checkedBytes(isPacked ? inflated(packed, to - from) : await packed(), {
      size: entry.size,
      crc: entry.crc,
      packedBytes: () => (isPacked ? entry.packedBytes : Infinity),
    })
    if (entry.size === null) throw new DamagedMember(NO_CHECKSUM)
  }

  private dataAt(): number {
    const header = localHeader(this.file, this.entry.headerAt)
    if (header === null)
      throw new SourceProblem(
        'The archive has no entry where its directory says: it is cut off or damaged there. Nothing of it was read. Get the archive anew if you can.',
      )
    return header.dataAt
  }
}

const NO_CHECKSUM =
  'The archive is cut off before its directory: length and checksum of this entry are not known. What was unpacked is kept. Get the archive anew if you can.'

function* decrypted(
  bytes: Iterable<Buffer>,
  opened: ReturnType<typeof decryption>,
  behind: () => Buffer,
): Generator<Buffer> {
  for (const chunk of bytes) yield opened.decrypt(chunk)
  opened.finish(behind())
}

/** What the first packed bytes unpack to. */
function inflateStart(packed: Buffer): Buffer {
  try {
    return inflateRawSync(packed, { finishFlush: constants.Z_SYNC_FLUSH })
  } catch {
    // Damaged right at its start: reading it says so.
    return Buffer.alloc(0)
  }
}
