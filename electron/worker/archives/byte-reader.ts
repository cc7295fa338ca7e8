/** Bytes that come in pieces, taken in other pieces. */
export class ByteReader {
  private readonly pieces: AsyncIterator<Uint8Array>
  private rest: Uint8Array = new Uint8Array(0)

  constructor(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
    this.pieces = iterate(bytes)
  }

  /** Up to `length` bytes that come next; none at the end. @throws what the source throws */
  async some(length: number): Promise<Uint8Array> {
    while (this.rest.length === 0) {
      const next = await this.pieces.next()
      if (next.done) return this.rest
      this.rest = next.value
    }
    const taken = this.rest.subarray(0, length)
    this.rest = this.rest.subarray(taken.length)
    return taken
  }

  /** Exactly `length` bytes, fewer only at the end. */
  async exactly(length: number): Promise<Buffer> {
    const taken: Uint8Array[] = []
    let missing = length
    while (missing > 0) {
      const some = await this.some(missing)
      if (some.length === 0) break
      taken.push(some)
      missing -= some.length
    }
    return Buffer.concat(taken)
  }

  /** What is passed over; less than asked for only at the end. */
  async skip(length: number): Promise<number> {
    let skipped = 0
    while (skipped < length) {
      const some = await this.some(length - skipped)
      if (some.length === 0) break
      skipped += some.length
    }
    return skipped
  }

  /** These come next again. */
  putBack(bytes: Uint8Array): void {
    this.rest = this.rest.length === 0 ? bytes : Buffer.concat([bytes, this.rest])
  }

  /** Nothing more is wanted. */
  async close(): Promise<void> {
    await this.pieces.return?.()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (let some = await this.some(Infinity); some.length > 0; some = await this.some(Infinity)) yield some
  }
}

async function* iterate(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) if (piece.length > 0) yield piece
}
