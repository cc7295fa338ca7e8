/**
 * Keeps the result in step with filter, order and the engine's sessions. One question is under way at a time; what
 * changes meanwhile is asked next, so typing never piles up work. Stale answers are dropped by version.
 */
import type { StoreApi } from 'zustand'
import { type EngineClient, EngineGone } from './engine-client'
import type { AppState } from './store'

type Store = Pick<StoreApi<AppState>, 'getState' | 'setState' | 'subscribe'>

/** What a person says to get a result. */
type Question = Pick<AppState, 'filter' | 'terms' | 'typedText' | 'filterHistory' | 'sort' | 'timeWindow'>

function questionOf({ filter, terms, typedText, filterHistory, sort, timeWindow }: AppState): Question {
  return { filter, terms, typedText, filterHistory, sort, timeWindow }
}

export class QueryRunner {
  private version = 0
  private asking = false
  private wanted = false
  private isGoingBack = false
  /** Answers to questions up to this one are not waited for. */
  private stopped = 0
  /** What was asked for the answer on screen. */
  private answered: { readonly question: Question; readonly generation: number } | null = null

  constructor(
    private readonly store: Store,
    private readonly engine: Pick<EngineClient, 'call'>,
  ) {}

  /** Asks whenever filter, order or generation change; returns the way to stop. */
  start(): () => void {
    return this.store.subscribe((state, before) => {
      if (state.stops !== before.stops) this.stop()
      const changed =
        state.filter !== before.filter || state.sort !== before.sort || state.generation !== before.generation
      if (changed && state.generation > 0 && !this.isGoingBack) this.ask()
    })
  }

  /** Back to the question of the answer on screen; the engine's answer to the other one is dropped when it comes. */
  private stop(): void {
    const { loading, generation } = this.store.getState()
    // Rows of sessions that were made anew meanwhile are void: their answer has to be waited for.
    if (!loading || this.answered?.generation !== generation) return
    this.stopped = this.version
    this.wanted = false
    this.isGoingBack = true
    this.store.setState({ ...this.answered.question, loading: false })
    this.isGoingBack = false
  }

  ask(): void {
    this.version += 1
    this.store.setState(({ loading, askedAtMs }) => ({
      loading: true,
      askedAtMs: loading ? askedAtMs : performance.now(),
    }))
    if (this.asking) this.wanted = true
    else void this.run()
  }

  private async run(): Promise<void> {
    this.asking = true
    do {
      this.wanted = false
      await this.askOnce()
    } while (this.wanted)
    this.asking = false
  }

  private async askOnce(): Promise<void> {
    const state = this.store.getState()
    const { filter, sort, generation } = state
    const version = this.version
    try {
      const result = await this.engine.call({ call: 'query', version, filter, sort })
      const now = this.store.getState()
      // An answer about sessions that were rebuilt meanwhile names ids that no longer exist.
      if (result.version !== version || version <= this.stopped || now.generation !== generation) return
      await this.keepSelection()
      this.answered = { question: questionOf(state), generation }
      this.store.setState({ result, answeredFilter: filter, loading: this.wanted, queryProblem: '' })
    } catch (error) {
      // With a new engine comes a new generation, and that asks again.
      if (error instanceof EngineGone || version <= this.stopped) return
      this.store.setState({
        loading: false,
        queryProblem: error instanceof Error ? error.message : String(error),
      })
    }
  }

  private selectionGeneration = 0

  /** Session indexes are new in each generation: finds the selected session again by its id. */
  private async keepSelection(): Promise<void> {
    const { selection, generation } = this.store.getState()
    if (generation === this.selectionGeneration) return
    this.selectionGeneration = generation
    if (selection === null) return
    const { session } = await this.engine.call({ call: 'find', id: selection.id })
    if (this.store.getState().selection?.id !== selection.id) return
    this.store.setState({ selection: session < 0 ? null : { session, id: selection.id } })
  }
}
