/** Which page of the help is open. */
import type { StateCreator } from 'zustand'
import type { AppState } from './store'

/** An event as a record names it: its number means something only together with its log. */
export interface EventName {
  readonly eventId: number
  readonly channel: string
  /** '' where it is not known. */
  readonly provider: string
}

/** A page of the guide by its name (null: the first), or an event. */
export type HelpTarget =
  { readonly kind: 'guide'; readonly page: string | null } | ({ readonly kind: 'event' } & EventName)

export interface HelpSlice {
  readonly helpTarget: HelpTarget

  /** Opens the help on a page. */
  showHelp(target: HelpTarget): void
}

export const GUIDE_START: HelpTarget = { kind: 'guide', page: null }

export const helpSlice: StateCreator<AppState, [], [], HelpSlice> = (set) => ({
  helpTarget: GUIDE_START,

  showHelp: (helpTarget) => set({ helpTarget, overlay: 'help' }),
})
