/** Which columns a grid of some width has room for, how wide they are, and which of them the rows are in order of. */
import type { Sort } from '../../electron/contract/engine'
import { withWidths } from '../ui/column-widths'
import type { Widths } from '../ui/remembered-widths'
import { COLUMNS, type Column } from './columns'

/** Left out when it gets narrow, in this order (ux.md 7); without their column, tags stand beside the account. */
const HIDE_ORDER: readonly Column['colId'][] = ['tags', 'domain', 'events', 'source']

/** `\u2264 12 Mar 15:06:07`, and the same with a year. */
const START_WIDTH = 116
const START_WIDTH_WITH_YEAR = 162
/** `.1234567`. */
const DIGITS_WIDTH = 52

/**
 * Column definitions for a width: no figure is ever cut to make room, whole columns give way, then the grid scrolls.
 * Without a width (nothing is laid out yet) all columns are there that are wanted.
 */
export function fitColumns(
  room: number | null,
  withYear: boolean,
  digits = false,
  unwanted: readonly string[] = [],
): Column[] {
  const more = digits ? DIGITS_WIDTH : 0
  const startWidth = (withYear ? START_WIDTH_WITH_YEAR : START_WIDTH) + more
  const columns = COLUMNS.map((column) => {
    if (column.colId === 'start') return { ...column, width: startWidth }
    return column.colId === 'end' && column.width !== undefined
      ? { ...column, width: column.width + more }
      : column
  })
  const least = (column: Column): number => column.minWidth ?? column.width ?? 0
  const hidden = new Set<Column['colId']>(
    columns.flatMap(({ colId }) => (unwanted.includes(colId) && colId !== 'account' ? [colId] : [])),
  )
  for (const next of HIDE_ORDER) {
    const shown = columns.filter(({ colId }) => !hidden.has(colId))
    if (room === null || shown.reduce((sum, column) => sum + least(column), 0) <= room) break
    hidden.add(next)
  }
  return columns.map((column) => ({ ...column, hide: hidden.has(column.colId) }))
}

/** Columns with the widths that a person gave them, and the headings marked that the rows are in order of. */
export function dressColumns(columns: readonly Column[], widths: Widths, sort: Sort): Column[] {
  return withWidths(columns, widths).map((column) => {
    const place = sort.findIndex((key) => key.column === column.colId)
    const order = sort[place]
    return {
      ...column,
      ...(order && { initialSort: order.descending ? 'desc' : 'asc', initialSortIndex: place }),
    }
  })
}
