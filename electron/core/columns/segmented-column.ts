/** Values of a column. */
export type ColumnValues = Uint8Array | Uint16Array | Uint32Array | Float64Array

/** 128 KiB and more a segment: memory that the system takes back piece by piece while the table is joined. */
const SEGMENT_ROWS = 1 << 16
/** Most rows of a first segment: what a hostile file claims to hold is not laid out at once. */
const MAX_SEGMENT_ROWS = 1 << 22

/** Rows a segment, so that as many as are expected lie in one; what of it is never written to takes no memory. */
export function segmentRows(expectedRows: number): number {
  return Math.min(Math.ceil(Math.max(expectedRows, 1) / SEGMENT_ROWS) * SEGMENT_ROWS, MAX_SEGMENT_ROWS)
}

/** What the text ids of one builder are among the ids of all. */
export interface TextIds {
  readonly of: readonly number[]
  /** Every id stays what it is, as where there is one builder: columns are copied as they are. */
  readonly same: boolean
}

/** Rows that lie in one segment. */
interface Stretch {
  /** Counted from the first row that is asked for. */
  readonly from: number
  readonly to: number
  readonly segment: number
  /** Place of `from` in the segment. */
  readonly at: number
}

/** A column that grows by batches, from its first row to its last. Rows that nothing was written to are blank. */
export class SegmentedColumn {
  private readonly segments: (ColumnValues | undefined)[] = []
  /** By segment: rows that are written or made blank; kept where blank is not 0. */
  private readonly ends: number[] = []

  /**
   * @param size rows a segment (`segmentRows`)
   * @param width values a row: 2 for 64-bit columns, kept as halves
   * @param blank what a row holds that nothing was written to
   */
  constructor(
    private readonly open: (length: number) => ColumnValues,
    private readonly size: number,
    private readonly width: 1 | 2 = 1,
    private readonly blank = 0,
  ) {}

  get isBlank(): boolean {
    return this.segments.length === 0
  }

  write(row: number, values: ColumnValues): void {
    const { width } = this
    for (const { from, to, segment, at } of this.stretches(row, values.length / width)) {
      const target = (this.segments[segment] ??= this.open(this.size * width))
      if (this.blank !== 0) {
        this.blankUpTo(segment, at)
        this.ends[segment] = at + to - from
      }
      target.set(values.subarray(from * width, to * width), at * width)
    }
  }

  /** Writes text ids, each as what `textIds` has for it; none is `textCount` or more. */
  writeIds(row: number, ids: Uint32Array, { of, same }: TextIds, textCount: number): void {
    if (same) return this.writeNarrow(row, ids, textCount - 1)
    for (const { from, to, segment, at } of this.stretches(row, ids.length)) {
      let target = this.segmentFor(segment, 0, at)
      let most = mostIn(target)
      for (let i = from; i < to; i++) {
        const id = of[ids[i]!]!
        const place = at - from + i
        if (id > most) {
          target = this.segmentFor(segment, id, place)
          most = mostIn(target)
        }
        target[place] = id
      }
    }
  }

  /** Writes whole numbers up to `largest`; a segment has no more bytes a value than what was written to it needs. */
  writeNarrow(row: number, values: Uint32Array | Float64Array, largest: number): void {
    for (const { from, to, segment, at } of this.stretches(row, values.length)) {
      let target = this.segmentFor(segment, 0, at)
      let most = mostIn(target)
      for (let i = from; i < to && most < largest; i++) {
        if (values[i]! <= most) continue
        target = this.segmentFor(segment, values[i]!, at)
        most = mostIn(target)
      }
      target.set(values.subarray(from, to), at)
    }
  }

  /** Writes row numbers, each `by` further. */
  writeShifted(row: number, values: Uint32Array, by: number): void {
    for (const { from, to, segment, at } of this.stretches(row, values.length)) {
      const target = (this.segments[segment] ??= this.open(this.size))
      for (let i = from; i < to; i++) target[at - from + i] = values[i]! + by
    }
  }

  /** Copies rows to `to`, which is fresh. */
  copy(row: number, rows: number, to: ColumnValues, toRow: number): void {
    const { width } = this
    this.read(row, rows, (part, done) => to.set(part, (toRow + done) * width))
  }

  /** Calls for each stretch that lies in one segment; left out are those never written to. */
  read(row: number, rows: number, use: (part: ColumnValues, done: number) => void): void {
    const { width } = this
    for (const { from, to, segment, at } of this.stretches(row, rows)) {
      const values = this.segments[segment]
      this.blankUpTo(segment, at + to - from)
      if (values) use(values.subarray(at * width, (at + to - from) * width), from)
    }
  }

  /** The rows themselves instead of a copy, where they lie in one segment that was written to; the column must be given up then. */
  take(rows: number): ColumnValues | null {
    const [only] = this.segments
    this.blankUpTo(0, rows)
    return this.segments.length === 1 && only ? only.subarray(0, rows * this.width) : null
  }

  release(): void {
    this.segments.length = 0
  }

  /** Not before they are needed: rows that were laid out and never come take no memory. */
  private blankUpTo(segment: number, row: number): void {
    const end = this.ends[segment] ?? 0
    if (this.blank === 0 || end >= row) return
    this.segments[segment]?.fill(this.blank, end, row)
    this.ends[segment] = row
  }

  /** The segment, made wide enough for `value`; `written` values of it are. */
  private segmentFor(segment: number, value: number, written: number): ColumnValues {
    const held = (this.segments[segment] ??= this.open(this.size))
    if (value <= mostIn(held)) return held
    const fresh = openFor(value)(this.size)
    // The rest takes no memory yet.
    fresh.set(held.subarray(0, written))
    this.segments[segment] = fresh
    return fresh
  }

  /** Rows [row, row + rows) by segment. */
  private stretches(row: number, rows: number): Stretch[] {
    const { size } = this
    const found: Stretch[] = []
    for (let from = 0; from < rows;) {
      const at = (row + from) % size
      const to = Math.min(rows, from + size - at)
      found.push({ from, to, segment: Math.floor((row + from) / size), at })
      from = to
    }
    return found
  }
}

/** A column of text ids. Many have few different texts, which are numbered early: a byte is enough for them. */
export function idColumn(size: number): SegmentedColumn {
  return new SegmentedColumn((length) => new Uint8Array(length), size)
}

/** Largest whole number that an array of this kind holds. */
function mostIn(values: ColumnValues): number {
  return values instanceof Float64Array ? Number.MAX_SAFE_INTEGER : 2 ** (8 * values.BYTES_PER_ELEMENT) - 1
}

function openFor(value: number): (length: number) => ColumnValues {
  if (value < 2 ** 16) return (length) => new Uint16Array(length)
  if (value < 2 ** 32) return (length) => new Uint32Array(length)
  return (length) => new Float64Array(length)
}
