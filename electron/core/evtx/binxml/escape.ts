import { isHigh, isLow, utf8, type ByteSink } from '../../bytes/byte-sink'

/** Entities by code unit for content and attribute values. */
const ENTITIES: readonly (Uint8Array | undefined)[] = (() => {
  const table: Uint8Array[] = []
  for (const [char, entity] of [
    ['&', '&amp;'],
    ['<', '&lt;'],
    ['>', '&gt;'],
    ["'", '&apos;'],
    ['"', '&quot;'],
  ] as const) {
    table[char.charCodeAt(0)] = utf8(entity)
  }
  return Array.from({ length: 128 }, (_, i) => table[i])
})()

/** 1 for ASCII that stands as it is. */
const PLAIN = Uint8Array.from({ length: 128 }, (_, unit) => (unit < 0x20 || ENTITIES[unit] ? 0 : 1))

const REPLACEMENT = 0xfffd

/** XML 1.0 has no form for most control characters and for U+FFFE and U+FFFF. */
export function notInXml(unit: number): boolean {
  return (unit < 0x20 && unit !== 9 && unit !== 10 && unit !== 13) || unit >= 0xfffe
}

/** Writes text as XML content or attribute value. */
export function writeEscaped(sink: ByteSink, text: string): void {
  for (let i = 0; i < text.length; i++)
    i += writeUnit(sink, text.charCodeAt(i), i + 1 < text.length ? text.charCodeAt(i + 1) : 0)
}

/** The same for UTF-16LE bytes [from, to), up to the first NUL. */
export function writeEscapedUtf16(sink: ByteSink, bytes: Uint8Array, from: number, to: number): void {
  const end = from + ((to - from) & ~1)
  sink.reserve(end - from)
  let i = from
  while (i < end) {
    i = writePlainRun(sink, bytes, i, end)
    if (i === end) return
    const unit = bytes[i]! | (bytes[i + 1]! << 8)
    if (unit === 0) return
    const next = i + 3 < end ? bytes[i + 2]! | (bytes[i + 3]! << 8) : 0
    i += 2 + 2 * writeUnit(sink, unit, next)
    sink.reserve(end - i)
  }
}

/** Writes ASCII that needs no escape; returns where it ends. Room is reserved. */
function writePlainRun(sink: ByteSink, bytes: Uint8Array, from: number, end: number): number {
  const out = sink.bytes
  let at = sink.length
  let i = from
  for (; i < end; i += 2) {
    const unit = bytes[i]!
    if (bytes[i + 1] !== 0 || PLAIN[unit] !== 1) break
    out[at++] = unit
  }
  sink.length = at
  return i
}

/** Writes one code unit, or a pair with the next; returns how many further units were used. */
function writeUnit(sink: ByteSink, unit: number, next: number): number {
  sink.reserve(8)
  if (unit < 0x80) {
    const entity = ENTITIES[unit]
    if (entity) sink.raw(entity)
    else if (notInXml(unit)) sink.unit(REPLACEMENT)
    else sink.bytes[sink.length++] = unit
    return 0
  }
  if (isHigh(unit) && isLow(next)) {
    sink.pair(unit, next)
    return 1
  }
  sink.unit(isHigh(unit) || isLow(unit) || notInXml(unit) ? REPLACEMENT : unit)
  return 0
}
