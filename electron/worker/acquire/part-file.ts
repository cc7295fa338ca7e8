import { createHash, type Hash } from 'node:crypto'
import { constants } from 'node:fs'
import { chmod, copyFile, type FileHandle, open, rm } from 'node:fs/promises'

const READ_SIZE = 1024 * 1024

/** Most that is gathered while a write is under way: what a fast network brings in pieces of 16 KiB would cost a write each. */
const BLOCK_SIZE = 1024 * 1024
/** A piece as large is written as it is: gathering it would be a copy. */
const WORTH_A_WRITE = BLOCK_SIZE / 4

/** So much is written before the disk is asked to take it, while more comes: all at the end would be a wait of its own. */
const SYNC_EVERY_BYTES = 32 * 1024 * 1024

/** A copy that is being made: grows at its end only, hashed as it grows. What comes is written at once, or as one with what comes during a write. */
export class PartFile {
  /** What it was given. */
  bytes = 0
  /** What can be read of it by now. */
  written = 0
  /** Hears how much can be read, after each write. */
  onWritten: (bytes: number) => void = () => undefined
  private hash: Hash = createHash('sha256')
  private block = Buffer.allocUnsafeSlow(BLOCK_SIZE)
  private spare = Buffer.allocUnsafeSlow(BLOCK_SIZE)
  private filled = 0
  /** The write under way; one that failed stays. */
  private writing: Promise<void> | null = null
  /** Bytes that the disk was asked for, and the answer. */
  private syncedBytes = 0
  private syncing: Promise<void> | null = null

  private constructor(
    readonly path: string,
    private readonly handle: FileHandle,
  ) {}

  /** @throws a system error */
  static async create(path: string): Promise<PartFile> {
    return new PartFile(path, await open(path, 'wx+', 0o600))
  }

  /** Begins with what an earlier attempt left: copied, and hashed anew. @throws a system error */
  static async continued(path: string, earlier: string, signal: AbortSignal): Promise<PartFile> {
    await copyFile(earlier, path, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
    await chmod(path, 0o600)
    const part = new PartFile(path, await open(path, 'r+'))
    const buffer = Buffer.alloc(READ_SIZE)
    for (;;) {
      signal.throwIfAborted()
      const { bytesRead } = await part.handle.read(buffer, 0, READ_SIZE, part.bytes)
      if (bytesRead === 0) return part
      part.hash.update(buffer.subarray(0, bytesRead))
      part.bytes += bytesRead
      part.written = part.bytes
    }
  }

  /** Takes the bytes; waits for a large piece to be written, and where a whole block waits for it. @throws a system error; the disk may be full */
  async write(chunk: Uint8Array): Promise<void> {
    if (chunk.length >= WORTH_A_WRITE) return this.writeLarge(chunk)
    for (let taken = 0; taken < chunk.length;) {
      while (this.filled === BLOCK_SIZE) await this.writing
      const some = chunk.subarray(taken, taken + BLOCK_SIZE - this.filled)
      this.block.set(some, this.filled)
      this.filled += some.length
      this.bytes += some.length
      taken += some.length
      this.writeOn()
    }
  }

  /** All of it can be read. @throws a system error */
  async flush(): Promise<void> {
    while (this.writing !== null) await this.writing
  }

  /** From the start again. @throws a system error */
  async restart(): Promise<void> {
    await this.flush()
    await this.handle.truncate(0)
    this.bytes = this.written = this.syncedBytes = 0
    this.hash = createHash('sha256')
  }

  /** On the disk, read-only; answers the SHA-256. @throws a system error */
  async seal(): Promise<string> {
    await this.flush()
    await this.syncing
    await this.handle.sync()
    await this.handle.chmod(0o444)
    await this.handle.close()
    return this.hash.digest('hex')
  }

  private async writeLarge(chunk: Uint8Array): Promise<void> {
    await this.flush()
    this.bytes += chunk.length
    this.begin(chunk)
    await this.flush()
  }

  /** Hands over what was gathered and gathers on in the other block. */
  private writeOn(): void {
    if (this.writing !== null || this.filled === 0) return
    const block = this.block.subarray(0, this.filled)
    const other = this.spare
    this.spare = this.block
    this.block = other
    this.filled = 0
    this.begin(block)
  }

  private begin(block: Uint8Array): void {
    this.writing = this.put(block, this.written).then(() => {
      this.writing = null
      this.writeOn()
    })
    // It is thrown where somebody waits for it.
    this.writing.catch(() => undefined)
    this.hash.update(block)
  }

  private async put(block: Uint8Array, at: number): Promise<void> {
    for (let done = 0; done < block.length;) {
      const { bytesWritten } = await this.handle.write(block, done, block.length - done, at + done)
      done += bytesWritten
    }
    this.written = at + block.length
    this.onWritten(this.written)
    if (this.syncing === null && this.written - this.syncedBytes >= SYNC_EVERY_BYTES) this.syncOn()
  }

  /** Without waiting; a disk that fails is told at the end. */
  private syncOn(): void {
    this.syncedBytes = this.written
    this.syncing = this.handle.datasync().then(() => {
      this.syncing = null
    })
    this.syncing.catch(() => undefined)
  }

  async discard(): Promise<void> {
    await this.flush().catch(() => undefined)
    await this.syncing?.catch(() => undefined)
    await this.handle.close().catch(() => undefined)
    await rm(this.path, { force: true })
  }
}
