import type { RecoveryCounts, SourceRange, SourceState, SourceStatus } from '../contract/engine'
import { RANGE_LIMIT } from '../contract/engine-constants'
import type { SourceId } from '../contract/ids'
import { DamageList } from './damage-list'
import type { SlabResult } from './slab-parser'

/** Warnings kept a source, as many as a person reads; more are counted. */
const MAX_WARNINGS = 20

/** 1,234,567; Intl would cost the command line 25 ms at its first use. */
const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',')

const count = (n: number, one: string, many = one + 's'): string => `${grouped(n)} ${n === 1 ? one : many}`

/** By a clock that is not set; `performance` would cost the command line 2 ms at its first use. */
function nowMs(): number {
  const [seconds, nanoseconds] = process.hrtime()
  return seconds * 1000 + nanoseconds / 1e6
}

/** What is known about one source while and after it is read. */
export class SourceProgress {
  status: SourceStatus = 'queued'
  size = 0
  modifiedMs: number | null = null
  bytesRead = 0
  sha256: string | null = null
  format: SourceState['format'] = 'evtx'
  localTimes: SourceState['localTimes'] = null
  /** What is wrong with the source itself, known from where it comes: an entry with a wrong checksum, a transfer that broke. */
  flaw = ''
  /** Set where a sentence of its own says more than the counts. */
  problem = ''
  private readonly chunks = { ok: 0, damaged: 0, empty: 0 }
  private readonly records = { seen: 0, decoded: 0, damaged: 0, skipped: 0 }
  private readonly notes: string[] = []
  private readonly problems = new DamageList()
  private readonly recoveredPlaces = new DamageList()
  private recovery: RecoveryCounts | null = null
  private recoveryNote = ''
  private cutAt: number | null = null
  private zerosFrom: number | null = null
  private readonly lostSlabs: { readonly from: number; readonly to: number; readonly why: string }[] = []
  private startedMs = 0
  private endedMs = 0

  constructor(
    readonly source: SourceId,
    readonly path: string,
    readonly name: string,
  ) {}

  get decoded(): number {
    return this.records.decoded
  }

  /** Recovery has been through it. */
  get isRecovered(): boolean {
    return this.recovery !== null
  }

  start(size: number, modifiedMs: number | null): void {
    this.status = 'reading'
    this.size = size
    this.modifiedMs = modifiedMs
    this.startedMs = nowMs()
  }

  end(status: SourceStatus): void {
    this.status = status
    this.endedMs = nowMs()
  }

  fail(problem: string): void {
    this.problem = problem
    this.end('failed')
  }

  warn(note: string): void {
    if (this.notes.length < MAX_WARNINGS && !this.notes.includes(note)) this.notes.push(note)
  }

  addSlab(result: SlabResult): void {
    this.chunks.ok += result.chunks.ok
    this.chunks.damaged += result.chunks.damaged
    this.chunks.empty += result.chunks.empty
    this.records.seen += result.records.seen
    this.records.decoded += result.records.decoded
    this.records.damaged += result.records.damaged
    this.records.skipped += result.records.skipped
    this.problems.add(result.problems, result.problemCount)
    if (result.short) this.cutAt = this.size
  }

  /** @param ranges the first by place; the counts tell how many there are in all */
  addRecovery(counts: RecoveryCounts, ranges: readonly SourceRange[]): void {
    this.recovery = counts
    const { recovered, own, borrowed, none, duplicates } = counts
    this.recoveredPlaces.add(ranges, recovered)
    if (recovered + duplicates === 0) {
      if (this.format === 'image')
        this.problem =
          'Not a Windows event log, and no chunk or record of one was found in it. Nothing was recovered. Check that this is the right file.'
      return
    }
    const how = `${grouped(own)} by their own definitions, ${grouped(borrowed)} by borrowed ones, ${grouped(none)} without`
    const dropped = duplicates > 0 ? `; ${count(duplicates, 'copy', 'copies')} of known ones dropped` : ''
    this.recoveryNote = `${count(recovered, 'record')} recovered (${how})${dropped}`
    this.warn(this.recoveryNote)
  }

  /** Recovery begins anew: what it said goes. */
  forgetRecovery(): void {
    if (this.recovery === null) return
    this.recovery = null
    this.recoveredPlaces.clear()
    const said = this.notes.indexOf(this.recoveryNote)
    if (said >= 0) this.notes.splice(said, 1)
  }

  addEmptyChunks(chunks: number): void {
    this.chunks.empty += chunks
  }

  /** The file is shorter than its header says. */
  cut(at: number): void {
    this.cutAt = at
  }

  /** Everything from this byte on is zeros, and that is more than any log keeps in reserve. */
  zerosAfter(from: number): void {
    this.zerosFrom = from
  }

  loseSlab(from: number, to: number, why: string): void {
    this.lostSlabs.push({ from, to, why })
  }

  snapshot(): SourceState {
    const seconds = ((this.endedMs || nowMs()) - this.startedMs) / 1000
    return {
      source: this.source,
      path: this.path,
      name: this.name,
      size: this.size,
      bytesRead: this.bytesRead,
      status: this.status,
      sha256: this.sha256,
      format: this.format,
      records: { ...this.records },
      chunks: {
        ok: this.chunks.ok + (this.recovery?.carvedChunks.ok ?? 0),
        damaged: this.chunks.damaged + (this.recovery?.carvedChunks.damaged ?? 0),
        empty: this.chunks.empty,
      },
      recovery: this.recovery,
      ranges: this.ranges(),
      localTimes: this.localTimes,
      truncated: this.cutAt !== null || this.zerosFrom !== null || this.lostSlabs.length > 0,
      mbPerSecond: this.startedMs > 0 && seconds > 0 ? this.bytesRead / 1e6 / seconds : 0,
      message: this.message(),
      warnings: this.warnings(),
    }
  }

  private ranges(): SourceState['ranges'] {
    const { places, total } = this.damage()
    const shown = places.slice(0, RANGE_LIMIT)
    return { shown, more: total - shown.length }
  }

  /** Everything that is damaged, was not read, or came back, by place; of many only the first. `total` counts all. */
  damage(): { readonly places: readonly SourceRange[]; readonly total: number } {
    const lost = this.lostSlabs.map(({ from, to, why }): SourceRange => {
      return { from, to, state: 'skipped-bytes', what: `the reader stopped here: ${why}` }
    })
    const all = new DamageList()
    all.add(this.problems.first(), this.problems.count)
    all.add(lost)
    all.add(this.recoveredPlaces.first(), this.recoveredPlaces.count)
    return { places: all.first(), total: all.count }
  }

  private message(): string {
    if (this.problem !== '') return this.problem
    const kept = `${count(this.records.decoded, 'record')} ${this.records.decoded === 1 ? 'was' : 'were'} kept.`
    const parts: string[] = this.flaw === '' ? [] : [this.flaw]
    if (this.status === 'cancelled' || this.status === 'skipped') {
      const share = this.size > 0 ? Math.floor((100 * this.bytesRead) / this.size) : 0
      parts.push(`Reading was stopped at ${share} %. Open the file again to read all of it.`)
    }
    // That it did not come whole is said, and what to do about it.
    if (this.cutAt !== null && this.flaw === '')
      parts.push(`The file is cut off at byte ${this.cutAt}. Open a complete copy if there is one.`)
    if (this.zerosFrom !== null) {
      const share = Math.floor((100 * (this.size - this.zerosFrom)) / this.size)
      parts.push(
        `Everything after byte ${this.zerosFrom} is zeros (${share} % of the file): the copy looks unfinished. Open the original.`,
      )
    }
    if (this.lostSlabs.length > 0) {
      const shown = this.lostSlabs
        .toSorted((a, b) => a.from - b.from)
        .slice(0, 3)
        .map(({ from, to, why }) => `bytes ${from} to ${to} (${why})`)
      const more = this.lostSlabs.length - shown.length
      parts.push(
        `The reader stopped on ${shown.join(', ')}${more > 0 ? ` and ${more} more stretches` : ''}; the rest was read.`,
      )
    }
    const lost = this.records.damaged + this.records.skipped
    if (lost > 0) {
      const chunks = this.chunks.damaged > 0 ? `, ${count(this.chunks.damaged, 'damaged chunk')}` : ''
      parts.push(`${count(lost, 'place')} could not be read as a record${chunks}.`)
    }
    return parts.length > 0 ? [...parts, kept].join(' ') : ''
  }

  private warnings(): string[] {
    const shown = this.problems
      .first()
      .slice(0, MAX_WARNINGS)
      .map(({ from, what }) => `byte ${from}: ${what}`)
    const more = this.problems.count - shown.length
    return [...this.notes, ...shown, ...(more > 0 ? [`and ${more} more of this kind`] : [])]
  }
}

/** True where something of the source was not read or lost: what the command line answers with exit code 2. */
export function isIncomplete(state: SourceState): boolean {
  return state.message !== '' && state.status !== 'duplicate'
}
