/** Tells the outside (`<html data-settled>`) when everything is read and drawn: for pictures and tests. */
import type { EngineClient } from './engine-client'
import { isSettled } from './sources-slice'
import { useStore } from './store'

const LOOK_EVERY_MS = 50
/** Looks in a row that must find nothing under way: a frame may ask for more once it is drawn. */
const QUIET_LOOKS = 4

export function markSettled(engine: Pick<EngineClient, 'waiting'>): () => void {
  let quiet = 0
  const timer = setInterval(() => {
    const { sources, importing, result, loading } = useStore.getState()
    const read = sources.length > 0 && !importing && sources.every(isSettled)
    const failedAll = read && sources.every((source) => source.records.decoded === 0)
    const calm = read && (result !== null || failedAll) && !loading && engine.waiting === 0
    quiet = calm ? quiet + 1 : 0
    const { dataset } = document.documentElement
    if (quiet >= QUIET_LOOKS) dataset['settled'] = 'true'
    else if (dataset['settled'] !== undefined) delete dataset['settled']
  }, LOOK_EVERY_MS)
  return () => clearInterval(timer)
}
