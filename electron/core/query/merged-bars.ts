const NONE = -1

/** Sessions of one pixel of a row that become bars: one a slot. */
export class MergedBars {
  /** Position of the session that a bar stands for. */
  readonly position: Int32Array
  readonly end: Float64Array
  readonly weight: Float64Array
  /** Those in use come first. */
  readonly slots: Uint8Array
  /** How many are in use. */
  used = 0

  /** @param slots how many */
  constructor(slots: number) {
    this.position = new Int32Array(slots).fill(NONE)
    this.end = new Float64Array(slots)
    this.weight = new Float64Array(slots)
    this.slots = new Uint8Array(slots)
  }

  /** @param longest the bar stands for its longest session, else for its first */
  add(slot: number, position: number, end: number, weight: number, longest: boolean): void {
    if (this.position[slot] === NONE) {
      this.slots[this.used++] = slot
      this.position[slot] = position
      this.end[slot] = end
      this.weight[slot] = weight
      return
    }
    this.weight[slot]! += weight
    if (end <= this.end[slot]!) return
    if (longest) this.position[slot] = position
    this.end[slot] = end
  }

  /** Orders the slots in use by position. */
  sort(): void {
    const { slots, used, position } = this
    for (let i = 1; i < used; i++) {
      const slot = slots[i]!
      let at = i
      for (; at > 0 && position[slots[at - 1]!]! > position[slot]!; at--) slots[at] = slots[at - 1]!
      slots[at] = slot
    }
  }

  clear(): void {
    for (let i = 0; i < this.used; i++) this.position[this.slots[i]!] = NONE
    this.used = 0
  }
}
