import type { TextFormat } from '../core/text-sources/text-format'

/** Code units of bytes, so that places in the text are places in the file: of UTF-8 each byte is one, ASCII as it is. */
export function unitsOf(bytes: Buffer, { unit, bigEndian }: TextFormat): string {
  if (unit === 1) return bytes.toString('latin1')
  const whole = bytes.subarray(0, bytes.length & ~1)
  return (bigEndian ? Buffer.from(whole).swap16() : whole).toString('utf16le')
}

/** The text of units [from, to) of a window. What is no UTF-8 becomes U+FFFD. */
export function textOf(bytes: Buffer, units: string, { unit }: TextFormat, from: number, to: number): string {
  return unit === 2 ? units.slice(from, to) : bytes.toString('utf8', from, to)
}
