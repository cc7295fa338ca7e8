/** How far another computer is, as main tells it. What a person types for it never comes here. */
import type { StateCreator } from 'zustand'
import type { PasswordQuestion } from '../../electron/contract/archive-questions'
import type { PlaceState } from '../../electron/contract/places'
import type { AppState } from './store'

export interface PlaceSlice {
  readonly place: PlaceState
  /** The password of an archive, asked for now. */
  readonly passwordWanted: PasswordQuestion | null
  /** Ids of copies that did not come whole. */
  readonly brokenCopies: ReadonlySet<string>
  /** Those of them of which the case does not know how to ask for their place. */
  readonly unplacedCopies: ReadonlySet<string>
  /** Copies that did not come whole are tried again: the address is known. */
  readonly copyingAgain: boolean

  /** Address that the dialog begins with. */
  readonly placeAddress: string

  takePlace(place: PlaceState): void
  /** Asks for a place; nothing is contacted before the person says so. */
  askForPlace(address: string): void
}

export const placeSlice: StateCreator<AppState, [], [], PlaceSlice> = (set, get) => ({
  place: { kind: 'none', problem: null },
  passwordWanted: null,
  brokenCopies: new Set(),
  unplacedCopies: new Set(),
  copyingAgain: false,
  placeAddress: '',

  askForPlace: (address) => set({ placeAddress: address, overlay: 'place' }),
  takePlace: (place) => {
    const { place: before, overlay, addNotice, copyingAgain } = get()
    set({ place })
    const isOpen = overlay === 'place'
    const problem = place.kind === 'none' ? place.problem : null
    if (problem !== null && (!isOpen || copyingAgain)) addNotice('error', problem)
    if (place.kind === 'none' && copyingAgain) set({ copyingAgain: false, ...(isOpen && { overlay: null }) })
    // Also where the pane is a tab: the progress is what was asked for.
    if (place.kind === 'copying' && before.kind !== 'copying') get().showSidePane('evidence')
    if (isOpen && before.kind === 'copying' && place.kind === 'none' && problem === null)
      set({ overlay: null })
  },
})
