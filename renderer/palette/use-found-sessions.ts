import { useEffect, useState } from 'react'
import type { EngineReplies } from '../../electron/contract/engine'
import { engine } from '../state/engine-client'

/** Sessions whose account, computer or source has what was typed. */
export type FoundSessions = EngineReplies['findSessions']

const NONE: FoundSessions = { rows: [], matched: 0 }
/** Long enough to swallow a burst of typing. */
const REST_MS = 120

/** @param text '' finds none; what was found before stays until the answer is there */
export function useFoundSessions(text: string): FoundSessions {
  const [found, setFound] = useState(NONE)
  const wanted = text.trim()
  useEffect(() => {
    if (wanted === '') return
    let stale = false
    const rest = setTimeout(() => {
      engine.call({ call: 'findSessions', text: wanted }).then(
        (reply) => {
          if (!stale) setFound(reply)
        },
        // No sessions yet, or an engine that went away: nothing to offer.
        () => undefined,
      )
    }, REST_MS)
    return () => {
      stale = true
      clearTimeout(rest)
    }
  }, [wanted])
  return wanted === '' ? NONE : found
}
