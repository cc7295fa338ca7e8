/** The directory of a 7z archive: at its end, and mostly packed like a file. */
import { crc32 } from '../../fast-crc32'
import { SourceProblem } from '../../sources/source-problem'
import type { ArchiveFile } from '../archive-file'
import { MAX_ARCHIVE_DEPTH, MAX_ARCHIVE_ENTRIES, MAX_DIRECTORY_BYTES } from '../limits'
import { NumberReader, WRONG_DIRECTORY } from './number-reader'
import { type Folder, PROPERTY, readStreams, TOO_MANY_ENTRIES } from './streams-info'

/** Signature, version, and where the directory lies. */
const START_BYTES = 32

export interface SevenZipEntry {
  readonly name: string
  readonly modifiedMs: number | null
  /** null: it is empty, or a folder. */
  readonly content: { readonly folder: Folder; readonly part: number } | null
  readonly isFolder: boolean
}

/** Unpacks what a folder holds, to its last byte. @throws SourceProblem */
export type Unpack = (folder: Folder) => Promise<Buffer>

/** @param unpack for a packed directory; asks for the password of an encrypted one @throws SourceProblem */
export async function readSevenZipDirectory(file: ArchiveFile, unpack: Unpack): Promise<SevenZipEntry[]> {
  let header = new NumberReader(rawHeader(file))
  // An empty archive has none.
  if (header.left === 0) return []
  for (let depth = 0; depth < MAX_ARCHIVE_DEPTH; depth++) {
    const kind = header.byte()
    if (kind === PROPERTY.header) return readHeader(header)
    if (kind !== PROPERTY.encodedHeader) break
    const [folder] = readStreams(header, START_BYTES)
    if (!folder) break
    if (folder.size > MAX_DIRECTORY_BYTES) throw new SourceProblem(TOO_MANY_ENTRIES)
    header = new NumberReader(await unpack(folder))
  }
  throw new SourceProblem(WRONG_DIRECTORY)
}

function rawHeader(file: ArchiveFile): Buffer {
  const start = file.bytes(0, START_BYTES)
  if (start.length < START_BYTES || crc32(start.subarray(12)) !== start.readUInt32LE(8))
    throw new SourceProblem(WRONG_DIRECTORY)
  const at = START_BYTES + Number(start.readBigUInt64LE(12))
  const size = Number(start.readBigUInt64LE(20))
  if (at + size > file.size) throw new SourceProblem(CUT)
  if (size > MAX_DIRECTORY_BYTES) throw new SourceProblem(TOO_MANY_ENTRIES)
  const header = file.bytes(at, size)
  if (crc32(header) !== start.readUInt32LE(28)) throw new SourceProblem(WRONG_DIRECTORY)
  return header
}

function readHeader(header: NumberReader): SevenZipEntry[] {
  let folders: Folder[] = []
  for (;;) {
    switch (header.byte()) {
      case PROPERTY.archiveProperties:
        while (header.byte() !== PROPERTY.end) header.take(header.number())
        break
      case PROPERTY.additionalStreams:
        readStreams(header, START_BYTES)
        break
      case PROPERTY.mainStreams:
        folders = readStreams(header, START_BYTES)
        break
      case PROPERTY.files:
        return readFiles(header, folders)
      case PROPERTY.end:
        return []
      default:
        throw new SourceProblem(WRONG_DIRECTORY)
    }
  }
}

function readFiles(header: NumberReader, folders: readonly Folder[]): SevenZipEntry[] {
  const count = header.number()
  if (count > MAX_ARCHIVE_ENTRIES) throw new SourceProblem(TOO_MANY_ENTRIES)
  // Two bytes of a name are the least that each of them takes.
  if (count * 2 > header.left) throw new SourceProblem(WRONG_DIRECTORY)
  let names: string[] = []
  let isEmpty = Array<boolean>(count).fill(false)
  let emptyFiles: boolean[] = []
  let times: (number | null)[] = []
  for (let property = header.byte(); property !== PROPERTY.end; property = header.byte()) {
    const told = new NumberReader(header.take(header.number()))
    if (property === PROPERTY.emptyStream) isEmpty = told.flags(count)
    else if (property === PROPERTY.emptyFile) emptyFiles = told.flags(isEmpty.filter(Boolean).length)
    else if (property === PROPERTY.names) names = readNames(told, count)
    else if (property === PROPERTY.modified) times = readTimes(told, count)
  }
  const contents = folders.flatMap((folder) => folder.parts.map((_, part) => ({ folder, part })))
  let nextContent = 0
  let nextEmpty = 0
  return isEmpty.map((empty, i) => ({
    name: names[i] ?? '',
    modifiedMs: times[i] ?? null,
    content: empty ? null : (contents[nextContent++] ?? null),
    isFolder: empty && emptyFiles[nextEmpty++] !== true,
  }))
}

function readNames(told: NumberReader, count: number): string[] {
  if (told.byte() !== 0) throw new SourceProblem(WRONG_DIRECTORY)
  const names = told.take(told.left).toString('utf16le').split('\0')
  if (names.length < count) throw new SourceProblem(WRONG_DIRECTORY)
  return names
}

/** 100 ns since 1601. */
function readTimes(told: NumberReader, count: number): (number | null)[] {
  const isThere = told.flagsOrAll(count)
  if (told.byte() !== 0) return []
  return isThere.map((has) =>
    has ? Number(told.take(8).readBigUInt64LE() / 10_000n) - 11_644_473_600_000 : null,
  )
}

const CUT =
  'The 7z archive is cut off, or the first of several parts: its directory, which lies at its end, is not there. Nothing of it was read. Get all of it, join the parts with 7-Zip, and open the result.'
