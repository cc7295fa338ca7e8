/** The order that a person gave the rows of a grid; outlives the window, as widths of columns do. */
import { rememberedNames, rememberNames } from './remembered-names'

export interface SortKey<Column extends string = string> {
  readonly column: Column
  readonly descending: boolean
}

const DESCENDING = '-'
const keyOf = (grid: string): string => `sort.${grid}`

/** Keys of columns that there are, the first first; null where nothing was remembered. */
export function rememberedSort<Column extends string>(
  grid: string,
  isColumn: (name: string) => name is Column,
): SortKey<Column>[] | null {
  const keys = rememberedNames(keyOf(grid)).flatMap((name): SortKey<Column>[] => {
    const descending = name.startsWith(DESCENDING)
    const column = descending ? name.slice(DESCENDING.length) : name
    return isColumn(column) ? [{ column, descending }] : []
  })
  return keys.length > 0 ? keys : null
}

export function rememberSort(grid: string, sort: readonly SortKey[]): void {
  rememberNames(
    keyOf(grid),
    sort.map(({ column, descending }) => (descending ? DESCENDING + column : column)),
  )
}
