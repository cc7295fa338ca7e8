/** The order that a person gave columns: the same for every grid; outlives the window, as their widths do. */
import type { ColumnMovedEvent } from 'ag-grid-community'
import { useState } from 'react'
import { rememberedNames, rememberNames } from './remembered-names'

const keyOf = (grid: string): string => `order.${grid}`

export const rememberedOrder = (grid: string): readonly string[] => rememberedNames(keyOf(grid))

export function rememberOrder(grid: string, order: readonly string[]): void {
  rememberNames(keyOf(grid), order)
}

/** All columns, those that are hidden too, once a heading was dropped or moved by keys; null for moves that nobody made or that go on. */
export function movedOrder<Row>({ finished, source, api }: ColumnMovedEvent<Row>): readonly string[] | null {
  if (!finished || source !== 'uiColumnMoved') return null
  return api.getAllGridColumns().map((column) => column.getColId())
}

/** Columns in an order that may be of another version: one that it does not name stands behind the one that it stands behind by default. */
export function inOrder<Column extends { readonly colId: string }>(
  columns: readonly Column[],
  order: readonly string[],
): Column[] {
  const byName = new Map(columns.map((column) => [column.colId, column]))
  const placed = [...new Set(order)].flatMap((name) => byName.get(name) ?? [])
  columns.forEach((column, i) => {
    if (placed.includes(column)) return
    const before = columns[i - 1]
    placed.splice(before === undefined ? 0 : placed.indexOf(before) + 1, 0, column)
  })
  return placed
}

/** Order of a grid, remembered under a name, and what hears of moves. */
export function useColumnOrder<Row>(
  name: string,
): readonly [readonly string[], (event: ColumnMovedEvent<Row>) => void] {
  const [order, setOrder] = useState(() => rememberedOrder(name))
  const moved = (event: ColumnMovedEvent<Row>): void => {
    const next = movedOrder(event)
    if (next === null) return
    rememberOrder(name, next)
    setOrder(next)
  }
  return [order, moved]
}
