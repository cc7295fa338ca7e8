/** Logs of other computers are read while they are copied. What comes of it is as if they were read when all of them are here. */
import type { SourceId } from '../contract/ids'
import type { CaseReader } from './case-reader'
import type { CopyHearer, ListedPath } from './listed-evidence'
import { poolForBytes, type PoolChoice } from './read-options'
import { ParserPool } from './scheduler'
import { Arrival } from './sources/arrival'

/** From here on parsing in the thread that copies holds the copy up for longer than another thread takes to start. */
const WORTH_A_THREAD = 8 * 1024 * 1024

/**
 * Hands each log to the reader with its first bytes, or once it is here. Only what came whole and as it began counts; everything else is taken back, and
 * read as it lies when all is listed.
 */
export class EarlyReading implements CopyHearer {
  /** The log that is growing. */
  private growing: SourceId | null = null
  /** One after the other: a copy is read as fast as it comes, and most of the time is waiting for it. */
  private reading: Promise<void> = Promise.resolve()
  private count = 0
  private isFirst = true
  private readonly read = new Set<string>()

  private readonly inline: ParserPool
  private readonly thread: ParserPool

  /** @param expectedAtFirst hears how many bytes the first place has, before any of them is read */
  constructor(
    private readonly reader: CaseReader,
    { threads, threadScript }: PoolChoice,
    private readonly expectedAtFirst: (bytes: number) => void,
  ) {
    this.inline = poolForBytes(0, {})
    this.thread =
      threads === 1 ? this.inline : new ParserPool({ threads: 1, ...(threadScript && { threadScript }) })
  }

  expected(bytes: number): void {
    if (this.isFirst) this.expectedAtFirst(bytes)
    this.isFirst = false
  }

  began(shown: string, spot: string, size: number): void {
    const id = this.nextId()
    this.growing = id
    this.reader.announce([{ id, path: spot, display: shown, arrival: new Arrival(size, 0) }])
    this.then(() => this.reader.readOne(id, this.poolFor(size)))
  }

  arrived(bytes: number): void {
    if (this.growing !== null) this.reader.arrived(this.growing, bytes)
  }

  dropped(): void {
    const id = this.growing
    this.growing = null
    if (id === null) return
    this.reader.skip(id)
    this.reader.endArrival(id, null, '')
    this.then(() => this.reader.withdraw(id))
  }

  copied({ shown, path, acquisitions }: ListedPath): void {
    const { sha256, bytes = 0 } = acquisitions.at(-1) ?? {}
    this.read.add(shown)
    if (this.growing !== null) this.reader.endArrival(this.growing, path, null, sha256)
    else {
      const id = this.nextId()
      this.then(() => {
        this.reader.announce([{ id, path, display: shown, ...(sha256 && { sha256 }) }])
        return this.reader.readOne(id, this.poolFor(bytes))
      })
    }
    this.growing = null
  }

  /** What all that counts is called, when it has been read. */
  async ended(): Promise<Set<string>> {
    await this.reading
    return this.read
  }

  /** Nothing is read any more. */
  async close(): Promise<void> {
    await this.thread.close()
    await this.inline.close()
  }

  private poolFor(bytes: number): ParserPool {
    return bytes < WORTH_A_THREAD ? this.inline : this.thread
  }

  private then(work: () => Promise<void> | void): void {
    this.reading = this.reading.then(work)
    // It is thrown where its end is waited for.
    this.reading.catch(() => undefined)
  }

  private nextId(): SourceId {
    return `early-${this.count++}` as SourceId
  }
}
