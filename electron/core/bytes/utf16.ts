/** Made with the first long text: a converter costs every start some milliseconds. */
let decoder: InstanceType<typeof TextDecoder> | null = null
/** Below this many code units a loop beats the decoder's call cost. */
const SHORT = 48

/** Text of UTF-16LE bytes [from, to), cut at the first NUL (evtx-format 6, type 01). Lone surrogates stay; never throws. */
export function utf16(bytes: Uint8Array, from: number, to: number): string {
  const end = firstNul(bytes, from, to)
  if (end - from <= SHORT * 2) return unitByUnit(bytes, from, end)
  decoder ??= new TextDecoder('utf-16le', { ignoreBOM: true })
  const text = decoder.decode(bytes.subarray(from, end))
  // The decoder replaces lone surrogates; the mark itself stands in hardly any log.
  return text.includes('\ufffd') ? unitByUnit(bytes, from, end) : text
}

function unitByUnit(bytes: Uint8Array, from: number, end: number): string {
  let text = ''
  for (let i = from; i < end; i += 2) text += String.fromCharCode(bytes[i]! | (bytes[i + 1]! << 8))
  return text
}

/** Position of the first NUL code unit in [from, to), or the last whole unit's end. */
export function firstNul(bytes: Uint8Array, from: number, to: number): number {
  const last = from + ((to - from) & ~1)
  for (let i = from; i < last; i += 2) if (bytes[i] === 0 && bytes[i + 1] === 0) return i
  return last
}
