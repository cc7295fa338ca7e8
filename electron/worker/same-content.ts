import { sha256 } from './sha256'
import type { SourceProgress } from './source-progress'
import type { ByteSource } from './sources/byte-source'
import { type FileSpot, openFile } from './sources/file-source'

const PROBE_SIZE = 128 * 1024
const READ_SIZE = 1024 * 1024

/** SHA-256 of the first and last 128 KiB: tells two logs of equal size apart without reading all of both. */
export async function probeHash(file: ByteSource): Promise<string> {
  const hash = await sha256()
  const buffer = new Uint8Array(PROBE_SIZE)
  for (const position of [0, Math.max(0, file.size - PROBE_SIZE)]) {
    hash.update(buffer.subarray(0, await file.read(buffer, position)))
  }
  return hash.digest('hex')
}

/** SHA-256 of all of it, in lower-case hex; null when the signal fired. */
export async function fullHash(file: ByteSource, signal: AbortSignal): Promise<string | null> {
  const hash = await sha256()
  const buffer = new Uint8Array(READ_SIZE)
  for (let position = 0; position < file.size && !signal.aborted;) {
    const length = await file.read(buffer, position)
    if (length === 0) break
    hash.update(buffer.subarray(0, length))
    position += length
  }
  return signal.aborted ? null : hash.digest('hex')
}

/** A source that another may equal; hashes are made when first needed. */
export class Candidate {
  private probe: string | null = null
  sha256: string | null

  /** @param known its SHA-256, where it is known without reading it */
  constructor(
    private readonly path: FileSpot,
    readonly progress: SourceProgress,
    known: string | null = null,
  ) {
    this.sha256 = progress.sha256 ?? known
  }

  async equals(other: Candidate, file: ByteSource, signal: AbortSignal): Promise<boolean> {
    if (other.path === this.path && other.sha256 === null) return true
    this.probe ??= await probeHash(file)
    const probe = await other.withFile((opened) => other.probeOf(opened))
    if (probe !== this.probe) return false
    this.sha256 ??= await fullHash(file, signal)
    other.sha256 ??= await other.withFile((opened) => fullHash(opened, signal))
    return this.sha256 !== null && this.sha256 === other.sha256
  }

  private async probeOf(file: ByteSource): Promise<string> {
    return (this.probe ??= await probeHash(file))
  }

  private async withFile<T>(use: (file: ByteSource) => Promise<T>): Promise<T> {
    const file = await openFile(this.path)
    try {
      return await use(file)
    } finally {
      await file.close()
    }
  }
}
