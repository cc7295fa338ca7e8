import { crc32 as tableCrc32 } from '../bytes/crc32'
import { u16, u32, u64 } from '../bytes/little-endian'

export interface FileHeader {
  /** Signature is right. */
  readonly valid: boolean
  readonly minorVersion: number
  readonly majorVersion: number
  /** As the header says; wraps above 65,535 and is often stale: never used to find chunks. */
  readonly chunkCount: number
  readonly nextRecordId: bigint
  readonly dirty: boolean
  readonly full: boolean
  /** Checksums of the file are meaningless. */
  readonly noCrc: boolean
  readonly warnings: readonly string[]
}

const SIGNATURE = [0x45, 0x6c, 0x66, 0x46, 0x69, 0x6c, 0x65, 0x00] // ElfFile\0

/** Reads the first 128 bytes of an EVTX file (evtx-format 1). Never throws; what is odd is in `warnings`. */
export function parseFileHeader(
  bytes: Uint8Array,
  crc32: (bytes: Uint8Array) => number = tableCrc32,
): FileHeader {
  const present = bytes.length >= 128
  const valid = present && SIGNATURE.every((byte, i) => bytes[i] === byte)
  if (!valid) {
    return {
      valid,
      minorVersion: 0,
      majorVersion: 0,
      chunkCount: 0,
      nextRecordId: 0n,
      dirty: false,
      full: false,
      noCrc: false,
      warnings: [present ? 'file header signature is not ElfFile' : 'file is shorter than its header'],
    }
  }
  const flags = u32(bytes, 120)
  const noCrc = (flags & 4) !== 0
  const warnings: string[] = []
  if (!noCrc && crc32(bytes.subarray(0, 120)) !== u32(bytes, 124))
    warnings.push('file header checksum is wrong')
  if (flags & 1) warnings.push('log was not closed (dirty)')
  if (u16(bytes, 38) !== 3) warnings.push(`unknown format version ${u16(bytes, 38)}.${u16(bytes, 36)}`)
  return {
    valid,
    minorVersion: u16(bytes, 36),
    majorVersion: u16(bytes, 38),
    chunkCount: u16(bytes, 42),
    nextRecordId: u64(bytes, 24),
    dirty: (flags & 1) !== 0,
    full: (flags & 2) !== 0,
    noCrc,
    warnings,
  }
}
