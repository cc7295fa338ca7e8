/** How the window looks and behaves; main keeps it between starts and is the one that decides. */
import type { StateCreator } from 'zustand'
import type { Preferences } from '../../electron/contract/preferences'
import { STANDARD_PREFERENCES } from '../../electron/contract/preferences'
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

/** The zone after the one in force: UTC, this computer's, the chosen one where there is one. */
export function nextZone({ zone, chosenZone }: Preferences): Preferences['zone'] {
  if (zone === 'utc') return 'local'
  return zone === 'local' && chosenZone !== '' ? 'chosen' : 'utc'
}
