import { sha256 } from './sha256'
import type { ByteSource } from './sources/byte-source'

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
