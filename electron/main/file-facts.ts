import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'

export interface FileFacts {
  readonly size: number
  readonly sha256: string
}

/** Size and SHA-256 of a file as it lies on the disk. @throws what the system says */
export async function factsOfFile(file: string): Promise<FileFacts> {
  const hash = createHash('sha256')
  let size = 0
  for await (const slab of createReadStream(file)) {
    hash.update(slab as Buffer)
    size += (slab as Buffer).length
  }
  return { size, sha256: hash.digest('hex') }
}
