import { createHash, type Hash } from 'node:crypto'
import { constants } from 'node:fs'
import { chmod, copyFile, type FileHandle, open, rm } from 'node:fs/promises'

const READ_SIZE = 1024 * 1024

/** A copy that is being made: grows at its end only, hashed as it grows. */
export class PartFile {
  bytes = 0
  private hash: Hash = createHash('sha256')

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
    }
  }

  /** @throws a system error; the disk may be full */
  async write(chunk: Uint8Array): Promise<void> {
    for (let done = 0; done < chunk.length;) {
      const { bytesWritten } = await this.handle.write(chunk, done, chunk.length - done, this.bytes + done)
      done += bytesWritten
    }
    this.hash.update(chunk)
    this.bytes += chunk.length
  }

  /** From the start again. */
  async restart(): Promise<void> {
    await this.handle.truncate(0)
    this.bytes = 0
    this.hash = createHash('sha256')
  }

  /** On the disk, read-only; answers the SHA-256. */
  async seal(): Promise<string> {
    await this.handle.sync()
    await this.handle.chmod(0o444)
    await this.handle.close()
    return this.hash.digest('hex')
  }

  async discard(): Promise<void> {
    await this.handle.close().catch(() => undefined)
    await rm(this.path, { force: true })
  }
}
