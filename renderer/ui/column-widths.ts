/** Widths that a person gave columns: the same for every grid. */
import type { ColDef, ColumnResizedEvent } from 'ag-grid-community'
import { useState } from 'react'
import { rememberedWidths, rememberWidths, type Widths } from './remembered-widths'

/** Widths that were pulled, or fitted by a double click on the edge; null for those that the grid gives out. */
export function pulledWidths<Row>({ finished, source, columns }: ColumnResizedEvent<Row>): Widths | null {
  if (!finished || columns === null || (source !== 'uiColumnResized' && source !== 'autosizeColumns'))
    return null
  return Object.fromEntries(columns.map((column) => [column.getColId(), column.getActualWidth()]))
}

export function withWidths<Column extends ColDef & { readonly colId: string }>(
  columns: readonly Column[],
  widths: Widths,
): Column[] {
  return columns.map((column) => {
    const width = widths[column.colId]
    // A width that was given is no share of what is left.
    return width === undefined ? column : { ...column, width, flex: null }
  })
}

/** Widths of a grid, remembered under a name, and what hears of new ones. */
export function useColumnWidths<Row>(
  name: string,
): readonly [Widths, (event: ColumnResizedEvent<Row>) => void] {
  const [widths, setWidths] = useState(() => rememberedWidths(name))
  const resized = (event: ColumnResizedEvent<Row>): void => {
    const pulled = pulledWidths(event)
    if (pulled === null) return
    const all = { ...widths, ...pulled }
    rememberWidths(name, all)
    setWidths(all)
  }
  return [widths, resized]
}
