import { open, type FileHandle } from 'node:fs/promises'
import type { FilePart, FileSpot } from '../../contract/file-spot'
import type { ByteSource } from './byte-source'
import { SourceProblem } from './source-problem'

export type { FilePart, FileSpot }

export const pathOf = (spot: FileSpot): string => (typeof spot === 'string' ? spot : spot.path)

/** A file of this machine, opened for reading only. */
class FileSource implements ByteSource {
  constructor(
    private readonly handle: FileHandle,
    readonly size: number,
    readonly modifiedMs: number,
    private readonly from: number,
  ) {}

  async read(into: Uint8Array, position: number): Promise<number> {
    const wanted = Math.min(into.length, this.size - position)
    let filled = 0
    while (filled < wanted) {
      const { bytesRead } = await this.handle.read(
        into,
        filled,
        wanted - filled,
        this.from + position + filled,
      )
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return filled
  }

  close(): Promise<void> {
    return this.handle.close()
  }
}

/** @param size of a file that is still growing @throws SourceProblem or a system error with a code */
export async function openFile(spot: FileSpot, size?: number): Promise<ByteSource> {
  const handle = await open(pathOf(spot), 'r')
  try {
    const stat = await handle.stat()
    if (!stat.isFile()) {
      throw new SourceProblem('Neither a file nor a folder (a device or pipe). Nothing was read.')
    }
    if (typeof spot === 'string') return new FileSource(handle, size ?? stat.size, stat.mtimeMs, 0)
    return new FileSource(handle, spot.size, stat.mtimeMs, spot.from)
  } catch (error) {
    await handle.close()
    throw error
  }
}
