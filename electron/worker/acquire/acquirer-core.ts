import { resolve } from 'node:path'
import type { AcquirerCommand, AcquirerNotice } from '../../contract/acquirer'
import { archiveLogs } from './archive-logs'
import { EvidenceCache } from './evidence-cache'
import { Gate } from './gate'

/** How often one hears of bytes that arrive. */
const TELL_MS = 50

interface Job {
  readonly abort: AbortController
  readonly gate: Gate
  /** Waits for `password`. */
  answer: ((password: string | null) => void) | null
}

type OpenArchive = Extract<AcquirerCommand, { kind: 'open-archive' }>

/** The acquirer without its process: one job an opened archive, told of by notices. Never throws. */
export class Acquirer {
  private readonly jobs = new Map<number, Job>()
  private readonly caches = new Map<string, EvidenceCache>()

  constructor(private readonly tell: (notice: AcquirerNotice) => void) {}

  receive(command: AcquirerCommand): void {
    if (command.kind === 'open-archive') {
      void this.openArchive(command)
      return
    }
    const job = this.jobs.get(command.job)
    if (!job) return
    switch (command.kind) {
      case 'password':
        job.answer?.(command.password)
        job.answer = null
        break
      case 'pause':
        job.gate.pause()
        break
      case 'resume':
        job.gate.resume()
        break
      case 'cancel':
        job.abort.abort('cancelled')
        job.answer?.(null)
        break
    }
  }

  private async openArchive({ job: id, path, cacheFolder, version, caseFile }: OpenArchive): Promise<void> {
    const job: Job = { abort: new AbortController(), gate: new Gate(), answer: null }
    this.jobs.set(id, job)
    const { tell } = this
    let toldMs = 0
    const { logs } = await archiveLogs({
      path,
      shown: path,
      source: resolve(path),
      cache: this.cacheIn(cacheFolder),
      version,
      caseFile,
      signal: job.abort.signal,
      gate: job.gate,
      password: (archive, wrong) => {
        tell({ kind: 'password-wanted', job: id, archive, wrong })
        return new Promise((resolve) => (job.answer = resolve))
      },
      receiver: {
        began: (item, log) => tell({ kind: 'began', job: id, item, ...log }),
        arrived: (item, bytes) => {
          const now = performance.now()
          if (now - toldMs < TELL_MS) return
          toldMs = now
          tell({ kind: 'arrived', job: id, item, bytes })
        },
        ended: (item, { shown, spot, problem }) =>
          tell({ kind: 'ended', job: id, item, shown, spot, problem }),
        problem: (shown, sentence) => tell({ kind: 'problem', job: id, shown, sentence }),
      },
    })
    this.jobs.delete(id)
    tell({ kind: 'finished', job: id, logs })
  }

  private cacheIn(folder: string): EvidenceCache {
    const cache = this.caches.get(folder) ?? new EvidenceCache(folder)
    this.caches.set(folder, cache)
    return cache
  }
}
