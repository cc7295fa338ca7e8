/** Exports: the menu, and what became of the last one. */
import type { StateCreator } from 'zustand'
import type { ExportReply, Filter } from '../../electron/contract/engine'
import type { ExportFormat } from '../../electron/contract/exports'
import { engine } from './engine-client'
import type { AppState } from './store'

export type ExportOutcome =
  | { readonly state: 'writing' }
  | { readonly state: 'written'; readonly file: ExportReply }
  | { readonly state: 'failed'; readonly message: string }

export interface ExportSlice {
  readonly exportOpen: boolean
  readonly exportOutcome: ExportOutcome | null

  showExport(open: boolean): void
  /** Asks where to, and writes what the filter leaves, or everything. */
  exportSessions(format: ExportFormat, everything: boolean): Promise<void>
}

export const exportSlice: StateCreator<AppState, [], [], ExportSlice> = (set, get) => ({
  exportOpen: false,
  exportOutcome: null,

  showExport: (exportOpen) => set({ exportOpen, exportOutcome: null }),
  exportSessions: async (format, everything) => {
    const { result, filter } = get()
    if (result === null) return
    try {
      const chosen = await window.sojourn.chooseExport(format)
      if ('cancelled' in chosen) return
      set({ exportOutcome: { state: 'writing' } })
      const words = filterWords(filter)
      const file = await engine.call({
        call: 'export',
        ticket: chosen.ticket,
        format,
        resultId: everything ? null : result.resultId,
        filter: words,
      })
      set({ exportOutcome: { state: 'written', file } })
      await get().askCase(window.sojourn.noteExport(chosen.ticket, file.sessions, everything ? '' : words))
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      set({ exportOutcome: { state: 'failed', message } })
    }
  },
})

/** A filter as one line, for the record of what was exported. */
export function filterWords({ text, classes }: Filter): string {
  const shown = /(^|\s)-?class:/i.test(text) ? '' : `class:${classes.join(',')}`
  return [text, shown].filter((part) => part !== '').join(' ')
}
