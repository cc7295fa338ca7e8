import { useCallback, useRef, useState } from 'react'
import { LANE_SORTS } from '../../../electron/contract/engine-constants'
import { visibleName } from '../../../electron/core/text/visible-text'
import { useStore } from '../../state/store'
import { strings } from '../../strings'
import { IconButton } from '../../ui/button'
import { Popover } from '../../ui/popover'

const WIDTH = 240

/** In which order lanes stand, and which stand above all others. */
export function LaneOrder() {
  const [open, setOpen] = useState(false)
  const by = useStore((state) => state.laneSort)
  const anchor = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpen(false), [])
  return (
    <>
      <IconButton
        ref={anchor}
        icon="descending"
        size={14}
        className="timeline-order"
        label={`${strings.lanes.order}: ${strings.lanes.by[by].toLowerCase()}`}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
      {open ? (
        <Popover label={strings.lanes.order} anchor={anchor} onClose={close} width={WIDTH}>
          <OrderMenu />
        </Popover>
      ) : null}
    </>
  )
}

function OrderMenu() {
  const by = useStore((state) => state.laneSort)
  const groupBy = useStore((state) => state.groupBy)
  const pinned = useStore((state) => state.pinned[groupBy])
  const { setLaneSort, togglePin } = useStore.getState()
  return (
    <div className="timeline-order-menu">
      <fieldset>
        <legend>{strings.lanes.order}</legend>
        {LANE_SORTS.map((sort) => (
          <label key={sort}>
            <input type="radio" name="lane-order" checked={by === sort} onChange={() => setLaneSort(sort)} />
            {strings.lanes.by[sort]}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{strings.lanes.pinned}</legend>
        {pinned.length === 0 ? <p className="dim">{strings.lanes.nonePinned}</p> : null}
        {pinned.map((value) => (
          <label key={value}>
            <input type="checkbox" checked onChange={() => togglePin(groupBy, value)} />
            <span className="clip">{visibleName(value)}</span>
          </label>
        ))}
      </fieldset>
    </div>
  )
}
