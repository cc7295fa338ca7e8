/** Growing UTF-8 output. Text is written in place, never through intermediate strings. */
export class ByteSink {
  bytes: Uint8Array<ArrayBuffer>
  length = 0

  constructor(capacity = 1 << 16) {
    this.bytes = new Uint8Array(capacity)
  }

  /** What was written since the last `clear`; a view, good until the next write. */
  get written(): Uint8Array {
    return this.bytes.subarray(0, this.length)
  }

  clear(): void {
    this.length = 0
  }

  /** Makes room for `count` more bytes. */
  reserve(count: number): void {
    const need = this.length + count
    if (need <= this.bytes.length) return
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, need))
    larger.set(this.bytes.subarray(0, this.length))
    this.bytes = larger
  }

  raw(bytes: Uint8Array): void {
    const count = bytes.length
    this.reserve(count)
    const out = this.bytes
    const at = this.length
    if (count > 64) out.set(bytes, at)
    else for (let i = 0; i < count; i++) out[at + i] = bytes[i]!
    this.length = at + count
  }

  /** Text of any kind; lone surrogates become U+FFFD. */
  text(text: string): void {
    const count = text.length
    this.reserve(count * 3)
    for (let i = 0; i < count; i++) {
      const unit = text.charCodeAt(i)
      if (unit < 0x80) this.bytes[this.length++] = unit
      else if (isHigh(unit) && i + 1 < count && isLow(text.charCodeAt(i + 1)))
        this.pair(unit, text.charCodeAt(++i))
      else this.unit(isHigh(unit) || isLow(unit) ? 0xfffd : unit)
    }
  }

  /** One code unit that is no surrogate. Room for 3 bytes must be reserved. */
  unit(unit: number): void {
    const out = this.bytes
    if (unit < 0x80) out[this.length++] = unit
    else if (unit < 0x800) {
      out[this.length++] = 0xc0 | (unit >> 6)
      out[this.length++] = 0x80 | (unit & 0x3f)
    } else {
      out[this.length++] = 0xe0 | (unit >> 12)
      out[this.length++] = 0x80 | ((unit >> 6) & 0x3f)
      out[this.length++] = 0x80 | (unit & 0x3f)
    }
  }

  /** A surrogate pair. Room for 4 bytes must be reserved. */
  pair(high: number, low: number): void {
    const point = 0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff)
    const out = this.bytes
    out[this.length++] = 0xf0 | (point >> 18)
    out[this.length++] = 0x80 | ((point >> 12) & 0x3f)
    out[this.length++] = 0x80 | ((point >> 6) & 0x3f)
    out[this.length++] = 0x80 | (point & 0x3f)
  }
}

export const isHigh = (unit: number): boolean => (unit & 0xfc00) === 0xd800
export const isLow = (unit: number): boolean => (unit & 0xfc00) === 0xdc00

/** UTF-8 of a text, made once for what is written often. */
export function utf8(text: string): Uint8Array {
  const sink = new ByteSink(text.length * 3)
  sink.text(text)
  return sink.written.slice()
}
