/** Exports: the menu, and what became of the last one. */
import type { StateCreator } from 'zustand'
import type { FinishedExport } from '../../electron/contract/bridge'
import type { Filter } from '../../electron/contract/engine'
import type { ExportFormat } from '../../electron/contract/exports'
import { engine } from './engine-client'
import type { AppState } from './store'
import { pickedRows } from './value-slice'

/** What is exported: picked rows, what the filter leaves, or everything. */
export type ExportScope = 'picked' | 'matching' | 'all'

export type ExportOutcome =
  | { readonly state: 'writing' }
  | {
      readonly state: 'written'
      readonly sessions: number
      readonly file: NonNullable<FinishedExport['file']>
    }
  | { readonly state: 'failed'; readonly message: string }

export interface ExportSlice {
  readonly exportOpen: boolean
  readonly exportOutcome: ExportOutcome | null

  showExport(open: boolean): void
  /** Asks where to, and writes. */
  exportSessions(format: ExportFormat, scope: ExportScope): Promise<void>
}

export const exportSlice: StateCreator<AppState, [], [], ExportSlice> = (set, get) => ({
  exportOpen: false,
  exportOutcome: null,

  showExport: (exportOpen) => set({ exportOpen, exportOutcome: null }),
  exportSessions: async (format, scope) => {
    const { result, answeredFilter } = get()
    if (result === null || answeredFilter === null) return
    const picks = scope === 'picked' ? pickedRows(get()) : null
    try {
      const chosen = await window.sojourn.chooseExport(format)
      if ('cancelled' in chosen) return
      set({ exportOutcome: { state: 'writing' } })
      const words = filterWords(answeredFilter)
      const { sessions } = await engine.call({
        call: 'export',
        ticket: chosen.ticket,
        format,
        resultId: scope === 'all' ? null : result.resultId,
        picks: picks === null ? null : [...picks],
        filter: words,
      })
      const said = scope === 'all' ? '' : words
      const { file, message } = await window.sojourn.finishExport(chosen.ticket, sessions, said)
      if (file === null) throw new Error(message ?? '')
      set({ exportOutcome: { state: 'written', sessions, file } })
      if (message !== null) get().addNotice('error', message)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      set({ exportOutcome: { state: 'failed', message } })
    }
  },
})

/** A filter as one line, for the record of what was exported. */
function filterWords({ text, classes }: Filter): string {
  const shown = /(^|\s)-?class:/i.test(text) ? '' : `class:${classes.join(',')}`
  return [text, shown].filter((part) => part !== '').join(' ')
}
