/** Picking several sessions by their bars: what is picked are rows of the result, as in the grid. */
import { MAX_POSITIONS } from '../../../electron/contract/engine-constants'
import { engine } from '../../state/engine-client'
import { useStore } from '../../state/store'
import { pickedRows, type RowRange, togglePick } from '../../state/value-slice'

/** Only this one from now on. */
export function pickNone(): void {
  const { result, setPicks } = useStore.getState()
  if (result !== null) setPicks(result.resultId, [])
}

/** Adds a session to what is picked, or takes it out; what was selected before is picked with it. */
export async function pickAlso(session: number): Promise<void> {
  const { selection, result } = useStore.getState()
  const rows = await rowsOf(selection === null ? [session] : [session, selection.session])
  const [row = -1, selected = -1] = rows
  if (row < 0 || result === null) return
  const before = pickedRows(useStore.getState())
  const known = before.length > 0 || selected < 0 ? before : [{ from: selected, to: selected }]
  useStore.getState().setPicks(result.resultId, togglePick(known, row))
}

/** These sessions and no others. */
export async function pickExactly(sessions: readonly number[]): Promise<void> {
  const { result } = useStore.getState()
  const rows = await rowsOf(sessions.slice(0, MAX_POSITIONS))
  if (result !== null) useStore.getState().setPicks(result.resultId, rangesOf(rows.filter((row) => row >= 0)))
}

/** Rows in a row become one range. */
function rangesOf(rows: readonly number[]): RowRange[] {
  const ranges: { from: number; to: number }[] = []
  for (const row of rows.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last?.to === row - 1) last.to = row
    else ranges.push({ from: row, to: row })
  }
  return ranges
}

async function rowsOf(sessions: readonly number[]): Promise<readonly number[]> {
  const { result } = useStore.getState()
  if (result === null) return []
  try {
    return (await engine.call({ call: 'positions', resultId: result.resultId, sessions: [...sessions] })).rows
  } catch {
    // A result that is void: the next one is clicked anew.
    return []
  }
}
