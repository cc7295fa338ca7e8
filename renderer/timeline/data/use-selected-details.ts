import { useEffect, useState } from 'react'
import type { SessionDetails } from '../../../electron/contract/engine'
import { engine } from '../../state/engine-client'
import { useStore } from '../../state/store'

/** Details of the selected session, for its chain and its place; null until they are there. */
export function useSelectedDetails(): SessionDetails | null {
  const selection = useStore((state) => state.selection)
  const [details, setDetails] = useState<SessionDetails | null>(null)
  useEffect(() => {
    if (selection === null) return undefined
    let stale = false
    engine.call({ call: 'details', session: selection.session }).then(
      (found) => {
        if (!stale && found.row.id === selection.id) setDetails(found)
      },
      () => {
        // Void or gone: the details pane says so, and the next generation selects anew.
      },
    )
    return () => {
      stale = true
    }
  }, [selection])
  return details?.row.id === selection?.id ? details : null
}
