import { u16, u32 } from './little-endian'

const hex = (n: number, width: number): string => n.toString(16).padStart(width, '0')

/** `{xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx}`, lower case; first three groups little-endian. Needs 16 bytes. */
export function guidText(bytes: Uint8Array, at: number): string {
  let tail = ''
  for (let i = 8; i < 16; i++) tail += (i === 10 ? '-' : '') + hex(bytes[at + i]!, 2)
  return `{${hex(u32(bytes, at), 8)}-${hex(u16(bytes, at + 4), 4)}-${hex(u16(bytes, at + 6), 4)}-${tail}}`
}

/** Bytes a SID takes: 8 + 4 a sub-authority. */
export function sidSize(bytes: Uint8Array, at: number): number {
  return 8 + 4 * bytes[at + 1]!
}

/** `S-1-5-21-...` of a binary SID; null when it does not fit in [at, end). */
export function sidText(bytes: Uint8Array, at: number, end: number): string | null {
  if (end - at < 8 || sidSize(bytes, at) > end - at) return null
  let authority = 0
  for (let i = 2; i < 8; i++) authority = authority * 256 + bytes[at + i]!
  let text = `S-${bytes[at]!}-${authority}`
  for (let i = 0; i < bytes[at + 1]!; i++) text += '-' + u32(bytes, at + 8 + 4 * i)
  return text
}
