/** One header block of a tar, as ustar, GNU tar and pax write it. */
export interface TarHeader {
  readonly name: string
  readonly size: number
  readonly modifiedMs: number
  /** `0` a file, `L` a long name, `x` an extended header, others nothing to read. */
  readonly type: string
}

export const TAR_BLOCK = 512

/** The header in a block; null where its checksum says that it is none. */
export function tarHeader(block: Uint8Array): TarHeader | null {
  if (block.length < TAR_BLOCK) return null
  const told = number(block, 148, 8)
  let sum = 0
  for (let at = 0; at < TAR_BLOCK; at++) sum += at >= 148 && at < 156 ? 32 : block[at]!
  const size = number(block, 124, 12)
  if (told !== sum || !Number.isSafeInteger(size) || size < 0) return null
  const name = text(block, 0, 100)
  const prefix = text(block, 257, 5) === 'ustar' ? text(block, 345, 155) : ''
  const type = String.fromCharCode(block[156]!)
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size,
    modifiedMs: number(block, 136, 12) * 1000,
    type: type === '\0' || type === '7' ? '0' : type,
  }
}

function text(block: Uint8Array, from: number, length: number): string {
  const bytes = Buffer.from(block.buffer, block.byteOffset + from, length)
  const end = bytes.indexOf(0)
  return bytes.toString('utf8', 0, end < 0 ? length : end)
}

/** Octal digits, or big-endian behind a first byte of 0x80 (GNU tar, from 8 GB on). NaN for anything else. */
function number(block: Uint8Array, from: number, length: number): number {
  if (block[from] === 0x80) {
    let value = 0
    for (let at = from + 1; at < from + length; at++) value = value * 256 + block[at]!
    return value
  }
  const digits = text(block, from, length).trim()
  return /^[0-7]*$/.test(digits) ? parseInt(digits || '0', 8) : NaN
}
