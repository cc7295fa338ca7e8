/** What 7-Zip does to bytes before it packs them, undone. */

/** Differences to the byte `distance` before become the bytes. @param properties one byte: distance - 1 */
export function* withoutDelta(bytes: Iterable<Uint8Array>, properties: Buffer): Generator<Uint8Array> {
  const distance = (properties[0] ?? 0) + 1
  const before = new Uint8Array(distance)
  let place = 0
  for (const chunk of bytes) {
    const plain = new Uint8Array(chunk.length)
    for (let i = 0; i < chunk.length; i++) {
      plain[i] = before[place] = (chunk[i]! + before[place]!) & 0xff
      place = place + 1 === distance ? 0 : place + 1
    }
    yield plain
  }
}

/** An instruction with its address: as many bytes are looked at together. */
const INSTRUCTION = 5
const MAY_BE_ADDRESS = [true, true, true, false, true, false, false, false]
const CHECKED_BYTE = [0, 1, 2, 2, 3, 3, 3, 3]

/** Absolute targets of x86 calls and jumps become relative ones again (BCJ, as the LZMA SDK and XZ for Java have it; public domain). */
export function* withoutX86(bytes: Iterable<Uint8Array>): Generator<Uint8Array> {
  const x86 = new X86()
  let rest: Uint8Array = new Uint8Array(0)
  for (const chunk of bytes) {
    const joined = Buffer.concat([rest, chunk])
    const done = x86.decode(joined)
    rest = joined.subarray(done)
    if (done > 0) yield joined.subarray(0, done)
  }
  if (rest.length > 0) yield rest
}

class X86 {
  private position = INSTRUCTION
  private mask = 0

  /** Changes bytes in place; answers how many are final. */
  decode(bytes: Buffer): number {
    const last = bytes.length - INSTRUCTION
    let before = -1
    let at = 0
    for (; at <= last; at++) {
      if ((bytes[at]! & 0xfe) !== 0xe8) continue
      const gap = at - before
      before = at
      if (gap > 3) this.mask = 0
      else {
        this.mask = (this.mask << (gap - 1)) & 7
        if (this.mask !== 0 && !this.isAddress(bytes, at)) {
          this.mask = (this.mask << 1) | 1
          continue
        }
      }
      if (isEnd(bytes[at + 4]!)) {
        this.turn(bytes, at)
        at += INSTRUCTION - 1
      } else this.mask = (this.mask << 1) | 1
    }
    const gap = at - before
    this.mask = gap > 3 ? 0 : this.mask << (gap - 1)
    this.position += at
    return at
  }

  private isAddress(bytes: Buffer, at: number): boolean {
    return MAY_BE_ADDRESS[this.mask]! && !isEnd(bytes[at + 4 - CHECKED_BYTE[this.mask]!]!)
  }

  private turn(bytes: Buffer, at: number): void {
    let target = bytes.readInt32LE(at + 1)
    for (;;) {
      target = (target - (this.position + at)) | 0
      if (this.mask === 0) break
      const shift = CHECKED_BYTE[this.mask]! * 8
      if (!isEnd((target >>> (24 - shift)) & 0xff)) break
      target ^= 2 ** (32 - shift) - 1
    }
    bytes.writeUIntLE(target & 0xff_ffff, at + 1, 3)
    bytes[at + 4] = (target >>> 24) & 1 ? 0xff : 0
  }
}

const isEnd = (byte: number): boolean => byte === 0 || byte === 0xff
