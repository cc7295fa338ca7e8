/** What a folder of a 7z unpacks to, piece by piece: one method behind the other. */
import { SourceProblem } from '../../sources/source-problem'
import type { ArchiveFile } from '../archive-file'
import { DamagedMember } from '../checked-bytes'
import { inflated } from '../inflated'
import { AES, decrypted } from './aes'
import { withoutDelta, withoutX86 } from './filters'
import { lzma2Unpacked, lzmaUnpacked } from './lzma-streams'
import type { Coder, Folder } from './streams-info'

const COPY = '00'
const DEFLATE = '040108'
const PULLED: Readonly<Record<string, (bytes: Iterable<Uint8Array>, coder: Coder) => Iterable<Uint8Array>>> =
  {
    [COPY]: (bytes) => bytes,
    '21': (bytes, { properties, size }) => lzma2Unpacked(bytes, properties, size),
    '030101': (bytes, { properties, size }) => lzmaUnpacked(bytes, properties, size),
    '03': (bytes, { properties }) => withoutDelta(bytes, properties),
    '04': (bytes) => withoutX86(bytes),
    '03030103': (bytes) => withoutX86(bytes),
  }
const NAMES: Readonly<Record<string, string>> = {
  '030401': 'PPMd',
  '040109': 'Deflate64',
  '040202': 'BZip2',
  '04f71101': 'Zstandard',
  '0303011b': 'BCJ2',
  '0a': 'a filter for ARM64',
}
/** Bytes after which others have a turn. */
const BYTES_A_TURN = 1024 * 1024

export const isEncrypted = ({ coders }: Folder): boolean => coders.some(({ method }) => method === AES)

/** Its bytes lie in the archive as they are. */
export const isStored = ({ coders }: Folder): boolean => coders.every(({ method }) => method === COPY)

/** Why it cannot be unpacked, as a sentence; null where it can. */
export function folderProblem({ coders, problem }: Folder): string | null {
  if (problem !== null) return problem
  const isPulled = ({ method }: Coder): boolean => method in PULLED || method === AES
  // Deflate comes as a stream, which no other method can be pulled from.
  const unknown = coders.find(
    (coder, i) => !isPulled(coder) && !(coder.method === DEFLATE && i === coders.length - 1),
  )
  if (unknown === undefined) return null
  const name = NAMES[unknown.method] ?? `method ${unknown.method}`
  return `It is packed with ${name}, which is not read here. It was not read. Unpack it with 7-Zip and open the result.`
}

/**
 * @param keyFor of an encrypted one
 * @throws SourceProblem, DamagedMember after what was good; an encrypted one that makes no sense may have another password
 */
export async function* folderBytes(
  file: ArchiveFile,
  folder: Folder,
  keyFor: (properties: Buffer) => Promise<Buffer>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const problem = folderProblem(folder)
  if (problem !== null) throw new SourceProblem(problem)
  const { from, packedBytes, coders, size } = folder
  const pulled = async (): Promise<Iterable<Uint8Array>> => {
    let bytes: Iterable<Uint8Array> = file.stretch(from, from + packedBytes)
    for (const coder of coders) {
      if (coder.method === AES) bytes = decrypted(bytes, coder.properties, await keyFor(coder.properties))
      else if (coder.method !== DEFLATE) bytes = PULLED[coder.method]!(bytes, coder)
    }
    return bytes
  }
  // If it is there, it is the last.
  const isDeflated = coders.at(-1)?.method === DEFLATE
  let left = size
  let turn = 0
  for await (const piece of isDeflated ? inflated(pulled, packedBytes) : await pulled()) {
    signal.throwIfAborted()
    // Encrypted bytes are filled up to whole blocks.
    const wanted = piece.subarray(0, left)
    left -= wanted.length
    turn += wanted.length
    if (wanted.length > 0) yield wanted
    if (left === 0) return
    if (turn < BYTES_A_TURN) continue
    turn = 0
    await new Promise(setImmediate)
  }
  if (left > 0)
    throw new DamagedMember(
      `Its block ends ${left} bytes too early: the archive is cut off or damaged. What was unpacked before is kept. Get the archive anew if you can.`,
    )
}
