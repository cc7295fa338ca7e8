import { useEffect, useState } from 'react'
import type { SessionDetails } from '../../electron/contract/engine'
import { EngineGone, engine } from '../state/engine-client'
import { useStore } from '../state/store'

export interface DetailsState {
  readonly details: SessionDetails | null
  readonly problem: string
}

const EMPTY: DetailsState = { details: null, problem: '' }

/** Details of the selected session; those of the last one stay until the new ones are there. */
export function useDetails(): DetailsState {
  const selection = useStore((state) => state.selection)
  const generation = useStore((state) => state.generation)
  const [state, setState] = useState<DetailsState>(EMPTY)
  useEffect(() => {
    if (selection === null) return
    let stale = false
    engine.call({ call: 'details', session: selection.session }).then(
      (details) => {
        // An index of an older generation may name another session by now.
        if (!stale && details.row.id === selection.id) setState({ details, problem: '' })
      },
      (error: unknown) => {
        if (stale || error instanceof EngineGone) return
        setState({ details: null, problem: error instanceof Error ? error.message : String(error) })
      },
    )
    return () => {
      stale = true
    }
  }, [selection, generation])
  return selection === null ? EMPTY : state
}
