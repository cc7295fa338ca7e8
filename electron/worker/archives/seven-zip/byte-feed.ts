import { DamagedMember } from '../checked-bytes'

/** Packed bytes one after the other, whatever pieces they come in. */
export class ByteFeed {
  private readonly pieces: Iterator<Uint8Array>
  private piece: Uint8Array = new Uint8Array(0)
  private at = 0
  private before = 0

  constructor(bytes: Iterable<Uint8Array>) {
    this.pieces = bytes[Symbol.iterator]()
  }

  /** Bytes taken so far. */
  get position(): number {
    return this.before + this.at
  }

  /** @throws DamagedMember at the end */
  next(): number {
    if (this.at === this.piece.length && !this.refill()) throw new DamagedMember(ENDS_EARLY)
    return this.piece[this.at++]!
  }

  /** Up to `length` bytes; a view, good until more are taken. @throws DamagedMember at the end */
  some(length: number): Uint8Array {
    if (this.at === this.piece.length && !this.refill()) throw new DamagedMember(ENDS_EARLY)
    const taken = this.piece.subarray(this.at, this.at + length)
    this.at += taken.length
    return taken
  }

  /** Passes over bytes up to this position. @throws DamagedMember where they were taken, or do not come */
  passTo(position: number): void {
    if (position < this.position) throw new DamagedMember(ENDS_EARLY)
    while (this.position < position) this.some(position - this.position)
  }

  private refill(): boolean {
    do {
      const next = this.pieces.next()
      if (next.done === true) return false
      this.before += this.piece.length
      this.piece = next.value
      this.at = 0
    } while (this.piece.length === 0)
    return true
  }
}

const ENDS_EARLY =
  'Its packed bytes end too early: the archive is cut off or damaged. What was unpacked before is kept. Get the archive anew if you can.'
