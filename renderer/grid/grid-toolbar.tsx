import { useStore } from '../state/store'
import { strings } from '../strings'
import { countText } from '../ui/numbers'
import { GridActions } from './grid-actions'

/** `Sessions 19 of 3,187`. */
export function GridToolbar() {
  return (
    <div className="panel-bar">
      <h2>{strings.sessions}</h2>
      <SessionCount />
      <GridActions />
    </div>
  )
}

export function SessionCount() {
  const matched = useStore((state) => state.result?.matched ?? 0)
  const total = useStore((state) => state.result?.total ?? 0)
  const partial = useStore((state) => state.partial)
  const held = useStore((state) => state.rowsHeld)
  return (
    <span>
      <b>{countText(matched)}</b>
      <span className="dim">{` of ${countText(total)}${partial ? ` ${strings.grid.soFar}` : ''}${held ? `, ${strings.grid.held}` : ''}`}</span>
    </span>
  )
}
