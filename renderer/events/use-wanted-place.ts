import type { GridApi } from 'ag-grid-community'
import { useEffect } from 'react'
import type { EventFilter, EventRow, EventsReply } from '../../electron/contract/events'
import { engine } from '../state/engine-client'
import { useStore } from '../state/store'

/** Goes to the place that was asked for elsewhere, once the list of all records is there, and chooses its row, once that is. */
export function useWantedPlace(
  api: GridApi<EventRow> | null,
  reply: EventsReply | null,
  answered: EventFilter | null,
): void {
  const wanted = useStore((state) => state.wantedPlace)
  const filter = useStore((state) => state.eventFilter)
  const reachPlace = useStore((state) => state.reachPlace)
  useEffect(() => {
    if (api === null || reply === null || wanted === null || answered !== filter) return
    let stale = false
    let leave = (): void => undefined
    engine.call({ call: 'placeRow', resultId: reply.resultId, ...wanted }).then(
      ({ row }) => {
        if (stale) return
        if (row < 0) return reachPlace(null)
        api.ensureIndexVisible(row, 'middle')
        const arrive = (): void => {
          const event = api.getDisplayedRowAtIndex(row)?.data
          if (event?.source !== wanted.source || event.offset !== wanted.from) return
          api.setFocusedCell(row, 'title')
          reachPlace(event)
        }
        leave = () => {
          if (!api.isDestroyed()) api.removeEventListener('modelUpdated', arrive)
        }
        api.addEventListener('modelUpdated', arrive)
        arrive()
      },
      () => {
        // The result is of before: the next one asks again.
      },
    )
    return () => {
      stale = true
      leave()
    }
  }, [api, reply, answered, filter, wanted, reachPlace])
}
