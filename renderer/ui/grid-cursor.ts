/**
 * The cursor of a grid, told in the task that moves it. The grid itself reports it in a later one, and keys that were typed fast would act on the row
 * that the cursor has left.
 */
import type { GridApi } from 'ag-grid-community'

export interface GridCursor {
  readonly row: number
  /** Id of the column. */
  readonly column: string
  /** Held while a person moved it here; none where the program did. */
  readonly shift: boolean
  readonly ctrl: boolean
  /** By the button that opens the menu. */
  readonly menu: boolean
}

type Held = Pick<GridCursor, 'shift' | 'ctrl' | 'menu'>

const NOTHING_HELD: Held = { shift: false, ctrl: false, menu: false }

/**
 * Tells each place that the cursor of a grid comes to, and each press of a button on a cell. @param element around the grid
 * @returns ends it
 */
export function followCursor<T>(
  element: HTMLElement,
  api: GridApi<T>,
  tell: (cursor: GridCursor) => void,
): () => void {
  let told = ''
  // Whoever comes back to a grid acts on the row under its cursor, though that stands where it stood.
  let isBack = false
  // A grid that is just going answers undefined.
  const focused = () => (api.isDestroyed() ? null : (api.getFocusedCell() ?? null))
  const look = (held: Held, isAgain: boolean): void => {
    isBack = false
    const cell = focused()
    const place = cell === null ? '' : `${cell.rowIndex} ${cell.column.getColId()}`
    if (cell === null || (place === told && !isAgain)) return
    told = place
    tell({ row: cell.rowIndex, column: cell.column.getColId(), ...held })
  }
  const key = ({ shiftKey }: KeyboardEvent): void => look({ ...NOTHING_HELD, shift: shiftKey }, false)
  const press = (event: MouseEvent): void => {
    const row =
      event.target instanceof Element ? event.target.closest('.ag-cell')?.closest('[row-index]') : null
    if (row?.getAttribute('row-index') !== String(focused()?.rowIndex)) return
    look({ shift: event.shiftKey, ctrl: event.ctrlKey || event.metaKey, menu: event.button === 2 }, true)
  }
  const report = (): void => look(NOTHING_HELD, isBack)
  const elsewhere = ({ target }: FocusEvent): void => {
    if (target instanceof Node && !element.contains(target)) isBack = true
  }
  element.addEventListener('keydown', key)
  element.addEventListener('mousedown', press)
  document.addEventListener('focusin', elsewhere)
  api.addEventListener('cellFocused', report)
  return () => {
    element.removeEventListener('keydown', key)
    element.removeEventListener('mousedown', press)
    document.removeEventListener('focusin', elsewhere)
    if (!api.isDestroyed()) api.removeEventListener('cellFocused', report)
  }
}
