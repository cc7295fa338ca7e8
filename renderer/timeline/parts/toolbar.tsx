import { memo, useRef } from 'react'
import { termOf } from '../../state/filter-slice'
import { useStore } from '../../state/store'
import { isTimeInViewKept, toggleTimeInView } from '../../state/time-in-view'
import type { GroupBy } from '../../state/view-slice'
import { strings } from '../../strings'
import { IconButton } from '../../ui/button'
import { Segmented } from '../../ui/segmented'
import { TypeSwatch } from '../../ui/type-swatch'
import { useFirstLine } from '../../ui/use-first-line'
import { TYPE_LEGEND } from '../model/bar-style'
import { isTypeShown, toggleType, typeCount } from '../model/type-filter'

const GROUPS = [
  { value: 'account', label: 'Account', title: 'A lane per account and computer, grouped by account (L)' },
  { value: 'computer', label: 'Computer', title: 'A lane per computer and account, grouped by computer (L)' },
] as const satisfies readonly { value: GroupBy; label: string; title: string }[]

interface ToolbarProps {
  readonly onZoom: (closer: boolean) => void
  readonly onFit: () => void
}

/** Title, grouping, type legend (which is the type filter) and zoom. */
export function Toolbar({ onZoom, onFit }: ToolbarProps) {
  const groupBy = useStore((state) => state.groupBy)
  return (
    <div className="timeline-toolbar">
      <h2>Timeline</h2>
      <Segmented
        label="Group lanes by"
        segments={GROUPS}
        value={groupBy}
        onChange={(next) => useStore.getState().setGroupBy(next)}
      />
      <TypeLegend />
      <div className="timeline-zoom">
        <KeepTime />
        <IconButton icon="minus" label="Zoom out" hotkey="-" onClick={() => onZoom(false)} />
        <IconButton icon="plus" label="Zoom in" hotkey="+" onClick={() => onZoom(true)} />
        <IconButton icon="fit" label="Fit all evidence" hotkey="0" onClick={onFit} />
      </div>
    </div>
  )
}

/** Zoom and pan leave the result alone; this makes the time in view the filter, and takes it back. */
function KeepTime() {
  const kept = useStore(isTimeInViewKept)
  const isWhole = useStore((state) => state.timeWindow === null)
  return (
    <IconButton
      icon="filter"
      label={strings.lanes.keepTime}
      hotkey="K"
      aria-pressed={kept}
      disabled={isWhole}
      onClick={toggleTimeInView}
    />
  )
}

const TypeLegend = memo(function TypeLegend() {
  const term = useStore((state) => termOf(state, 'type'))
  const facets = useStore((state) => state.result?.facets.type)
  const line = useRef<HTMLDivElement>(null)
  useFirstLine(line)
  return (
    <div ref={line} className="timeline-types" role="group" aria-label="Logon types shown">
      {TYPE_LEGEND.map((entry) => {
        const shown = isTypeShown(term, entry)
        const count = typeCount(facets ?? [], entry)
        const state = shown ? (count === 0 ? ' timeline-type-empty' : '') : ' timeline-type-off'
        const title = `${entry.name} (${entry.types.join(', ')}): ${count} here; click to ${shown ? 'hide' : 'show'}`
        return (
          <button
            key={entry.family}
            type="button"
            className={`timeline-type${state}`}
            aria-pressed={shown}
            title={title}
            onClick={() => useStore.getState().setFacet('type', toggleType(term, entry))}
          >
            <TypeSwatch logonType={Number(entry.types[0])} />
            {entry.name} <small>{entry.shown}</small>
          </button>
        )
      })}
    </div>
  )
})
