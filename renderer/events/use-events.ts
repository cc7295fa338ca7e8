import { useEffect, useRef, useState } from 'react'
import type { EventFilter, EventsReply } from '../../electron/contract/events'
import { EngineGone, engine } from '../state/engine-client'
import { useStore } from '../state/store'

export interface EventsState {
  readonly reply: EventsReply | null
  readonly loading: boolean
  readonly problem: string
  /** The filter that `reply` answers. */
  readonly answered: EventFilter | null
}

/** Asks while one answer is under way wait for it, so that typing and a running search never pile up work. */
export function useEvents(): EventsState {
  const filter = useStore((state) => state.eventFilter)
  const descending = useStore((state) => state.eventsDescending)
  const generation = useStore((state) => state.generation)
  const found = useStore((state) => state.searchProgress?.found ?? 0)
  const [state, setState] = useState<EventsState>({ reply: null, loading: true, problem: '', answered: null })
  const [turn, setTurn] = useState(0)
  const asking = useRef(false)
  const wanted = useRef(false)

  useEffect(() => {
    if (generation === 0) return
    if (asking.current) {
      wanted.current = true
      return
    }
    asking.current = true
    const done = (): void => {
      asking.current = false
      if (!wanted.current) return
      wanted.current = false
      setTurn((before) => before + 1)
    }
    setState((before) => ({ ...before, loading: true }))
    engine.call({ call: 'events', filter, descending }).then(
      (reply) => {
        setState({ reply, loading: wanted.current, problem: '', answered: filter })
        done()
      },
      (error: unknown) => {
        if (!(error instanceof EngineGone)) {
          const problem = error instanceof Error ? error.message : String(error)
          setState((before) => ({ ...before, loading: false, problem }))
        }
        done()
      },
    )
  }, [filter, descending, generation, found, turn])
  return state
}
