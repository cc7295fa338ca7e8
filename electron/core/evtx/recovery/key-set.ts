const FIRST_KEYS = 1024

/** A set of keys of a few 32-bit numbers each, exact and without an object a key: half of its room is free at worst. */
export class KeySet {
  private keys: Uint32Array
  private used: Uint8Array
  private count = 0

  /** @param width numbers a key */
  constructor(private readonly width: number) {
    this.keys = new Uint32Array(FIRST_KEYS * width)
    this.used = new Uint8Array(FIRST_KEYS)
  }

  has(key: ArrayLike<number>): boolean {
    return this.used[this.slot(key, 0)] === 1
  }

  /** @returns false if it was there */
  add(key: ArrayLike<number>): boolean {
    const slot = this.slot(key, 0)
    if (this.used[slot] === 1) return false
    this.put(slot, key, 0)
    if (++this.count * 2 > this.used.length) this.grow()
    return true
  }

  private put(slot: number, from: ArrayLike<number>, at: number): void {
    for (let i = 0; i < this.width; i++) this.keys[slot * this.width + i] = from[at + i]!
    this.used[slot] = 1
  }

  /** Where a key is, or the free slot it would take. */
  private slot(from: ArrayLike<number>, at: number): number {
    const { width, used } = this
    const mask = used.length - 1
    let h = 0x811c9dc5
    for (let i = 0; i < width; i++) h = Math.imul(h ^ from[at + i]! ^ (h >>> 15), 0x85ebca6b)
    let slot = (h ^ (h >>> 13)) & mask
    while (used[slot] === 1 && !this.isAt(slot, from, at)) slot = (slot + 1) & mask
    return slot
  }

  private isAt(slot: number, from: ArrayLike<number>, at: number): boolean {
    for (let i = 0; i < this.width; i++) if (this.keys[slot * this.width + i] !== from[at + i]) return false
    return true
  }

  private grow(): void {
    const [keys, used] = [this.keys, this.used]
    this.keys = new Uint32Array(keys.length * 2)
    this.used = new Uint8Array(used.length * 2)
    for (let slot = 0; slot < used.length; slot++) {
      if (used[slot] !== 1) continue
      const at = slot * this.width
      this.put(this.slot(keys, at), keys, at)
    }
  }
}
