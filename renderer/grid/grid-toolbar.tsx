import { useStore } from '../state/store'
import { pickedCount } from '../state/value-slice'
import { strings } from '../strings'
import { countText } from '../ui/numbers'

/** `Sessions 19 of 3,187`. */
export function GridToolbar() {
  const picked = useStore(pickedCount)
  const selected = useStore((state) => (state.selection === null ? 0 : Math.max(1, picked)))
  return (
    <div className="panel-bar">
      <h2>{strings.sessions}</h2>
      <SessionCount />
      <span className="spacer" />
      {selected > 0 ? <span className="dim">{`${countText(selected)} ${strings.grid.selected}`}</span> : null}
    </div>
  )
}

export function SessionCount() {
  const matched = useStore((state) => state.result?.matched ?? 0)
  const total = useStore((state) => state.result?.total ?? 0)
  const partial = useStore((state) => state.partial)
  return (
    <span>
      <b>{countText(matched)}</b>
      <span className="dim">{` of ${countText(total)}${partial ? ` ${strings.grid.soFar}` : ''}`}</span>
    </span>
  )
}
