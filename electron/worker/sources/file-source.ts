import { open, type FileHandle } from 'node:fs/promises'
import type { ByteSource } from './byte-source'
import { SourceProblem } from './source-problem'

/** A file of this machine, opened for reading only. */
class FileSource implements ByteSource {
  constructor(
    private readonly handle: FileHandle,
    readonly size: number,
    readonly modifiedMs: number,
  ) {}

  async read(into: Uint8Array, position: number): Promise<number> {
    let filled = 0
    while (filled < into.length) {
      const { bytesRead } = await this.handle.read(into, filled, into.length - filled, position + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return filled
  }

  close(): Promise<void> {
    return this.handle.close()
  }
}

/** @throws SourceProblem or a system error with a code */
export async function openFile(path: string): Promise<ByteSource> {
  const handle = await open(path, 'r')
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) {
      throw new SourceProblem('Neither a file nor a folder (a device or pipe). Nothing was read.')
    }
    return new FileSource(handle, stat.size, stat.mtimeMs)
  } catch (error) {
    await handle.close()
    throw error
  }
}
