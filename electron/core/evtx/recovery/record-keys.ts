import { u32 } from '../../bytes/little-endian'

const FIRST_CAPACITY = 1024

/** Header id and written time of records, exactly: 16 bytes each, and half as many again free. */
export class RecordKeys {
  private keys = new Uint32Array(FIRST_CAPACITY * 4)
  private count = 0

  /** The record whose header stands at `at`. */
  has(bytes: Uint8Array, at: number): boolean {
    return this.isKey(this.slot(bytes, at))
  }

  /** @returns false if it was there */
  add(bytes: Uint8Array, at: number): boolean {
    const slot = this.slot(bytes, at)
    if (this.isKey(slot)) return false
    for (let i = 0; i < 4; i++) this.keys[slot + i] = u32(bytes, at + 8 + 4 * i)
    this.count++
    if (this.count * 4 * 2 > this.keys.length) this.grow()
    return true
  }

  private isKey(slot: number): boolean {
    const { keys } = this
    return (keys[slot]! | keys[slot + 1]! | keys[slot + 2]! | keys[slot + 3]!) !== 0
  }

  private slot(bytes: Uint8Array, at: number): number {
    const [a, b, c, d] = [u32(bytes, at + 8), u32(bytes, at + 12), u32(bytes, at + 16), u32(bytes, at + 20)]
    return this.find(a, b, c, d)
  }

  private find(a: number, b: number, c: number, d: number): number {
    const { keys } = this
    const mask = keys.length / 4 - 1
    for (let slot = hash(a, b, c, d) & mask; ; slot = (slot + 1) & mask) {
      const at = slot * 4
      if (!this.isKey(at)) return at
      if (keys[at] === a && keys[at + 1] === b && keys[at + 2] === c && keys[at + 3] === d) return at
    }
  }

  private grow(): void {
    const before = this.keys
    this.keys = new Uint32Array(before.length * 2)
    for (let at = 0; at < before.length; at += 4) {
      const [a, b, c, d] = [before[at]!, before[at + 1]!, before[at + 2]!, before[at + 3]!]
      if ((a | b | c | d) !== 0) this.keys.set([a, b, c, d], this.find(a, b, c, d))
    }
  }
}

function hash(a: number, b: number, c: number, d: number): number {
  let h = Math.imul(a ^ 0x811c9dc5, 0x85ebca6b)
  h = Math.imul(h ^ b ^ (h >>> 13), 0xc2b2ae35)
  h = Math.imul(h ^ c ^ (h >>> 16), 0x27d4eb2f)
  h = Math.imul(h ^ d ^ (h >>> 15), 0x165667b1)
  return (h ^ (h >>> 14)) >>> 0
}
