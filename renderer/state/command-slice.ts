/** What lies over the window. */
import type { StateCreator } from 'zustand'
import type { AppState } from './store'

export type Overlay = 'palette' | 'keys' | 'about' | 'settings' | 'help' | 'place'

export interface CommandSlice {
  readonly overlay: Overlay | null

  showOverlay(overlay: Overlay | null): void
}

export const commandSlice: StateCreator<AppState, [], [], CommandSlice> = (set) => ({
  overlay: null,

  showOverlay: (overlay) => set({ overlay }),
})
