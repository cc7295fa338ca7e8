/** How far another computer is, as main tells it. What a person types for it never comes here. */
import type { StateCreator } from 'zustand'
import type { PasswordQuestion } from '../../electron/contract/archive-questions'
import type { PlaceState } from '../../electron/contract/places'
import type { AppState } from './store'

export interface PlaceSlice {
  readonly place: PlaceState
  /** The password of an archive, asked for now. */
  readonly passwordWanted: PasswordQuestion | null

  takePlace(place: PlaceState): void
}

export const placeSlice: StateCreator<AppState, [], [], PlaceSlice> = (set, get) => ({
  place: { kind: 'none', problem: null },
  passwordWanted: null,

  takePlace: (place) => {
    const { place: before, overlay, addNotice } = get()
    set({ place })
    const isOpen = overlay === 'place'
    const problem = place.kind === 'none' ? place.problem : null
    if (problem !== null && !isOpen) addNotice('error', problem)
    if (place.kind === 'copying' && before.kind !== 'copying') set({ sidePane: 'evidence' })
    if (isOpen && before.kind === 'copying' && place.kind === 'none' && problem === null)
      set({ overlay: null })
  },
})
