import type { SourceState } from '../contract/engine'
import type { SourceId } from '../contract/ids'
import { comparePaths } from '../core/columns/merge-batches'
import type { SourceDamage } from '../core/query/damage-places'
import {
  type Entry,
  endStopped,
  entryOf,
  hasChunks,
  isEnded,
  isSettled,
  readsOtherwise,
  setAside,
  type SourceRequest,
} from './case-entry'
import { readEntry } from './read-entry'
import { Candidate } from './same-content'
import { endAsDuplicate, SameSources, settleDuplicates } from './same-sources'
import type { ParserPool } from './scheduler'
import type { BatchSink, StoredSource } from './session-store'
import type { SourceProgress } from './source-progress'
import type { FileSpot } from './sources/file-source'
import { SourcesUnderWay } from './sources-under-way'

export interface CaseReaderOptions {
  /** `same-size`: hash only what could be a duplicate (half the reading time of a small command). */
  readonly hash: 'always' | 'same-size'
  /** Takes the records that were read. */
  readonly sink: BatchSink
  /** Files that are no logs are taken too (recover-sources.ts). */
  readonly recover?: boolean
  /** A state has changed; called often, so throttle. */
  readonly onChange?: () => void
  /** Hears which logs this process would have died of, if it died now. */
  readonly onUnderWay?: (sources: readonly SourceId[]) => void
}

/** A source for the recovery pass. */
export interface RecoverableSource {
  /** Where it lies. */
  readonly path: FileSpot
  /** What it is called in results. */
  readonly shown: string
  readonly progress: SourceProgress
  readonly signal: AbortSignal
  /** Left-over records were asked for and not yet looked for; of other sources only what is live and known is learned. */
  readonly wanted: boolean
}

/** Reads logs into one sink. More can be added at any time; the same content is read once. */
export class CaseReader {
  /** Files that are no logs, and records of legacy logs that are left over, are taken too: for what is read from now on. */
  recover: boolean
  private readonly entries: Entry[] = []
  private readonly underWay: SourcesUnderWay
  /** What is read next, where that was settled before. */
  private distinct: Entry[] | null = null

  constructor(private readonly options: CaseReaderOptions) {
    this.recover = options.recover ?? false
    this.underWay = new SourcesUnderWay(options.onUnderWay)
  }

  /** Records decoded so far: how far the table has grown. */
  get recordCount(): number {
    return this.entries.reduce((total, { progress }) => total + progress.decoded, 0)
  }

  /** Where the sources lie that are read next; those that are read alone come last, one by one. */
  queuedPaths(): FileSpot[] {
    return this.nextBatch().map(({ request }) => request.path)
  }

  /** A log is next that is read alone: what was read before it has to be proven first. */
  get isAloneNext(): boolean {
    return this.nextBatch()[0]?.request.care === 'alone'
  }

  /** What was read is in the sessions, and nothing happened: it is under suspicion no longer. */
  prove(): void {
    this.underWay.prove()
  }

  private nextBatch(): Entry[] {
    const queued = this.sorted().filter(({ progress }) => progress.status === 'queued')
    const others = queued.filter(({ request }) => request.care !== 'alone')
    return others.length > 0 ? others : queued.slice(0, 1)
  }

  /** By path, then in the order opened. */
  states(): SourceState[] {
    return this.sorted().map(({ progress }) => progress.snapshot())
  }

  /** The sources that the table's rows come from, as they were when they were read. */
  storedSources(): StoredSource[] {
    return this.entries
      .filter(({ progress }) => progress.status !== 'duplicate')
      .map(({ request, progress: { path, sha256, size, modifiedMs } }) => {
        return { id: request.id, shown: path, path: request.path, sha256, size, modifiedMs }
      })
  }

  /** What is damaged or came back in the sources of the table. */
  damage(): SourceDamage[] {
    return this.entries.flatMap(({ progress }) => {
      const { places, total } = progress.damage()
      if (progress.status === 'duplicate' || total === 0) return []
      return [{ source: progress.path, places, total, hasChunks: progress.format === 'evtx' }]
    })
  }

  /** Stops one source that waits or is being read. */
  skip(id: string): void {
    const entry = this.entries.find(({ request }) => request.id === id)
    if (entry && !isEnded(entry)) entry.abort.abort('skipped')
  }

  /** Stops what waits, what is being read, and recovery from what was. */
  cancel(): void {
    for (const { abort } of this.entries) abort.abort('cancelled')
  }

  /** Stops recovery and nothing else. */
  cancelRecovery(): void {
    for (const entry of this.entries) if (isEnded(entry)) entry.abort.abort('cancelled')
  }

  /** Bytes of a source that is still coming are there. */
  arrived(id: string, bytes: number): void {
    this.entries.find(({ request }) => request.id === id)?.request.arrival?.arrived(bytes)
  }

  /**
   * A source has come, whole or as far as it came; `spot` null: nothing of it is there.
   * @param sha256 of the copy, where it is known
   */
  endArrival(id: string, spot: FileSpot | null, flaw: string | null, sha256?: string): void {
    const entry = this.entries.find(({ request }) => request.id === id)
    if (!entry?.request.arrival) return
    const { progress } = entry
    progress.flaw = flaw ?? ''
    entry.request = {
      ...entry.request,
      flaw,
      ...(spot !== null && { path: spot }),
      ...(sha256 && { sha256 }),
    }
    if (spot === null && progress.status === 'queued') progress.fail(progress.flaw)
    entry.request.arrival?.end(flaw)
    this.options.onChange?.()
  }

  /** A source leaves the case with its records; not one that is waited for or read. @returns whether it did */
  forget(id: string): boolean {
    const at = this.entries.findIndex(({ request }) => request.id === id)
    const entry = this.entries[at]
    if (entry === undefined || !isEnded(entry)) return false
    this.entries.splice(at, 1)
    // The records of a duplicate are those of its twin.
    if (entry.progress.status !== 'duplicate') this.options.sink.remove(entry.progress.path)
    return true
  }

  /** Shows sources as queued before their turn comes. */
  announce(requests: readonly SourceRequest[]): void {
    for (const request of requests) {
      const entry = entryOf(request, this.recover)
      if (request.care === 'set-aside') setAside(entry)
      this.entries.push(entry)
    }
  }

  /** As if it had not been read. */
  private again(entry: Entry): Entry {
    this.options.sink.remove(entry.progress.path)
    const next = entryOf(entry.request, this.recover)
    this.entries[this.entries.indexOf(entry)] = next
    return next
  }

  /**
   * Drops what recovery added, so that it can begin anew. Logs are not read again for it; only what recovery reads otherwise, and was read in the other
   * mode, waits to be read again.
   */
  forgetRecovery(): void {
    this.entries.forEach((entry, i) => {
      if (!isEnded(entry)) return
      const { progress } = entry
      if (entry.recover !== this.recover && readsOtherwise(entry)) {
        this.again(entry)
      } else {
        if (progress.isRecovered && hasChunks(progress.format)) {
          this.options.sink.remove(progress.path, true)
          progress.forgetRecovery()
        }
        this.entries[i] = { ...entry, abort: new AbortController() }
      }
    })
  }

  /** Tells apart what is next and has the same content; answers where those lie that `readQueued` is going to read. */
  async settle(): Promise<FileSpot[]> {
    this.distinct = await this.distinctOf(this.nextBatch())
    return this.distinct.map(({ request }) => request.path)
  }

  /** Reads one source that waits, whatever others hold: `settleByName` tells them apart. */
  async readOne(id: string, pool: ParserPool): Promise<void> {
    const entry = this.entries.find(({ request }) => request.id === id)
    if (entry?.progress.status === 'queued') await this.read(entry, pool)
  }

  /** Takes back a source that is not being read, with its records. */
  withdraw(id: string): void {
    const at = this.entries.findIndex(({ request }) => request.id === id)
    const [entry] = at < 0 ? [] : this.entries.splice(at, 1)
    if (entry) this.options.sink.remove(entry.progress.path)
  }

  /**
   * Tells all sources apart by their content, as if none had been read: of equal ones the first by name counts. Answers where those lie that
   * `readQueued` is going to read.
   */
  async settleByName(): Promise<FileSpot[]> {
    const distinct: Entry[] = []
    const same = new SameSources()
    for (const known of this.sorted()) {
      const isStopped = known.abort.signal.aborted
      const entry = known.progress.status === 'duplicate' && !isStopped ? this.again(known) : known
      const twin = isStopped ? null : await same.twinOf(entry)
      if (twin !== null) {
        const waiting = isEnded(entry) ? this.again(entry) : entry
        waiting.progress.size = entry.progress.size
        endAsDuplicate(waiting, twin)
      } else if (entry.progress.status === 'queued') distinct.push(entry)
    }
    this.distinct = distinct
    return distinct.map(({ request }) => request.path)
  }

  /** Reads what is next (`queuedPaths`); what goes wrong is in the states. */
  async readQueued(pool: ParserPool): Promise<void> {
    const distinct = this.distinct ?? (await this.distinctOf(this.nextBatch()))
    this.distinct = null
    let next = 0
    const readers = Array.from({ length: Math.min(distinct.length, pool.depth) }, async () => {
      for (let entry = distinct[next++]; entry; entry = distinct[next++]) await this.read(entry, pool)
    })
    await Promise.all(readers)
  }

  /** What was read whole, by path: recovery goes through it again. Legacy logs bring back their own, exports have none. */
  recoverable(): RecoverableSource[] {
    return this.sorted()
      .filter(({ progress }) => progress.status === 'done' && hasChunks(progress.format))
      .map(({ request, progress, abort }) => {
        const wanted = this.recover && !progress.isRecovered
        return { path: request.path, shown: progress.path, progress, signal: abort.signal, wanted }
      })
  }

  private sorted(): Entry[] {
    return this.entries.toSorted((a, b) => comparePaths(a.progress.path, b.progress.path))
  }

  private async read(entry: Entry, pool: ParserPool): Promise<void> {
    const { progress, abort, request } = entry
    // Nothing of it came.
    if (progress.status === 'failed') return
    if (abort.signal.aborted) {
      endStopped(entry)
      return
    }
    const { sink, hash, onChange } = this.options
    this.underWay.begin(request.id)
    await readEntry(entry, {
      pool,
      sink,
      onChange,
      isRecovering: () => this.recover,
      isHashed: hash === 'always',
      end: () => this.endRead(entry),
    })
    this.underWay.end(request.id)
    onChange?.()
  }

  /** Of what came while it was read it is known only now whether it was read before. */
  private endRead(entry: Entry): void {
    const { progress, request } = entry
    const isTwin = (other: Entry): boolean =>
      other !== entry && other.progress.status === 'done' && other.progress.sha256 === progress.sha256
    const twin = request.arrival && progress.sha256 !== null ? this.entries.find(isTwin) : undefined
    if (twin) {
      this.options.sink.remove(progress.path)
      endAsDuplicate(entry, new Candidate(twin.request.path, twin.progress))
    } else progress.end('done')
  }

  private async distinctOf(queued: readonly Entry[]): Promise<Entry[]> {
    const distinct = await settleDuplicates(queued, this.sorted())
    for (const entry of distinct) this.replaceEarlier(entry)
    return distinct
  }

  /** A path that is opened again with other content, or after it was stopped, is read anew in place of what there was. */
  private replaceEarlier(entry: Entry): void {
    const earlier = this.entries.findIndex(
      (other) => other !== entry && other.progress.path === entry.progress.path && isSettled(other),
    )
    if (earlier < 0) return
    const changed = this.entries[earlier]?.progress.status === 'done'
    this.entries.splice(earlier, 1)
    this.options.sink.remove(entry.progress.path)
    if (changed) entry.progress.warn('file has changed since it was first opened and was read anew')
  }
}
