/**
 * Logs of another computer: one place at a time, connected to by the acquirer's process. Main passes on what is asked and answered and keeps none of it.
 * The desk knows how far it is, so that nothing is answered that was not asked.
 */
import type { PlaceAnswer, PlaceLook, PlaceRequest, PlaceSight, PlaceState } from '../contract/places'
import { isSamePlace } from './broken-copies'

/** Who hears of a place. */
export interface PlaceHearer {
  /** How far it is. */
  place(state: PlaceState): void
  looked(look: number, sight: PlaceSight): void
}

/** What is needed of the acquirer. */
export interface PlaceAcquirer {
  /**
   * @param authoritiesFile certificates that count beside those of the system
   * @param wanted paths that are copied without a choice; null: the person chooses
   * @returns the job
   */
  open(
    request: PlaceRequest,
    authoritiesFile: string | null,
    hearer: PlaceHearer,
    wanted: readonly string[] | null,
  ): number
  answer(job: number, answer: PlaceAnswer, keyFile: string | null): void
  /** null: nothing more is wanted. */
  look(job: number, look: number, wanted: PlaceLook | null): void
  copy(job: number, ticked: readonly string[]): void
  /** Files that were tried before, behind the others. */
  copyAgain(job: number, paths: readonly string[]): void
  steer(kind: 'pause' | 'resume' | 'cancel', job: number): void
  /** One file is not wanted. */
  skip(job: number, item: number): void
}

const NOWHERE: PlaceState = { kind: 'none', problem: null }
const STOPPED: PlaceSight = { kind: 'stopped' }

export class PlaceDesk {
  private state: PlaceState = NOWHERE
  private job: number | null = null
  private request: PlaceRequest | null = null
  private keyFile: string | null = null
  private authoritiesFile: string | null = null
  private isPaused = false
  private looks = 0
  private readonly looking = new Map<number, (sight: PlaceSight) => void>()

  constructor(
    private readonly acquirer: PlaceAcquirer,
    private readonly show: (state: PlaceState) => void,
  ) {}

  /** The page asks for it when it starts. */
  tell(): void {
    this.show(this.state)
  }

  /** One place at a time: while another is open nothing happens. */
  connect(request: PlaceRequest): void {
    if (this.job !== null) return
    this.open(request, request.authorities === '' ? null : this.authoritiesFile, null)
  }

  /** Copies files of a place that were tried before: over the line to it that is open, or one that is asked for. @returns false while another place is open */
  copyAgain(request: PlaceRequest, authoritiesFile: string | null, paths: readonly string[]): boolean {
    if (this.job === null) this.open(request, authoritiesFile, paths)
    else if (this.state.kind === 'copying' && this.request !== null && isSamePlace(this.request, request))
      this.acquirer.copyAgain(this.job, paths)
    else return false
    return true
  }

  /** The private key that an answer may speak of. */
  useKey(file: string): void {
    this.keyFile = file
  }

  /** Certificates of authorities that a request may speak of. */
  useAuthorities(file: string): void {
    this.authoritiesFile = file
  }

  answer(answer: PlaceAnswer): void {
    if (this.job === null || this.state.kind !== 'asking' || !fits(this.state.question.kind, answer.kind))
      return
    const { host } = this.state
    this.become({ kind: 'connecting', host })
    this.acquirer.answer(this.job, answer, answer.kind === 'key' ? this.keyFile : null)
  }

  /** Looks into the place; a look before it ends. @param wanted null: that is all */
  look(wanted: PlaceLook | null): Promise<PlaceSight> {
    if (this.job === null || this.state.kind !== 'choosing') return Promise.resolve(STOPPED)
    this.endLooks()
    const look = ++this.looks
    this.acquirer.look(this.job, look, wanted)
    return wanted === null
      ? Promise.resolve(STOPPED)
      : new Promise((resolve) => this.looking.set(look, resolve))
  }

  /** Copies the logs with these paths; the acquirer leaves out what it did not list. */
  copy(ticked: readonly string[]): void {
    if (this.job === null || this.state.kind !== 'choosing') return
    this.become({ ...COPYING, host: this.state.host, count: ticked.length })
    this.acquirer.copy(this.job, ticked)
  }

  pause(paused: boolean): void {
    const { state, job } = this
    if (job === null || state.kind !== 'copying' || this.isPaused === paused) return
    this.isPaused = paused
    this.acquirer.steer(paused ? 'pause' : 'resume', job)
    this.become(state)
  }

  /** One file of the place; the others go on. */
  skip(item: number): void {
    if (this.job !== null && this.state.kind === 'copying') this.acquirer.skip(this.job, item)
  }

  /** Ends the connection; logs that came are kept. */
  leave(): void {
    const { job } = this
    this.reset()
    if (job !== null) this.acquirer.steer('cancel', job)
  }

  /** The acquirer is gone. */
  reset(): void {
    this.job = null
    this.keyFile = null
    this.become(NOWHERE)
  }

  private open(
    request: PlaceRequest,
    authoritiesFile: string | null,
    wanted: readonly string[] | null,
  ): void {
    // Its host is told as soon as the address is understood.
    this.become({ kind: 'connecting', host: '' })
    this.request = request
    const hearer: PlaceHearer = {
      place: (state) => this.hear(job, state),
      looked: (look, sight) => this.seen(look, sight),
    }
    const job = this.acquirer.open(request, authoritiesFile, hearer, wanted)
    this.job = job
  }

  private hear(job: number, state: PlaceState): void {
    if (this.job !== job) return
    if (state.kind === 'none') {
      this.job = null
      this.keyFile = null
    }
    this.become(state)
  }

  private seen(look: number, sight: PlaceSight): void {
    this.looking.get(look)?.(sight)
    this.looking.delete(look)
  }

  private endLooks(): void {
    for (const look of this.looking.keys()) this.seen(look, STOPPED)
  }

  private become(state: PlaceState): void {
    if (state.kind !== 'choosing') this.endLooks()
    if (state.kind !== 'copying') this.isPaused = false
    this.state = state.kind === 'copying' ? { ...state, paused: this.isPaused } : state
    this.show(this.state)
  }
}

const COPYING = {
  kind: 'copying',
  name: '',
  item: null,
  bytes: 0,
  size: null,
  bytesPerSecond: 0,
  done: 0,
  paused: false,
} as const

/** Whether an answer is one to the question. */
function fits(question: string, answer: PlaceAnswer['kind']): boolean {
  if (question === 'account') return answer === 'password' || answer === 'key' || answer === 'agent'
  if (question === 's3-keys') return answer === 's3-keys'
  return answer === 'yes'
}
