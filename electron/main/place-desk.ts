/**
 * Logs of another computer: one place at a time, connected to by the acquirer's process. Main passes on what is asked and answered and keeps none of it.
 * The desk knows how far it is, so that nothing is answered that was not asked.
 */
import type { PlaceAnswer, PlaceRequest, PlaceState } from '../contract/places'

/** What is needed of the acquirer. */
export interface PlaceAcquirer {
  /** @param tell hears how far it is. @returns the job */
  open(request: PlaceRequest, tell: (state: PlaceState) => void): number
  answer(job: number, answer: PlaceAnswer, keyFile: string | null): void
  copy(job: number, ticked: readonly number[]): void
  cancel(job: number): void
}

const NOWHERE: PlaceState = { kind: 'none', problem: null }

export class PlaceDesk {
  private state: PlaceState = NOWHERE
  private job: number | null = null
  private keyFile: string | null = null

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
    // Its host is told as soon as the address is understood.
    this.become({ kind: 'connecting', host: '' })
    const job = this.acquirer.open(request, (state) => this.hear(job, state))
    this.job = job
  }

  /** The private key that an answer may speak of. */
  useKey(file: string): void {
    this.keyFile = file
  }

  answer(answer: PlaceAnswer): void {
    if (this.job === null || this.state.kind !== 'asking' || !fits(this.state.question.kind, answer.kind))
      return
    const { host } = this.state
    this.become({ kind: 'connecting', host })
    this.acquirer.answer(this.job, answer, answer.kind === 'key' ? this.keyFile : null)
  }

  /** Copies the logs with these numbers of the list. */
  copy(ticked: readonly number[]): void {
    if (this.job === null || this.state.kind !== 'choosing') return
    const { host, logs } = this.state
    const listed = ticked.filter((index) => index < logs.length)
    if (listed.length === 0) return
    this.become({ ...COPYING, host, count: listed.length })
    this.acquirer.copy(this.job, listed)
  }

  /** Ends the connection; logs that came are kept. */
  leave(): void {
    const { job } = this
    this.reset()
    if (job !== null) this.acquirer.cancel(job)
  }

  /** The acquirer is gone. */
  reset(): void {
    this.job = null
    this.keyFile = null
    this.become(NOWHERE)
  }

  private hear(job: number, state: PlaceState): void {
    if (this.job !== job) return
    if (state.kind === 'none') {
      this.job = null
      this.keyFile = null
    }
    this.become(state)
  }

  private become(state: PlaceState): void {
    this.state = state
    this.show(state)
  }
}

const COPYING = { kind: 'copying', name: '', bytes: 0, size: null, bytesPerSecond: 0, done: 0 } as const

/** Whether an answer is one to the question. */
function fits(question: string, answer: PlaceAnswer['kind']): boolean {
  if (question === 'account') return answer === 'password' || answer === 'key' || answer === 'agent'
  if (question === 's3-keys') return answer === 's3-keys'
  return answer === 'yes'
}
