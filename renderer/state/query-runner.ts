/**
 * Keeps the result in step with filter, order and the engine's sessions. One question is under way at a time; what
 * changes meanwhile is asked next, so typing never piles up work. Stale answers are dropped by version.
 */
import type { StoreApi } from 'zustand'
import { type EngineClient, EngineGone } from './engine-client'
import type { AppState } from './store'

type Store = Pick<StoreApi<AppState>, 'getState' | 'setState' | 'subscribe'>

export class QueryRunner {
  private version = 0
  private asking = false
  private wanted = false

  constructor(
    private readonly store: Store,
    private readonly engine: Pick<EngineClient, 'call'>,
  ) {}

  /** Asks whenever filter, order or generation change; returns the way to stop. */
  start(): () => void {
    return this.store.subscribe((state, before) => {
      const changed =
        state.filter !== before.filter || state.sort !== before.sort || state.generation !== before.generation
      if (changed && state.generation > 0) this.ask()
    })
  }

  ask(): void {
    this.version += 1
    this.store.setState({ loading: true })
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
    const { filter, sort, generation } = this.store.getState()
    const version = this.version
    try {
      const result = await this.engine.call({ call: 'query', version, filter, sort })
      const now = this.store.getState()
      // An answer about sessions that were rebuilt meanwhile names ids that no longer exist.
      if (result.version !== version || now.generation !== generation) return
      await this.keepSelection()
      this.store.setState({ result, loading: this.wanted, queryProblem: '' })
    } catch (error) {
      // With a new engine comes a new generation, and that asks again.
      if (error instanceof EngineGone) return
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
