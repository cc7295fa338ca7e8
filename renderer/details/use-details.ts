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
  const [state, setState] = useState<DetailsState>(EMPTY)
  useEffect(() => {
    if (selection === null) return
    let stale = false
    // The index belongs to this generation; the next one brings a new selection with its own.
    const { generation } = useStore.getState()
    const isOld = (): boolean => stale || useStore.getState().generation !== generation
    engine.call({ call: 'details', session: selection.session }).then(
      (details) => {
        if (!isOld() && details.row.id === selection.id) setState({ details, problem: '' })
      },
      (error: unknown) => {
        if (isOld() || error instanceof EngineGone) return
        setState({ details: null, problem: error instanceof Error ? error.message : String(error) })
      },
    )
    return () => {
      stale = true
    }
  }, [selection])
  return selection === null ? EMPTY : state
}
