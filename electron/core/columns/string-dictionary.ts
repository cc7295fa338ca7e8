/** Text of a raw value; which types there are is the format's affair. */
export type DecodeValue = (type: number, bytes: Uint8Array, at: number, size: number) => string

const INITIAL_SLOTS = 4096
/** Values made to collide cost a decoding each, not a search through all of them. */
const MAX_PROBES = 64

/**
 * Numbers for texts, so that columns hold 32-bit ids. A value is looked up by its raw bytes first and decoded only when new. Id 0 stands for
 * nothing: absent, empty, "-" and the all-zero GUID.
 */
export class StringDictionary {
  private readonly idByText = new Map<string, number>([
    ['', 0],
    ['-', 0],
    ['{00000000-0000-0000-0000-000000000000}', 0],
  ])
  private fresh: string[] = []
  private size = 1

  // Open addressing over raw values: slot -> entry; an entry is type and size, place in `pool`, id.
  private slots = new Int32Array(INITIAL_SLOTS).fill(-1)
  private entries = new Uint32Array(INITIAL_SLOTS * 2)
  private entryCount = 0
  private pool = new Uint8Array(1 << 16)
  private poolLength = 0

  constructor(private readonly decode: DecodeValue) {}

  idOfText(text: string): number {
    const known = this.idByText.get(text)
    if (known !== undefined) return known
    const id = this.size++
    this.idByText.set(text, id)
    this.fresh.push(text)
    return id
  }

  /** Id of a value's text. `type` tells equal bytes of different meaning apart and goes to the decoder. */
  idOfValue(type: number, bytes: Uint8Array, at: number, size: number): number {
    if (size === 0) return 0
    if (size === 2 && bytes[at] === 0x2d && bytes[at + 1] === 0) return 0
    const head = (type << 16) | size
    let slot = hash(head, bytes, at, size) & (this.slots.length - 1)
    for (let probes = 0; probes < MAX_PROBES; probes++) {
      const entry = this.slots[slot]!
      if (entry < 0) {
        const id = this.idOfText(this.decode(type, bytes, at, size))
        this.insert(slot, head, bytes, at, size, id)
        return id
      }
      const place = entry * 3
      if (this.entries[place] === head && this.sameBytes(this.entries[place + 1]!, bytes, at, size)) {
        return this.entries[place + 2]!
      }
      slot = (slot + 1) & (this.slots.length - 1)
    }
    return this.idOfText(this.decode(type, bytes, at, size))
  }

  /** Strings that got an id since the last call, in id order. */
  takeFresh(): string[] {
    const fresh = this.fresh
    this.fresh = []
    return fresh
  }

  private sameBytes(place: number, bytes: Uint8Array, at: number, size: number): boolean {
    const pool = this.pool
    for (let i = 0; i < size; i++) if (pool[place + i] !== bytes[at + i]) return false
    return true
  }

  private insert(slot: number, head: number, bytes: Uint8Array, at: number, size: number, id: number): void {
    if (this.poolLength + size > this.pool.length) {
      const larger = new Uint8Array(Math.max(this.pool.length * 2, this.poolLength + size))
      larger.set(this.pool)
      this.pool = larger
    }
    this.pool.set(bytes.subarray(at, at + size), this.poolLength)
    if ((this.entryCount + 1) * 3 > this.entries.length) {
      const larger = new Uint32Array(this.entries.length * 2)
      larger.set(this.entries)
      this.entries = larger
    }
    const entry = this.entryCount++
    this.entries[entry * 3] = head
    this.entries[entry * 3 + 1] = this.poolLength
    this.entries[entry * 3 + 2] = id
    this.poolLength += size
    this.slots[slot] = entry
    if (this.entryCount * 2 > this.slots.length) this.rehash()
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2).fill(-1)
    for (let entry = 0; entry < this.entryCount; entry++) {
      const head = this.entries[entry * 3]!
      let slot = hash(head, this.pool, this.entries[entry * 3 + 1]!, head & 0xffff) & (slots.length - 1)
      while (slots[slot]! >= 0) slot = (slot + 1) & (slots.length - 1)
      slots[slot] = entry
    }
    this.slots = slots
  }
}

/** Bytes that count for the hash at each end; what differs only in between is told apart by comparing. */
const HASHED_ENDS = 12

function hash(head: number, bytes: Uint8Array, at: number, size: number): number {
  let h = head ^ 0x811c9dc5
  const end = at + size
  const headEnd = size <= HASHED_ENDS * 2 ? end : at + HASHED_ENDS
  for (let i = at; i < headEnd; i++) h = Math.imul(h ^ bytes[i]!, 0x01000193)
  if (headEnd !== end) for (let i = end - HASHED_ENDS; i < end; i++) h = Math.imul(h ^ bytes[i]!, 0x01000193)
  return (h ^ (h >>> 15)) >>> 0
}
