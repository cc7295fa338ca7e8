import { useEffect, useState } from 'react'
import type { RecordReply } from '../../electron/contract/engine'
import { EngineGone, engine } from '../state/engine-client'
import { useStore } from '../state/store'

export interface RecordState {
  readonly key: string
  readonly record: RecordReply | null
  readonly problem: string
}

/** One record, decoded from the evidence now. */
export function useRecord(source: string, offset: number): RecordState {
  const key = `${source} ${offset}`
  // Read again, with another code page or with recovery, it may say something else.
  const generation = useStore((state) => state.generation)
  const [state, setState] = useState<RecordState>({ key, record: null, problem: '' })
  useEffect(() => {
    if (generation === 0) return
    let stale = false
    engine.call({ call: 'record', source, offset }).then(
      (record) => {
        if (!stale) setState({ key, record, problem: '' })
      },
      (error: unknown) => {
        if (stale || error instanceof EngineGone) return
        setState({ key, record: null, problem: error instanceof Error ? error.message : String(error) })
      },
    )
    return () => {
      stale = true
    }
  }, [key, source, offset, generation])
  return state.key === key ? state : { key, record: null, problem: '' }
}
