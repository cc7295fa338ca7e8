import { resolve } from 'node:path'
import type { Acquisition } from '../../contract/acquisition'
import type { AcquirerCommand, AcquirerNotice } from '../../contract/acquirer'
import type { FileSpot } from '../sources/file-source'
import { archiveLogs, type ArchiveRequest } from './archive-logs'
import type { Reply } from './asking-desk'
import { atMostEvery } from './at-most-every'
import { caseCopies } from './case-copies'
import { cachedLogs, shownSource } from './cached-logs'
import { EvidenceCache } from './evidence-cache'
import { Gate } from './gate'
import type { PlaceBrowser } from './place-browser'
import type { PlaceReceiver } from './place-copies'

/** How often one hears of bytes that arrive. */
const TELL_MS = 50

interface Job {
  readonly abort: AbortController
  readonly gate: Gate
  /** Each waits for what the person says; null where they leave. */
  password: ((password: string | null) => void) | null
  reply: ((reply: Reply | null) => void) | null
  ticked: ((ticked: readonly string[] | null) => void) | null
  /** While the person looks around. */
  browser: PlaceBrowser | null
  /** While it copies: takes paths that were tried before. */
  more: ((paths: readonly string[]) => void) | null
  /** What stops single logs of it. */
  readonly stops: Map<number, () => void>
}

type Opening = Extract<AcquirerCommand, { kind: 'open-archive' | 'open-cached' | 'open-place' }>
type OpenCached = Extract<AcquirerCommand, { kind: 'open-cached' }>
type OpenArchive = Extract<AcquirerCommand, { kind: 'open-archive' }>
type OpenPlace = Extract<AcquirerCommand, { kind: 'open-place' }>

/** The acquirer without its process: one job an opened archive or place, told of by notices. Never throws. */
export class Acquirer {
  private readonly jobs = new Map<number, Job>()
  private readonly caches = new Map<string, EvidenceCache>()

  constructor(private readonly tell: (notice: AcquirerNotice) => void) {}

  receive(command: AcquirerCommand): void {
    if (command.kind === 'open-archive' || command.kind === 'open-cached' || command.kind === 'open-place') {
      void this.run(command)
      return
    }
    if (command.kind === 'case-copies') {
      const { job, cacheFolder, ...request } = command
      void caseCopies({ ...request, cache: this.cacheIn(cacheFolder) }).then((found) =>
        this.tell({ kind: 'case-copies', job, found }),
      )
      return
    }
    const job = this.jobs.get(command.job)
    if (!job) return
    switch (command.kind) {
      case 'password':
        job.password?.(command.password)
        job.password = null
        break
      case 'answer':
        job.reply?.(command)
        job.reply = null
        break
      case 'copy':
        job.ticked?.(command.ticked)
        job.ticked = null
        break
      case 'copy-again':
        job.more?.(command.paths)
        break
      case 'look':
        void this.look(job, command)
        break
      case 'skip':
        job.stops.get(command.item)?.()
        break
      case 'pause':
        job.gate.pause()
        break
      case 'resume':
        job.gate.resume()
        break
      case 'cancel':
        job.abort.abort('cancelled')
        job.password?.(null)
        job.reply?.(null)
        job.ticked?.(null)
        break
    }
  }

  private async run(command: Opening): Promise<void> {
    const job: Job = {
      abort: new AbortController(),
      gate: new Gate(),
      ...{ password: null, reply: null, ticked: null, browser: null, more: null, stops: new Map() },
    }
    this.jobs.set(command.job, job)
    const { logs } = await this.open(command, job)
    this.jobs.delete(command.job)
    this.tell({ kind: 'finished', job: command.job, logs })
  }

  private open(command: Opening, job: Job): Promise<{ readonly logs: number }> {
    switch (command.kind) {
      case 'open-archive':
        return this.openArchive(command, job)
      case 'open-cached':
        return this.openCached(command, job)
      case 'open-place':
        return this.openPlace(command, job)
    }
  }

  private openArchive(command: OpenArchive, job: Job): Promise<{ readonly logs: number }> {
    const { path } = command
    const only = command.only && new Set(command.only)
    return archiveLogs({
      ...{ path, shown: path, source: resolve(path), gate: job.gate, only },
      ...this.common(command, job),
    })
  }

  private async openCached(command: OpenCached, job: Job): Promise<{ readonly logs: number }> {
    const { receiver, ...common } = this.common(command, job)
    let logs = 0
    const tell = (shown: string, spot: FileSpot | null, problem: string | null, isCut: boolean): void =>
      receiver.ended(logs++, { shown, spot, problem, acquisition: null, ...(isCut && { path: shown }) })
    await cachedLogs({
      ...common,
      wanted: command.wanted,
      gate: job.gate,
      receiver: {
        found: ({ shown, spot, problem, isCut, acquisitions }) => {
          for (const one of acquisitions)
            receiver.acquired?.(one === acquisitions.at(-1) ? shown : shownSource(one), one)
          tell(shown, spot, problem, isCut)
        },
        cut: (archive, problem) => tell(archive, null, problem, true),
        problem: (shown, sentence) => receiver.problem(shown, sentence),
      },
    })
    return { logs }
  }

  /** Nothing of the network is loaded before a place is opened. */
  private async openPlace(command: OpenPlace, job: Job): Promise<{ readonly logs: number }> {
    const { dataFolder, authoritiesFile, request, wanted, job: id } = command
    const { openPlace } = await import('./open-place')
    const { AskingDesk } = await import('./asking-desk')
    const stopped = (): boolean => job.abort.signal.aborted
    let host = ''
    const desk = new AskingDesk({ dataFolder, authoritiesFile }, request, async (question) => {
      if (stopped()) return null
      this.tell({ kind: 'place', job: id, state: { kind: 'asking', host, question } })
      const reply = await new Promise<Reply | null>((resolve) => (job.reply = resolve))
      if (reply !== null) this.tell({ kind: 'place', job: id, state: { kind: 'connecting', host } })
      return reply
    })
    return openPlace({
      ...{ address: request.address, wanted, desk, gate: job.gate },
      ...this.common(command, job),
      tell: (state) => {
        if (state.kind === 'connecting') host = state.host
        this.tell({ kind: 'place', job: id, state })
      },
      choose: async (browser) => {
        if (stopped()) return null
        job.browser = browser
        const ticked = await new Promise<readonly string[] | null>((resolve) => (job.ticked = resolve))
        // Copying has the line for itself.
        void browser.look(null)
        job.browser = null
        return ticked
      },
      moreOf: (more) => (job.more = more),
      stopOf: (item, stop) => void job.stops.set(item, stop),
    })
  }

  private async look(
    { browser }: Job,
    { job, look, wanted }: Extract<AcquirerCommand, { kind: 'look' }>,
  ): Promise<void> {
    const sight = await browser?.look(wanted)
    if (sight !== undefined && wanted !== null) this.tell({ kind: 'looked', job, look, sight })
  }

  private common(
    { job: id, cacheFolder, version, caseFile }: Opening,
    job: Job,
  ): Pick<ArchiveRequest, 'cache' | 'version' | 'caseFile' | 'signal' | 'password'> & {
    readonly receiver: PlaceReceiver
  } {
    return {
      cache: this.cacheIn(cacheFolder),
      version,
      caseFile,
      signal: job.abort.signal,
      password: (archive, wrong) => {
        this.tell({ kind: 'password-wanted', job: id, archive, wrong })
        return new Promise((resolve) => (job.password = resolve))
      },
      receiver: this.receiverOf(id),
    }
  }

  private receiverOf(id: number): PlaceReceiver {
    const { tell } = this
    const arrived = (item: number, bytes: number): void => tell({ kind: 'arrived', job: id, item, bytes })
    const acquired = (path: string, acquisition: Acquisition): void =>
      tell({ kind: 'acquired', job: id, path, acquisition })
    const last = new Map<number, number>()
    // A line that falls silent keeps nothing back that has come.
    const arrivedNow = atMostEvery(TELL_MS, arrived)
    return {
      began: (item, log) => tell({ kind: 'began', job: id, item, ...log }),
      arrived: (item, bytes) => {
        last.set(item, bytes)
        arrivedNow(item, bytes)
      },
      acquired,
      ended: (item, { shown, spot, problem, path = null, acquisition }) => {
        const bytes = last.get(item)
        // What came last is told before the end is: of a copy that is cut it is read too.
        if (bytes !== undefined) arrived(item, bytes)
        last.delete(item)
        if (acquisition !== null) acquired(shown, acquisition)
        const notes = lastOfEach(acquisition?.notes ?? [])
        tell({ kind: 'ended', job: id, item, shown, spot, problem, path, notes })
      },
      renewed: (shown) => tell({ kind: 'renewed', job: id, shown }),
      problem: (shown, sentence) => tell({ kind: 'problem', job: id, shown, sentence }),
    }
  }

  private cacheIn(folder: string): EvidenceCache {
    const cache = this.caches.get(folder) ?? new EvidenceCache(folder)
    this.caches.set(folder, cache)
    return cache
  }
}

/** A line that broke five times resumed four times: the last says it. Notes of one kind begin with the same word. */
function lastOfEach(notes: readonly string[]): string[] {
  return [...new Map(notes.map((note) => [note.split(' ', 1)[0], note])).values()]
}
