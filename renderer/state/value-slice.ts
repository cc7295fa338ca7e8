/** The value that the cursor or the pointer is on: what its menu offers, what single keys act on; and the rows that were picked. */
import type { StateCreator } from 'zustand'
import type { AppState } from './store'
import type { Value } from './value-actions'

export interface ValueMenu {
  readonly value: Value
  /** It was opened on a session: its row, its bar, or what the pane says of it. */
  readonly ofSession: boolean
  /** Where it opens, in the window. */
  readonly x: number
  readonly y: number
}

/** Rows [from, to] of a result. */
export interface RowRange {
  readonly from: number
  readonly to: number
}

export interface ValueSlice {
  readonly valueMenu: ValueMenu | null
  /** Under the cursor of the grid. */
  readonly cursorValue: Value | null
  readonly picks: { readonly resultId: number; readonly rows: readonly RowRange[] }

  openValueMenu(menu: ValueMenu | null): void
  setCursorValue(value: Value | null): void
  setPicks(resultId: number, rows: readonly RowRange[]): void
}

const NO_ROWS: readonly RowRange[] = []

export const valueSlice: StateCreator<AppState, [], [], ValueSlice> = (set) => ({
  valueMenu: null,
  cursorValue: null,
  picks: { resultId: -1, rows: NO_ROWS },

  openValueMenu: (valueMenu) => set({ valueMenu }),
  setCursorValue: (cursorValue) => set({ cursorValue }),
  setPicks: (resultId, rows) => set({ picks: { resultId, rows } }),
})

/** Rows picked in the result on screen; those of an older result are void. */
export function pickedRows({ picks, result }: Pick<AppState, 'picks' | 'result'>): readonly RowRange[] {
  return picks.resultId === result?.resultId ? picks.rows : NO_ROWS
}

export function pickedCount(state: Pick<AppState, 'picks' | 'result'>): number {
  return pickedRows(state).reduce((sum, { from, to }) => sum + to - from + 1, 0)
}

/** The ranges with a row added, or taken out where it was in. */
export function togglePick(rows: readonly RowRange[], row: number): readonly RowRange[] {
  const hit = rows.find(({ from, to }) => from <= row && row <= to)
  if (hit === undefined) return [...rows, { from: row, to: row }].toSorted((a, b) => a.from - b.from)
  return rows.flatMap((range) => {
    if (range !== hit) return [range]
    const left = { from: range.from, to: row - 1 }
    const right = { from: row + 1, to: range.to }
    return [left, right].filter(({ from, to }) => from <= to)
  })
}
