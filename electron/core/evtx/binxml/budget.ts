import { DecodeError, MAX_CHUNK_UNITS, MAX_ELEMENT_DEPTH, MAX_RECORD_UNITS, STREAM_UNITS } from '../layout'

/** What filling a stream once takes, known when it is compiled. */
export interface Extent {
  /** Of its code: all literal text and names. */
  readonly units: number
  /** Deepest nesting of its elements. */
  readonly depth: number
  /** How often its most used slot is used: real templates use each once, seldom twice. */
  readonly repeats: number
}

/**
 * Keeps what a record can make of a few bytes within bounds, whatever is done with it (XML, elements): both charge here. A stream is charged
 * when it is opened: its text, and its values as often as a slot may be used.
 */
export class Budget {
  private record = 0
  private chunk = 0
  private elements = 0

  get spentInChunk(): number {
    return this.chunk
  }

  startChunk(): void {
    this.chunk = 0
    this.startRecord()
  }

  startRecord(): void {
    this.record = 0
    this.elements = 0
  }

  /**
   * Before a stream is filled; `leave` after it.
   * @param bytes of its values and their descriptors
   * @throws DecodeError
   */
  enter({ units, depth, repeats }: Extent, bytes: number): void {
    this.elements += depth
    if (this.elements > MAX_ELEMENT_DEPTH) throw new DecodeError('elements nest too deep')
    this.spend(STREAM_UNITS + units + bytes * repeats)
  }

  leave({ depth }: Extent): void {
    this.elements -= depth
  }

  /** @throws DecodeError where the record, or its chunk, would become more text than any real one. */
  spend(units: number): void {
    this.record += units
    this.chunk += units
    if (this.record > MAX_RECORD_UNITS) throw new DecodeError('record expands to more text than any real one')
    if (this.chunk > MAX_CHUNK_UNITS) throw new DecodeError('chunk expands to more text than any real one')
  }
}
