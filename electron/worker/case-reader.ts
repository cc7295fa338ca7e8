import type { ReadingCare } from '../contract/bridge'
import type { SourceState } from '../contract/engine'
import type { SourceId } from '../contract/ids'
import { comparePaths } from '../core/columns/merge-batches'
import type { SourceDamage } from '../core/query/damage-places'
import { openLog, readLog } from './read-source'
import { Candidate } from './same-content'
import { sha256 } from './sha256'
import type { ParserPool } from './scheduler'
import type { BatchSink, StoredSource } from './session-store'
import { SourceProgress } from './source-progress'
import type { Arrival } from './sources/arrival'
import type { ByteSource } from './sources/byte-source'
import { type FileSpot, openFile } from './sources/file-source'
import { openAsItCame, unlessAborted } from './sources/open-as-it-came'
import { problemSentence } from './sources/source-problem'

export interface SourceRequest {
  readonly id: SourceId
  /** Where it lies. */
  readonly path: FileSpot
  /** What it is called in results. */
  readonly display: string
  readonly care?: ReadingCare
  /** What is wrong with it, known before it is read. */
  readonly flaw?: string | null
  /** Its bytes are still coming; see `endArrival`. */
  readonly arrival?: Arrival
  /** Of the copy, as its record of acquisition has it: then it is known although it is not hashed. */
  readonly sha256?: string
}

/** Logs suspected at once of a death of this process: each is then read by itself, with sessions made after each. */
const MAX_SUSPECTS = 32
const SET_ASIDE =
  'The reader stopped twice on this log, the second time while it read nothing else. The log was set aside, and the others are read without it. ' +
  'The file on disk is untouched. Open it again to try once more.'

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

interface Entry {
  request: SourceRequest
  readonly progress: SourceProgress
  readonly abort: AbortController
  /** Whether recovery was on when its reading began: of some formats it reads otherwise. */
  recover: boolean
}

/** Reads logs into one sink. More can be added at any time; the same content is read once. */
export class CaseReader {
  /** Files that are no logs, and records of legacy logs that are left over, are taken too: for what is read from now on. */
  recover: boolean
  private readonly entries: Entry[] = []
  private readonly reading = new Set<SourceId>()
  /** What is read next, where that was settled before. */
  private distinct: Entry[] | null = null
  /** Read, and not in the sessions yet. */
  private readonly unproven = new Set<SourceId>()

  constructor(private readonly options: CaseReaderOptions) {
    this.recover = options.recover ?? false
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
    this.unproven.clear()
    this.tellUnderWay()
  }

  private nextBatch(): Entry[] {
    const queued = this.sorted().filter(({ progress }) => progress.status === 'queued')
    const others = queued.filter(({ request }) => request.care !== 'alone')
    return others.length > 0 ? others : queued.slice(0, 1)
  }

  private tellUnderWay(): void {
    const suspects = this.reading.size > 0 ? this.reading : this.unproven
    this.options.onUnderWay?.(suspects.size > MAX_SUSPECTS ? [] : [...suspects])
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
      const entry = this.entryOf(request)
      if (request.care === 'set-aside') entry.progress.fail(SET_ASIDE)
      this.entries.push(entry)
    }
  }

  private entryOf(request: SourceRequest): Entry {
    const progress = new SourceProgress(request.id, request.display, lastPart(request.display))
    progress.flaw = request.flaw ?? ''
    return { request, progress, abort: new AbortController(), recover: this.recover }
  }

  /** As if it had not been read. */
  private again(entry: Entry): Entry {
    this.options.sink.remove(entry.progress.path)
    const next = this.entryOf(entry.request)
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
      if (entry.recover !== this.recover && readsOtherwise(progress)) {
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
    this.distinct = await this.settleDuplicates(this.nextBatch())
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
    const bySize = new Map<number, Candidate[]>()
    for (const known of this.sorted()) {
      const isStopped = known.abort.signal.aborted
      const entry = known.progress.status === 'duplicate' && !isStopped ? this.again(known) : known
      const twin = isStopped ? null : await this.twinOf(entry, bySize)
      if (twin !== null) {
        const { progress } = isEnded(entry) ? this.again(entry) : entry
        progress.size = entry.progress.size
        endAsDuplicate(progress, twin)
      } else if (entry.progress.status === 'queued') distinct.push(entry)
    }
    this.distinct = distinct
    return distinct.map(({ request }) => request.path)
  }

  /** Reads what is next (`queuedPaths`); what goes wrong is in the states. */
  async readQueued(pool: ParserPool): Promise<void> {
    const distinct = this.distinct ?? (await this.settleDuplicates(this.nextBatch()))
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
    if (abort.signal.aborted) return this.stopped(entry)
    let file: ByteSource | null = null
    this.reading.add(request.id)
    this.tellUnderWay()
    try {
      const { arrival } = request
      file = await openAsItCame(entry)
      progress.start(file.size, file.modifiedMs)
      const { recover } = this
      entry.recover = recover
      const log = await openLog(file, progress, recover)
      const hash = this.options.hash === 'always' ? await sha256() : null
      await readLog(log, pool, progress, {
        signal: abort.signal,
        output: 'table',
        recover,
        hash,
        deliver: (order, delivery) => {
          if (delivery?.result?.batch) {
            this.options.sink.add(progress.path, order, delivery.stream, delivery.result.batch)
          }
          this.options.onChange?.()
        },
      })
      if (abort.signal.aborted) return this.stopped(entry)
      if (hash) progress.sha256 = hash.digest('hex')
      if (arrival) await this.settleArrival(entry, arrival)
      if (abort.signal.aborted) return this.stopped(entry)
      if (progress.status === 'reading') progress.end('done')
    } catch (error) {
      const nothingCame = progress.flaw !== '' && progress.bytesRead === 0
      progress.fail(nothingCame ? progress.flaw : problemSentence(error))
    } finally {
      // Closing a handle whose read hangs would hang as well.
      void file?.close().catch(() => undefined)
      this.reading.delete(request.id)
      this.unproven.add(request.id)
      this.tellUnderWay()
      this.options.onChange?.()
    }
  }

  /** What came while it was read: whether it is whole is known now, and so is whether it was read before. */
  private async settleArrival(entry: Entry, arrival: Arrival): Promise<void> {
    const { progress } = entry
    await unlessAborted(arrival.ended(), entry.abort.signal)
    const copy = await openFile(entry.request.path)
    progress.modifiedMs = copy.modifiedMs
    await copy.close()
    const twin = this.entries.find(
      (other) =>
        other !== entry && other.progress.status === 'done' && other.progress.sha256 === progress.sha256,
    )
    if (!twin || progress.sha256 === null) return
    this.options.sink.remove(progress.path)
    endAsDuplicate(progress, new Candidate(twin.request.path, twin.progress))
  }

  private stopped({ progress, abort }: Entry): void {
    progress.end(abort.signal.reason === 'skipped' ? 'skipped' : 'cancelled')
  }

  /**
   * Marks what has the same content as a source before it (by path, or read earlier) and gives back the rest. Only
   * sources of equal size are looked at, and read whole only where their first and last 128 KiB agree.
   */
  private async settleDuplicates(queued: readonly Entry[]): Promise<Entry[]> {
    const bySize = new Map<number, Candidate[]>()
    for (const { request, progress } of this.sorted()) {
      if (progress.status === 'done') push(bySize, progress.size, new Candidate(request.path, progress))
    }
    const distinct: Entry[] = []
    for (const entry of queued) {
      const twin = entry.abort.signal.aborted ? null : await this.twinOf(entry, bySize)
      if (twin === null) {
        distinct.push(entry)
        this.replaceEarlier(entry)
      } else endAsDuplicate(entry.progress, twin)
    }
    return distinct
  }

  private async twinOf(entry: Entry, bySize: Map<number, Candidate[]>): Promise<Candidate | null> {
    const { request, progress, abort } = entry
    // Its last bytes are not there: it is compared when they are.
    if (request.arrival?.hasEnded === false) return null
    try {
      const file = await openFile(request.path)
      try {
        progress.size = file.size
        if (file.size === 0) return null
        const self = new Candidate(request.path, progress, request.sha256)
        for (const other of bySize.get(file.size) ?? []) {
          if (await self.equals(other, file, abort.signal)) return other
        }
        push(bySize, file.size, self)
        return null
      } finally {
        await file.close()
      }
    } catch {
      // Not readable: reading it says so in a moment.
      return null
    }
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

/** Of files without chunks recovery finds nothing: a legacy log brings back its own, an export has none. */
export function hasChunks(format: SourceState['format']): boolean {
  return format === 'evtx' || format === 'image'
}

/** A legacy log brings back its own records as it is read; what is no log is refused without recovery. */
function readsOtherwise({ status, format }: SourceProgress): boolean {
  return status === 'failed' || (status === 'done' && (format === 'evt' || format === 'image'))
}

function endAsDuplicate(progress: SourceProgress, first: Candidate): void {
  first.progress.sha256 ??= first.sha256
  progress.sha256 = first.sha256
  progress.problem = `Same content as ${first.progress.path} (equal SHA-256). It was opened once; its records are not counted twice.`
  progress.end('duplicate')
}

function isEnded({ progress }: Entry): boolean {
  return progress.status !== 'queued' && progress.status !== 'reading'
}

function isSettled({ progress }: Entry): boolean {
  return !['queued', 'reading', 'duplicate'].includes(progress.status)
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

function lastPart(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}
