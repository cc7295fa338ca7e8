import { useMemo } from 'react'
import { useStore } from './store'
import { zoneOf } from './view-slice'

/** The zone of each computer's times; another function whenever one of them may have changed. */
export function useZoneOf(): (computer: string) => string {
  const preferences = useStore((state) => state.preferences)
  const localZone = useStore((state) => state.localZone)
  const machineZones = useStore((state) => state.machineZones)
  return useMemo(
    () => (computer) => zoneOf({ preferences, localZone, machineZones }, computer),
    [preferences, localZone, machineZones],
  )
}
