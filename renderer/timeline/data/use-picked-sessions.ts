import { useEffect, useState } from 'react'
import { MAX_POSITIONS } from '../../../electron/contract/engine-constants'
import { engine } from '../../state/engine-client'
import { useStore } from '../../state/store'
import { pickedCount, pickedRows } from '../../state/value-slice'

const NONE: ReadonlySet<number> = new Set()

/** Sessions of the picked rows, as many as may be outlined, where more than one is picked. */
export function usePickedSessions(): ReadonlySet<number> {
  const picks = useStore((state) => state.picks)
  const several = useStore((state) => pickedCount(state) > 1)
  const [picked, setPicked] = useState({ picks, sessions: NONE })
  useEffect(() => {
    if (!several) return undefined
    let stale = false
    const { resultId } = picks
    const found = new Set<number>()
    const ask = async (): Promise<void> => {
      for (const { from, to } of pickedRows(useStore.getState())) {
        const room = MAX_POSITIONS - found.size
        if (room <= 0) break
        const reply = await engine.call({
          call: 'rows',
          resultId,
          from,
          to: Math.min(to + 1, from + room),
        })
        for (const { session } of reply.rows) found.add(session)
      }
      if (!stale) setPicked({ picks, sessions: found })
    }
    ask().catch(() => {
      // A result that is void: what was picked in it is void too.
    })
    return () => {
      stale = true
    }
  }, [picks, several])
  return several && picked.picks === picks ? picked.sessions : NONE
}
