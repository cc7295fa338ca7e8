const FIRST_CAPACITY = 4096

/**
 * Bars of a window as they are found, in columns that are kept for the next window: a million sessions live beside them, and garbage that comes with each
 * answer would have all of those marked again and again.
 */
export class BarRoom {
  count = 0
  session = new Uint32Array(FIRST_CAPACITY)
  lane = new Uint32Array(FIRST_CAPACITY)
  row = new Uint8Array(FIRST_CAPACITY)
  start = new Float64Array(FIRST_CAPACITY)
  end = new Float64Array(FIRST_CAPACITY)
  weight = new Uint32Array(FIRST_CAPACITY)
  overflow = new Uint8Array(FIRST_CAPACITY)

  clear(): void {
    this.count = 0
  }

  add(
    session: number,
    lane: number,
    row: number,
    start: number,
    end: number,
    weight: number,
    overflow: number,
  ): void {
    if (this.count === this.session.length) this.grow()
    const at = this.count++
    this.session[at] = session
    this.lane[at] = lane
    this.row[at] = row
    this.start[at] = start
    this.end[at] = end
    this.weight[at] = weight
    this.overflow[at] = overflow
  }

  private grow(): void {
    const size = this.session.length * 2
    this.session = grown(this.session, new Uint32Array(size))
    this.lane = grown(this.lane, new Uint32Array(size))
    this.row = grown(this.row, new Uint8Array(size))
    this.start = grown(this.start, new Float64Array(size))
    this.end = grown(this.end, new Float64Array(size))
    this.weight = grown(this.weight, new Uint32Array(size))
    this.overflow = grown(this.overflow, new Uint8Array(size))
  }
}

function grown<T extends { set(values: T): void }>(from: T, into: T): T {
  into.set(from)
  return into
}
