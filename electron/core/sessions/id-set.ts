/** Ids that were given out: a case has hundreds of thousands, and as texts in a Set each of them takes 200 bytes. */

const FIRST_SLOTS = 1024

/** Ids as `hashId` makes them, 16 hex digits, at 16 to 32 bytes each; other texts are taken too. */
export class IdSet {
  /** Two halves an id; both 0: free. */
  private slots = new Uint32Array(FIRST_SLOTS * 2)
  private length = 0
  /** What is no such id, or is the one whose halves are 0. */
  private readonly others = new Set<string>()

  /** False where it was added before. */
  add(id: string): boolean {
    const high = Number.parseInt(id.slice(0, 8), 16)
    const low = Number.parseInt(id.slice(8), 16)
    if (!ID.test(id) || (high === 0 && low === 0)) return this.others.size < this.others.add(id).size
    if (this.length * 2 >= this.slots.length / 2) this.grow()
    if (!put(this.slots, high, low)) return false
    this.length++
    return true
  }

  private grow(): void {
    const slots = new Uint32Array(this.slots.length * 2)
    for (let at = 0; at < this.slots.length; at += 2) {
      const high = this.slots[at]!
      const low = this.slots[at + 1]!
      if (high !== 0 || low !== 0) put(slots, high, low)
    }
    this.slots = slots
  }
}

const ID = /^[0-9a-f]{16}$/

/** False where it was there. The low half of a hash is as good as a hash of it. */
function put(slots: Uint32Array, high: number, low: number): boolean {
  const mask = slots.length / 2 - 1
  for (let slot = low & mask; ; slot = (slot + 1) & mask) {
    const at = slot * 2
    if (slots[at] === 0 && slots[at + 1] === 0) {
      slots[at] = high
      slots[at + 1] = low
      return true
    }
    if (slots[at] === high && slots[at + 1] === low) return false
  }
}
