import { useEffect, useState } from 'react'
import { ALL_EVENTS } from '../../electron/contract/engine-constants'
import { engine } from '../state/engine-client'
import { useStore } from '../state/store'
import type { CountedEvent } from './palette-items'

/** The event numbers of the case with their titles and counts; empty until they are counted. */
export function useCountedEvents(): readonly CountedEvent[] {
  const generation = useStore((state) => state.generation)
  const [events, setEvents] = useState<readonly CountedEvent[]>([])
  useEffect(() => {
    if (generation === 0) return
    let stale = false
    engine.call({ call: 'events', filter: ALL_EVENTS, descending: false }).then(
      ({ facets }) => {
        if (stale) return
        setEvents(
          facets.eventId.map(({ value, label, count }) => ({ eventId: Number(value), title: label, count })),
        )
      },
      () => undefined,
    )
    return () => {
      stale = true
    }
  }, [generation])
  return events
}
