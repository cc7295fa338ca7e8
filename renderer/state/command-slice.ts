/** What lies over the window, and how keys act. */
import type { StateCreator } from 'zustand'
import type { AppState } from './store'

export type Overlay = 'palette' | 'keys' | 'about'

export interface CommandSlice {
  readonly overlay: Overlay | null
  /** Single letters act in timeline and grid. Remembered by this computer. */
  readonly letterKeys: boolean

  showOverlay(overlay: Overlay | null): void
  setLetterKeys(on: boolean): void
}

const LETTERS_KEY = 'sojourn.letter-keys'

export const commandSlice: StateCreator<AppState, [], [], CommandSlice> = (set) => ({
  overlay: null,
  letterKeys: readLetterKeys(),

  showOverlay: (overlay) => set({ overlay }),
  setLetterKeys: (letterKeys) => {
    set({ letterKeys })
    try {
      localStorage.setItem(LETTERS_KEY, letterKeys ? 'on' : 'off')
    } catch {
      // A profile that cannot be written loses only the memory of it.
    }
  },
})

function readLetterKeys(): boolean {
  try {
    return localStorage.getItem(LETTERS_KEY) !== 'off'
  } catch {
    return true
  }
}
