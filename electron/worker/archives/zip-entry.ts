/** What the directory of a zip says of one entry. */
export interface ZipEntry {
  readonly name: string
  readonly modifiedMs: number | null
  /** 0 stored, 8 deflate; of an AES entry the one beneath. */
  readonly method: number
  readonly encryption: 'none' | 'zipcrypto' | 'aes' | 'unknown'
  /** AES: 1 to 3 for keys of 128, 192 and 256 bits; its second version keeps no CRC-32. */
  readonly aes: { readonly strength: number; readonly hasCrc: boolean } | null
  /** High byte of what ZipCrypto checks a password with. */
  readonly passwordByte: number
  /** null where only the entry's own header was found and says it behind the data. */
  readonly crc: number | null
  readonly size: number | null
  readonly packedBytes: number
  readonly headerAt: number
}

/** Fields of a local header and of a directory entry that have the same form. */
export interface ZipFields {
  readonly flags: number
  readonly method: number
  readonly time: number
  readonly date: number
  readonly crc: number
  readonly packedBytes: number
  readonly size: number
  /** 0 in a local header. */
  readonly headerAt: number
  readonly rawName: Buffer
  readonly extra: Buffer
}

const EXTRA = { zip64: 0x0001, ntfs: 0x000a, unixTime: 0x5455, unicodeName: 0x7075, aes: 0x9901 } as const
const U32_FULL = 0xffffffff
const AES_METHOD = 99

/** Reads names, times and extra fields of an entry. @param isLocal its sizes may follow the data */
export function zipEntry(fields: ZipFields, isLocal: boolean): ZipEntry {
  const extras = extraFields(fields.extra)
  const wide = new WideSizes(extras.get(EXTRA.zip64))
  const size = wide.take(fields.size)
  const packedBytes = wide.take(fields.packedBytes)
  const headerAt = wide.take(fields.headerAt)
  const aesField = extras.get(EXTRA.aes)
  const isAes = fields.method === AES_METHOD && aesField !== undefined && aesField.length >= 7
  const isEncrypted = (fields.flags & 1) !== 0
  const sizesFollow = isLocal && (fields.flags & 8) !== 0
  // With sizes behind the data the time stands in for the checksum that is not known yet.
  const passwordByte = (fields.flags & 8) !== 0 ? fields.time >>> 8 : fields.crc >>> 24
  const hasCrc = !isAes || aesField.readUInt16LE(0) === 1
  return {
    name: entryName(fields, extras.get(EXTRA.unicodeName)),
    modifiedMs: modifiedMs(fields, extras),
    method: isAes ? aesField.readUInt16LE(5) : fields.method,
    encryption: !isEncrypted ? 'none' : isAes ? 'aes' : (fields.flags & 0x40) !== 0 ? 'unknown' : 'zipcrypto',
    aes: isAes ? { strength: aesField[4]!, hasCrc } : null,
    passwordByte,
    crc: sizesFollow || !hasCrc ? null : fields.crc,
    size: sizesFollow ? null : size,
    packedBytes: sizesFollow ? 0 : packedBytes,
    headerAt,
  }
}

function extraFields(extra: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>()
  for (let at = 0; at + 4 <= extra.length;) {
    const id = extra.readUInt16LE(at)
    const end = at + 4 + extra.readUInt16LE(at + 2)
    if (end > extra.length) break
    if (!found.has(id)) found.set(id, extra.subarray(at + 4, end))
    at = end
  }
  return found
}

/** Zip64: of the fields that are full, the true values follow one another. */
class WideSizes {
  private at = 0

  constructor(private readonly field: Buffer | undefined) {}

  take(narrow: number): number {
    if (narrow !== U32_FULL || !this.field || this.at + 8 > this.field.length) return narrow
    const value = Number(this.field.readBigUInt64LE(this.at))
    this.at += 8
    return value
  }
}

function entryName({ flags, rawName }: ZipFields, unicode: Buffer | undefined): string {
  if (unicode && unicode.length > 5) return unicode.toString('utf8', 5)
  const asUtf8 = rawName.toString('utf8')
  if ((flags & 0x800) !== 0 || !asUtf8.includes('\ufffd')) return asUtf8
  return Array.from(rawName, (byte) => (byte < 128 ? String.fromCharCode(byte) : CP437[byte - 128])).join('')
}

/** Code page 437 from 0x80: what names are in that do not say otherwise. */
const CP437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0'

/** Unix or NTFS time where there is one; the DOS time has no zone and is taken as UTC. */
function modifiedMs({ time, date }: ZipFields, extras: ReadonlyMap<number, Buffer>): number | null {
  const unix = extras.get(EXTRA.unixTime)
  if (unix && unix.length >= 5 && (unix[0]! & 1) !== 0) return unix.readInt32LE(1) * 1000
  const ntfs = extras.get(EXTRA.ntfs)
  if (ntfs && ntfs.length >= 16 && ntfs.readUInt16LE(4) === 1)
    return Number(ntfs.readBigUInt64LE(8) / 10_000n) - 11_644_473_600_000
  if (date === 0) return null
  return Date.UTC(
    1980 + (date >>> 9),
    ((date >>> 5) & 15) - 1,
    date & 31,
    time >>> 11,
    (time >>> 5) & 63,
    (time & 31) * 2,
  )
}
