/** The directory of a zip, and what stands in for it where it is lost. */
import { SourceProblem } from '../sources/source-problem'
import type { ArchiveFile } from './archive-file'
import { MAX_ARCHIVE_ENTRIES, MAX_DIRECTORY_BYTES } from './limits'
import { findLocalHeaders } from './zip-local-headers'
import { type ZipEntry, zipEntry } from './zip-entry'

const END = 0x06054b50
const END_SIZE = 22
const END64_LOCATOR = 0x07064b50
const END64_LOCATOR_SIZE = 20
const END64 = 0x06064b50
const END64_SIZE = 56
const LONGEST_COMMENT = 65_535
const ENTRY = 0x02014b50
const ENTRY_SIZE = 46
const U16_FULL = 0xffff
const U32_FULL = 0xffffffff

interface End {
  readonly entries: number
  readonly bytes: number
  readonly offset: number
  /** Where the directory must end. */
  readonly at: number
}

export interface ZipDirectory {
  readonly entries: readonly ZipEntry[]
  /** What is wrong with the archive as a whole, sentences. */
  readonly problems: readonly string[]
}

/** @throws SourceProblem where it has more entries than any collection */
export function readZipDirectory(file: ArchiveFile): ZipDirectory {
  const end = findEnd(file)
  const listed = end === null ? null : listEntries(file, end)
  if (listed !== null) return listed
  const entries = findLocalHeaders(file)
  return {
    entries,
    problems: [
      `The zip has no readable directory: it is cut off or damaged at its end. ${entries.length} entries were found by their own headers and are read. Get the archive anew if you can.`,
    ],
  }
}

function findEnd(file: ArchiveFile): End | null {
  const tailAt = Math.max(0, file.size - END_SIZE - LONGEST_COMMENT)
  const tail = file.bytes(tailAt, END_SIZE + LONGEST_COMMENT)
  for (let at = tail.length - END_SIZE; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END) continue
    const narrow = {
      entries: tail.readUInt16LE(at + 10),
      bytes: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16),
      at: tailAt + at,
    }
    const isFull = narrow.entries === U16_FULL || narrow.bytes === U32_FULL || narrow.offset === U32_FULL
    return (isFull ? findEnd64(file, narrow.at) : null) ?? narrow
  }
  return null
}

function findEnd64(file: ArchiveFile, endAt: number): End | null {
  const locator = file.bytes(endAt - END64_LOCATOR_SIZE, END64_LOCATOR_SIZE)
  if (locator.length < END64_LOCATOR_SIZE || locator.readUInt32LE(0) !== END64_LOCATOR) return null
  const told = Number(locator.readBigUInt64LE(8))
  // With something before the zip in the file the place is off; then it lies right before its locator.
  for (const at of [told, endAt - END64_LOCATOR_SIZE - END64_SIZE]) {
    const end = file.bytes(at, END64_SIZE)
    if (end.length < END64_SIZE || end.readUInt32LE(0) !== END64) continue
    return {
      entries: Number(end.readBigUInt64LE(32)),
      bytes: Number(end.readBigUInt64LE(40)),
      offset: Number(end.readBigUInt64LE(48)),
      at,
    }
  }
  return null
}

function listEntries(file: ArchiveFile, end: End): ZipDirectory | null {
  if (end.entries > MAX_ARCHIVE_ENTRIES || end.bytes > MAX_DIRECTORY_BYTES)
    throw new SourceProblem(
      `The zip has ${end.entries} entries; no collection has more than ${MAX_ARCHIVE_ENTRIES}. Nothing was read. Unpack the logs with another program and open them.`,
    )
  const directoryAt = end.at - end.bytes
  const shift = directoryAt - end.offset
  if (shift < 0 && end.entries > 0) return null
  const bytes = file.bytes(directoryAt, end.bytes)
  const entries: ZipEntry[] = []
  let at = 0
  while (at + ENTRY_SIZE <= bytes.length && bytes.readUInt32LE(at) === ENTRY) {
    const nameEnd = at + ENTRY_SIZE + bytes.readUInt16LE(at + 28)
    const extraEnd = nameEnd + bytes.readUInt16LE(at + 30)
    const next = extraEnd + bytes.readUInt16LE(at + 32)
    if (next > bytes.length || entries.length === MAX_ARCHIVE_ENTRIES) break
    const entry = zipEntry(
      {
        flags: bytes.readUInt16LE(at + 8),
        method: bytes.readUInt16LE(at + 10),
        time: bytes.readUInt16LE(at + 12),
        date: bytes.readUInt16LE(at + 14),
        crc: bytes.readUInt32LE(at + 16),
        packedBytes: bytes.readUInt32LE(at + 20),
        size: bytes.readUInt32LE(at + 24),
        headerAt: bytes.readUInt32LE(at + 42),
        rawName: bytes.subarray(at + ENTRY_SIZE, nameEnd),
        extra: bytes.subarray(nameEnd, extraEnd),
      },
      false,
    )
    entries.push(shift === 0 ? entry : { ...entry, headerAt: entry.headerAt + shift })
    at = next
  }
  if (entries.length === 0 && end.entries > 0) return null
  const problems: string[] = []
  if (entries.length !== end.entries)
    problems.push(
      `The zip's directory says ${end.entries} entries and lists ${entries.length}. Those are read. Get the archive anew if you can.`,
    )
  return { entries, problems }
}

/** Entries whose packed bytes reach into the next one's: one stretch of bytes that stands for many files, as only bombs have it. */
export function overlapping(entries: readonly ZipEntry[]): ReadonlySet<ZipEntry> {
  const inOrder = entries.toSorted((a, b) => a.headerAt - b.headerAt)
  const found = new Set<ZipEntry>()
  let last: ZipEntry | null = null
  let lastEnd = 0
  for (const entry of inOrder) {
    if (last !== null && entry.headerAt < lastEnd) found.add(entry).add(last)
    const end = entry.headerAt + LOCAL_SIZE + entry.packedBytes
    if (end >= lastEnd) {
      last = entry
      lastEnd = end
    }
  }
  return found
}

/** Of a local header, its name left out: enough to tell. */
const LOCAL_SIZE = 30
