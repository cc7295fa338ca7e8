/** How the window looks and behaves; main keeps it between starts and is the one that decides. */
import type { StateCreator } from 'zustand'
import type { Preferences } from '../../electron/contract/preferences'
import type { MachineZone } from '../../electron/contract/engine'
import { STANDARD_PREFERENCES, ZONES } from '../../electron/contract/preferences'
import type { AppState } from './store'

export interface PreferencesSlice {
  readonly preferences: Preferences

  /** Shown at once; main remembers it and answers with a notice. */
  changePreferences(change: Partial<Preferences>): void
}

export const preferencesSlice: StateCreator<AppState, [], [], PreferencesSlice> = (set) => ({
  preferences: STANDARD_PREFERENCES,
  changePreferences: (change) => {
    set(({ preferences }) => ({ preferences: { ...preferences, ...change } }))
    void window.sojourn.changePreferences(change)
  },
})

/** The zone after the one in force: UTC, this computer's, that of the logs' machines and the chosen one where there are such. */
export function nextZone(
  { zone, chosenZone }: Preferences,
  machineZones: readonly MachineZone[],
): Preferences['zone'] {
  const offered = ZONES.filter(
    (one) => (one !== 'host' || machineZones.length > 0) && (one !== 'chosen' || chosenZone !== ''),
  )
  return offered[(offered.indexOf(zone) + 1) % offered.length] ?? 'utc'
}
