/** Bytes on one line: as many as fit a side pane. */
const LINE = 8
const PRINTABLE = /[\x20-\x7e]/

/** `00011000  2a 2a 00 00 …  **..`: a line for 8 bytes, with its place in the file. */
export function hexLines(bytes: Uint8Array, from: number): string[] {
  const digits = Math.max(8, (from + bytes.length).toString(16).length)
  return Array.from({ length: Math.ceil(bytes.length / LINE) }, (_, line) => {
    const part = Array.from(bytes.subarray(line * LINE, (line + 1) * LINE))
    const hex = part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    const text = part.map((byte) => String.fromCharCode(byte)).map((c) => (PRINTABLE.test(c) ? c : '.'))
    const place = (from + line * LINE).toString(16).padStart(digits, '0')
    return `${place}  ${hex.padEnd(LINE * 3 - 1)}  ${text.join('')}`
  })
}
