/**
 * The acquirer's process: started when the first archive or place is opened, it copies and unpacks, and what it gives is handed on to the engine by
 * local files. It may die of a hostile archive; what it gave before stays, and the archive is named.
 */
import { type UtilityProcess, utilityProcess } from 'electron'
import {
  type AcquirerCommand,
  type AcquirerNotice,
  acquirerNoticeSchema,
  type CaseCopies,
} from '../contract/acquirer'
import type { AcquiredCopy } from '../contract/acquisition'
import type { FileSpot } from '../contract/file-spot'
import type { PlaceSight, PlaceState } from '../contract/places'

/** Whom one opened archive or place tells. */
export interface JobHearer {
  began(item: number, log: { readonly shown: string; readonly spot: FileSpot; readonly size: number }): void
  arrived(item: number, bytes: number): void
  ended(
    item: number,
    log: {
      readonly shown: string
      readonly spot: FileSpot | null
      readonly problem: string | null
      readonly path: string | null
      readonly notes: readonly string[]
    },
  ): void
  /** How something came to the cache. */
  acquired(copy: AcquiredCopy): void
  /** What came of this file of a place before is void. */
  renewed(shown: string): void
  problem(shown: string, sentence: string): void
  /** null: the person has none. */
  password(archive: string, wrong: boolean): Promise<string | null>
  finished(logs: number): void
  /** Of a place: how far it is. */
  place?(state: PlaceState): void
  /** Of a place: what was seen by the look with this number. */
  looked?(look: number, sight: PlaceSight): void
}

type Opening = Extract<AcquirerCommand, { kind: 'open-archive' | 'open-cached' | 'open-place' }>
/** A command to a job that is there. */
type Steering = Exclude<AcquirerCommand, Opening | Asking>
/** What one answer ends. */
type Asking = Extract<AcquirerCommand, { kind: 'case-copies' }>
type WithoutJob<T> = T extends unknown ? Omit<T, 'job'> : never
type Task = WithoutJob<Opening>

interface Job {
  readonly task: Task
  readonly hearer: JobHearer
}

export class AcquirerHost {
  private process: UtilityProcess | null = null
  private ready = false
  private lastJob = 0
  private readonly jobs = new Map<number, Job>()
  private readonly asked = new Map<
    number,
    { readonly asking: Asking; answer(found: CaseCopies | null): void }
  >()

  constructor(private readonly file: string) {}

  open(task: Task, hearer: JobHearer): number {
    const job = ++this.lastJob
    this.jobs.set(job, { task, hearer })
    if (this.process === null) this.start()
    else if (this.ready) this.send({ ...task, job })
    return job
  }

  /** Something is opened, copied or unpacked, or a place is connected. */
  get isBusy(): boolean {
    return this.jobs.size > 0
  }

  /** Counts or removes copies of a case. null: the process ended before it was done. */
  copiesOf(task: WithoutJob<Asking>): Promise<CaseCopies | null> {
    const asking = { ...task, job: ++this.lastJob }
    return new Promise((answer) => {
      this.asked.set(asking.job, { asking, answer })
      if (this.process === null) this.start()
      else if (this.ready) this.send(asking)
    })
  }

  /** Of what is cancelled, what arrived is kept. */
  steer(kind: 'pause' | 'resume' | 'cancel', job: number): void {
    this.command({ kind, job })
  }

  /** Tells a job; one that has ended hears nothing. A job that has not begun is not begun where it is cancelled. */
  command(command: Steering): void {
    const job = this.jobs.get(command.job)
    if (!job) return
    if (this.ready) this.send(command)
    else if (command.kind === 'cancel') {
      this.jobs.delete(command.job)
      job.hearer.finished(0)
    }
  }

  /** Nothing of what is open is wanted any more. */
  reset(): void {
    this.jobs.clear()
    for (const { answer } of this.asked.values()) answer(null)
    this.asked.clear()
    this.process?.kill()
    this.process = null
    this.ready = false
  }

  private start(): void {
    const acquirer = utilityProcess.fork(this.file, [], { serviceName: 'Sojourn acquirer' })
    this.process = acquirer
    acquirer.on('message', (message: unknown) => {
      const notice = acquirerNoticeSchema.safeParse(message)
      if (this.process === acquirer && notice.success) this.receive(notice.data)
    })
    acquirer.once('exit', (code) => {
      if (this.process === acquirer) this.afterExit(code)
    })
  }

  private receive(notice: AcquirerNotice): void {
    if (notice.kind === 'ready') {
      this.ready = true
      for (const [job, { task }] of this.jobs) this.send({ ...task, job })
      for (const { asking } of this.asked.values()) this.send(asking)
      return
    }
    if (notice.kind === 'case-copies') {
      this.asked.get(notice.job)?.answer(notice.found)
      this.asked.delete(notice.job)
      return
    }
    const hearer = this.jobs.get(notice.job)?.hearer
    if (!hearer) return
    switch (notice.kind) {
      case 'began':
        hearer.began(notice.item, notice)
        break
      case 'arrived':
        hearer.arrived(notice.item, notice.bytes)
        break
      case 'ended':
        hearer.ended(notice.item, notice)
        break
      case 'acquired':
        hearer.acquired(notice)
        break
      case 'renewed':
        hearer.renewed(notice.shown)
        break
      case 'problem':
        hearer.problem(notice.shown, notice.sentence)
        break
      case 'place':
        hearer.place?.(notice.state)
        break
      case 'looked':
        hearer.looked?.(notice.look, notice.sight)
        break
      case 'password-wanted':
        void hearer
          .password(notice.archive, notice.wrong)
          .then((password) => this.command({ kind: 'password', job: notice.job, password }))
        break
      case 'finished':
        this.jobs.delete(notice.job)
        hearer.finished(notice.logs)
        break
    }
  }

  private afterExit(code: number): void {
    const lost = [...this.jobs.values()]
    this.reset()
    for (const { task, hearer } of lost) {
      if (task.kind === 'open-archive')
        hearer.problem(
          task.path,
          `Unpacking stopped (exit code ${code}). Logs that came before are kept. Open the archive again, or unpack it with another program.`,
        )
      if (task.kind === 'open-cached')
        hearer.problem(
          task.cacheFolder,
          `Looking for copies stopped (exit code ${code}). Those that were found are kept. Open the case again.`,
        )
      const problem = `Copying stopped (exit code ${code}). What came before is kept. Connect again to get the rest.`
      hearer.place?.({ kind: 'none', problem })
      hearer.finished(0)
    }
  }

  private send(command: AcquirerCommand): void {
    this.process?.postMessage(command)
  }
}
