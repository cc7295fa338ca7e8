/** Entries of a zip without a directory, by the header that stands before each of them. */
import type { ArchiveFile } from './archive-file'
import { MAX_ARCHIVE_ENTRIES } from './limits'
import { type ZipEntry, zipEntry } from './zip-entry'

export const LOCAL = 0x04034b50
export const LOCAL_SIZE = 30
const SIGNATURE = Buffer.from([0x50, 0x4b, 0x03, 0x04])
const WINDOW = 1024 * 1024
/** Names and extra fields of real entries stay far below; longer ones are chance. */
const LONGEST_NAMES = 8192
/** Method and version of everything that is packed today. */
const HIGHEST_METHOD = 99
const HIGHEST_VERSION = 63

/** Every entry whose own header is there. Where sizes follow the data, an entry ends at the next header. */
export function findLocalHeaders(file: ArchiveFile): ZipEntry[] {
  const found: ZipEntry[] = []
  let open: (ZipEntry & { readonly dataAt: number }) | null = null
  const close = (end: number): void => {
    if (open !== null) found.push({ ...open, packedBytes: Math.max(0, end - open.dataAt) })
    open = null
  }
  let at = 0
  while (at < file.size && found.length < MAX_ARCHIVE_ENTRIES) {
    const window = file.bytes(at, WINDOW)
    const place = window.indexOf(SIGNATURE)
    if (place < 0) {
      // A signature may lie across the border of two windows.
      if (window.length < WINDOW) break
      at += window.length - SIGNATURE.length + 1
      continue
    }
    at += place
    const header = localHeader(file, at)
    if (header === null) {
      at += SIGNATURE.length
      continue
    }
    close(at)
    const { entry, dataAt } = header
    if (entry.size === null) {
      open = { ...entry, dataAt }
      at = dataAt
    } else {
      found.push(entry)
      at = dataAt + entry.packedBytes
    }
  }
  close(file.size)
  return found
}

/** The header at a place and where its data begins; null where there is none that makes sense. */
export function localHeader(
  file: ArchiveFile,
  at: number,
): { readonly entry: ZipEntry; readonly dataAt: number } | null {
  const fixed = file.bytes(at, LOCAL_SIZE)
  if (fixed.length < LOCAL_SIZE || fixed.readUInt32LE(0) !== LOCAL) return null
  const nameLength = fixed.readUInt16LE(26)
  const extraLength = fixed.readUInt16LE(28)
  const method = fixed.readUInt16LE(8)
  if (nameLength + extraLength > LONGEST_NAMES || nameLength === 0 || method > HIGHEST_METHOD) return null
  if (fixed[4]! > HIGHEST_VERSION) return null
  const rest = file.bytes(at + LOCAL_SIZE, nameLength + extraLength)
  const fields = {
    flags: fixed.readUInt16LE(6),
    method,
    time: fixed.readUInt16LE(10),
    date: fixed.readUInt16LE(12),
    crc: fixed.readUInt32LE(14),
    packedBytes: fixed.readUInt32LE(18),
    size: fixed.readUInt32LE(22),
    headerAt: 0,
    rawName: rest.subarray(0, nameLength),
    extra: rest.subarray(nameLength),
  }
  return { entry: { ...zipEntry(fields, true), headerAt: at }, dataAt: at + LOCAL_SIZE + rest.length }
}
