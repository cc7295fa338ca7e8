/** What a 7z says of its packed bytes: blocks ("folders"), how each is packed, and which files follow one another in it. */
import { SourceProblem } from '../../sources/source-problem'
import { MAX_ARCHIVE_ENTRIES, MAX_STREAMS } from '../limits'
import { type NumberReader, WRONG_DIRECTORY } from './number-reader'

export const PROPERTY = {
  end: 0x00,
  header: 0x01,
  archiveProperties: 0x02,
  additionalStreams: 0x03,
  mainStreams: 0x04,
  files: 0x05,
  packInfo: 0x06,
  unpackInfo: 0x07,
  subStreams: 0x08,
  size: 0x09,
  crc: 0x0a,
  folder: 0x0b,
  unpackSizes: 0x0c,
  unpackCounts: 0x0d,
  emptyStream: 0x0e,
  emptyFile: 0x0f,
  names: 0x11,
  modified: 0x14,
  encodedHeader: 0x17,
} as const

export interface Coder {
  /** As hexadecimal text: `030101`. */
  readonly method: string
  readonly properties: Buffer
  /** What comes out of it. */
  readonly size: number
}

/** What one stretch of an archive unpacks to. */
export interface Folder {
  /** From the packed bytes to the plain ones. */
  readonly coders: readonly Coder[]
  /** Why it is not unpacked; null where it can be tried. */
  readonly problem: string | null
  /** Where its packed bytes lie in the archive, and how many there are. */
  readonly from: number
  readonly packedBytes: number
  readonly size: number
  /** Of the files in it, in order. */
  readonly parts: readonly { readonly size: number; readonly crc: number | null }[]
}

interface RawFolder {
  readonly coders: readonly { method: string; properties: Buffer; inputs: number; outputs: number }[]
  readonly pairs: readonly { readonly input: number; readonly output: number }[]
  readonly packed: readonly number[]
  sizes: number[]
  crc: number | null
}

/** @param base where packed bytes begin in the archive @throws SourceProblem */
export function readStreams(header: NumberReader, base: number): Folder[] {
  let packAt = base
  let packSizes: number[] = []
  let folders: RawFolder[] = []
  let parts: Folder['parts'][] | null = null
  for (;;) {
    switch (header.byte()) {
      case PROPERTY.packInfo: {
        packAt = base + header.number()
        packSizes = readPackInfo(header)
        break
      }
      case PROPERTY.unpackInfo:
        folders = readFolders(header)
        break
      case PROPERTY.subStreams:
        parts = readParts(header, folders)
        break
      case PROPERTY.end:
        return placed(folders, parts, packAt, packSizes)
      default:
        throw new SourceProblem(WRONG_DIRECTORY)
    }
  }
}

function readPackInfo(header: NumberReader): number[] {
  const count = header.count(MAX_ARCHIVE_ENTRIES, 1)
  let sizes: number[] = []
  for (;;) {
    switch (header.byte()) {
      case PROPERTY.size:
        sizes = Array.from({ length: count }, () => header.number())
        break
      case PROPERTY.crc:
        header.checksums(count)
        break
      case PROPERTY.end:
        return sizes
      default:
        throw new SourceProblem(WRONG_DIRECTORY)
    }
  }
}

function readFolders(header: NumberReader): RawFolder[] {
  expect(header, PROPERTY.folder)
  const count = header.count(MAX_ARCHIVE_ENTRIES, 2)
  if (header.byte() !== 0) throw new SourceProblem(WRONG_DIRECTORY)
  const folders = Array.from({ length: count }, () => readFolder(header))
  expect(header, PROPERTY.unpackSizes)
  for (const folder of folders)
    folder.sizes = Array.from({ length: outputsOf(folder) }, () => header.number())
  for (;;) {
    switch (header.byte()) {
      case PROPERTY.crc:
        header.checksums(count).forEach((crc, i) => (folders[i]!.crc = crc))
        break
      case PROPERTY.end:
        return folders
      default:
        throw new SourceProblem(WRONG_DIRECTORY)
    }
  }
}

function readFolder(header: NumberReader): RawFolder {
  const coders = Array.from({ length: header.count(MAX_STREAMS, 1) }, () => {
    const flags = header.byte()
    if ((flags & 0xc0) !== 0) throw new SourceProblem(WRONG_DIRECTORY)
    const method = header.take(flags & 0x0f).toString('hex')
    const isComplex = (flags & 0x10) !== 0
    const inputs = isComplex ? header.count(MAX_STREAMS) : 1
    const outputs = isComplex ? header.count(MAX_STREAMS) : 1
    const properties = (flags & 0x20) === 0 ? Buffer.alloc(0) : header.take(header.number())
    return { method, properties, inputs, outputs }
  })
  const inputs = coders.reduce((sum, coder) => sum + coder.inputs, 0)
  const outputs = coders.reduce((sum, coder) => sum + coder.outputs, 0)
  if (outputs === 0 || inputs < outputs || inputs > MAX_STREAMS) throw new SourceProblem(WRONG_DIRECTORY)
  const pairs = Array.from({ length: outputs - 1 }, () => ({
    input: header.number(),
    output: header.number(),
  }))
  const packedCount = inputs - pairs.length
  const free = Array.from({ length: inputs }, (_, i) => i).filter(
    (input) => !pairs.some((pair) => pair.input === input),
  )
  const packed = packedCount === 1 ? free : Array.from({ length: packedCount }, () => header.number())
  return { coders, pairs, packed, sizes: [], crc: null }
}

const outputsOf = ({ coders }: RawFolder): number => coders.reduce((sum, { outputs }) => sum + outputs, 0)

/** Which output no other coder takes: that of the folder. */
const mainOutput = (folder: RawFolder): number =>
  folder.sizes.findIndex((_, output) => !folder.pairs.some((pair) => pair.output === output))

function readParts(header: NumberReader, folders: readonly RawFolder[]): Folder['parts'][] {
  let counts = folders.map(() => 1)
  let property = header.byte()
  if (property === PROPERTY.unpackCounts) {
    counts = folders.map(() => header.count(MAX_ARCHIVE_ENTRIES))
    property = header.byte()
  }
  if (counts.reduce((sum, count) => sum + count, 0) > MAX_ARCHIVE_ENTRIES)
    throw new SourceProblem(TOO_MANY_ENTRIES)
  const areSizesTold = property === PROPERTY.size
  const sizes = folders.map((folder, i) => partSizes(header, folder, counts[i]!, areSizesTold))
  if (areSizesTold) property = header.byte()
  const isKnown = folders.map(({ crc }, i) => counts[i] === 1 && crc !== null)
  const missing = counts.reduce((sum, count, i) => sum + (isKnown[i] ? 0 : count), 0)
  let told: (number | null)[] = []
  for (; property !== PROPERTY.end; property = header.byte()) {
    if (property !== PROPERTY.crc) throw new SourceProblem(WRONG_DIRECTORY)
    told = header.checksums(missing)
  }
  let at = 0
  return folders.map(({ crc }, i) =>
    sizes[i]!.map((size) => ({ size, crc: isKnown[i] ? crc : (told[at++] ?? null) })),
  )
}

/** The last one is what is left of the folder. */
function partSizes(header: NumberReader, folder: RawFolder, count: number, areTold: boolean): number[] {
  if (count === 0) return []
  if (!areTold && count > 1) throw new SourceProblem(WRONG_DIRECTORY)
  const sizes = Array.from({ length: count - 1 }, () => header.number())
  const rest = sizes.reduce((left, size) => left - size, folder.sizes[mainOutput(folder)] ?? -1)
  if (rest < 0) throw new SourceProblem(WRONG_DIRECTORY)
  return [...sizes, rest]
}

function placed(
  folders: readonly RawFolder[],
  parts: readonly Folder['parts'][] | null,
  packAt: number,
  packSizes: readonly number[],
): Folder[] {
  let next = 0
  let from = packAt
  return folders.map((folder, i) => {
    const packs = folder.packed.map(() => packSizes[next++] ?? -1)
    if (packs.some((size) => size < 0)) throw new SourceProblem(WRONG_DIRECTORY)
    const packedBytes = packs.reduce((sum, size) => sum + size, 0)
    const chain = chainOf(folder)
    const size = folder.sizes[mainOutput(folder)] ?? 0
    const found = {
      coders: chain ?? [],
      problem: chain === null ? TANGLED : null,
      from,
      packedBytes,
      size,
      parts: parts?.[i] ?? [{ size, crc: folder.crc }],
    }
    from += packedBytes
    return found
  })
}

/** Coders with one input and one output each, one behind the other; null for all others. */
function chainOf(folder: RawFolder): Coder[] | null {
  const { coders, pairs, packed, sizes } = folder
  const isPlain = coders.every(({ inputs, outputs }) => inputs === 1 && outputs === 1)
  if (!isPlain || packed.length !== 1) return null
  const chain: Coder[] = []
  let output: number | undefined = mainOutput(folder)
  while (output !== undefined && chain.length < coders.length) {
    const coder: RawFolder['coders'][number] | undefined = coders[output]
    if (coder === undefined) return null
    chain.unshift({ method: coder.method, properties: coder.properties, size: sizes[output]! })
    const input: number = output
    output = pairs.find((pair) => pair.input === input)?.output
  }
  return chain.length === coders.length ? chain : null
}

function expect(header: NumberReader, property: number): void {
  if (header.byte() !== property) throw new SourceProblem(WRONG_DIRECTORY)
}

const TANGLED =
  'It is packed by several methods at once (BCJ2), as programs are and logs are not. It was not read. Unpack it with 7-Zip and open the result.'
export const TOO_MANY_ENTRIES = `The archive has more than ${MAX_ARCHIVE_ENTRIES} entries, which no collection has. Nothing of it was read. Unpack it with 7-Zip and open the logs.`
