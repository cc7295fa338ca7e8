/** The answer that timeline and grid show. */
import type { StateCreator } from 'zustand'
import type { Filter, QueryReply } from '../../electron/contract/engine'
import type { AppState } from './store'

export interface ResultSlice {
  /** Counted up by the engine whenever it rebuilt the sessions; ids of older generations are void. */
  readonly generation: number
  /** Logs are still being read: ends may change. */
  readonly partial: boolean
  readonly result: QueryReply | null
  /** What the result answers: while a newer answer is under way another filter than the one that is set. */
  readonly answeredFilter: Filter | null
  /** A newer answer is under way; the old one stays on screen. */
  readonly loading: boolean
  /** Since when an answer is waited for, as performance.now() has it. */
  readonly askedAtMs: number
  /** The grid keeps the rows of the result before while the pointer is on them. */
  readonly rowsHeld: boolean
  /** Why the last question was not answered; empty when it was. */
  readonly queryProblem: string
  /** Counted up by a person who does not want to wait for the answer. */
  readonly stops: number

  /** Gives up the question that is under way: what was filtered before stays, rows and filter. */
  stopQuery(): void
}

export const resultSlice: StateCreator<AppState, [], [], ResultSlice> = (set) => ({
  generation: 0,
  partial: false,
  result: null,
  answeredFilter: null,
  loading: false,
  askedAtMs: 0,
  rowsHeld: false,
  queryProblem: '',
  stops: 0,

  stopQuery: () => set(({ stops }) => ({ stops: stops + 1 })),
})

/** An answer that a person sees to be late: nobody who types and leaves with Escape is so fast, or so slow. */
const SLOW_MS = 500

/**
 * Whether a person waits for an answer, so that Escape gives it up. While logs are read, questions follow each other all the time:
 * none of them is one that a person waits for.
 */
export function isSlowToAnswer({
  loading,
  importing,
  askedAtMs,
}: Pick<AppState, 'loading' | 'importing' | 'askedAtMs'>): boolean {
  return loading && !importing && performance.now() - askedAtMs >= SLOW_MS
}

/** Whether days have to be written with their year: the evidence spans more than one. */
export function spansYears({ result }: Pick<ResultSlice, 'result'>): boolean {
  if (result?.extent == null) return false
  const { fromMs, toMs } = result.extent
  return new Date(fromMs).getUTCFullYear() !== new Date(toMs).getUTCFullYear()
}
