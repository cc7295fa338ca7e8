import { memo } from 'react'
import type { Lane } from '../../../electron/contract/engine'
import { visibleName, visibleText } from '../../../electron/core/text/visible-text'
import type { GroupBy } from '../../state/view-slice'
import { type Value, valueMark } from '../../state/value-actions'
import { Icon } from '../../theme/mark'
import type { LaneGroup, LaneLayout } from '../model/lane-layout'
import { LANE_PX, visibleGroups, visibleLanes } from '../model/lane-layout'

/** Groups lower than this have no room for a second line. */
const TWO_LINES_PX = 40

interface GutterProps {
  readonly lanes: readonly Lane[]
  readonly layout: LaneLayout
  readonly groupBy: GroupBy
  /** Computer names as they fit. */
  readonly short: ReadonlyMap<string, string>
  readonly scrollTop: number
  readonly height: number
  readonly selectedLane: number
  readonly cursorLane: number
  readonly onOpen: (lane: Lane) => void
  readonly pinned: readonly string[]
}

/** Names of the visible lanes: groups at the left, their lanes at the right. */
export const Gutter = memo(function Gutter(props: GutterProps) {
  const { lanes, layout, scrollTop, height } = props
  const shown = visibleLanes(layout, scrollTop, height)
  if (!shown) return null
  return visibleGroups(layout, shown.first, shown.last).map((group) => (
    <GroupNames
      key={group.from}
      {...props}
      lanes={lanes}
      group={group}
      first={shown.first}
      last={shown.last}
    />
  ))
})

interface GroupProps extends GutterProps {
  readonly group: LaneGroup
  readonly first: number
  readonly last: number
}

function GroupNames({ lanes, layout, group, groupBy, short, scrollTop, first, last, ...rest }: GroupProps) {
  const lane = lanes[group.from]
  if (!lane) return null
  const top = (layout.tops[group.from] ?? 0) - scrollTop
  const height = (layout.tops[group.to] ?? 0) - (layout.tops[group.from] ?? 0)
  // The name of a group stays in view while any of its lanes does.
  const sticky = Math.min(Math.max(0, -top), height - LANE_PX)
  const byAccount = groupBy === 'account'
  const shortOf = (computer: string): string => visibleName(short.get(computer) ?? computer)
  const name = byAccount ? visibleName(lane.account) : shortOf(lane.computer)
  const full = visibleName(byAccount ? lane.account : lane.computer)
  const detail = byAccount ? visibleText(lane.accountDetail) : ''
  const inView = Array.from({ length: group.to - group.from }, (_, i) => group.from + i).filter(
    (index) => index >= first && index <= last,
  )
  return (
    <div
      className={group.odd ? 'timeline-group timeline-group-odd' : 'timeline-group'}
      style={{ top, height }}
    >
      <div
        className="timeline-group-name"
        style={{ top: sticky }}
        title={`${detail === '' ? full : `${full}, ${detail}`}; double-click to filter`}
        onDoubleClick={() => rest.onOpen(lane)}
        {...valueMark({ kind: groupBy, value: lane.groupValue })}
      >
        <b className="clip">
          {rest.pinned.includes(lane.groupValue) ? <Icon name="up" size={12} /> : null}
          {name}
        </b>
        {detail !== '' && height - sticky >= TWO_LINES_PX ? <small className="clip">{detail}</small> : null}
      </div>
      {inView.map((index) => (
        <LaneName
          key={index}
          text={byAccount ? shortOf(lanes[index]?.computer ?? '') : visibleName(lanes[index]?.account ?? '')}
          title={visibleName((byAccount ? lanes[index]?.computer : lanes[index]?.account) ?? '')}
          icon={byAccount ? 'server' : 'user'}
          value={
            byAccount
              ? { kind: 'computer', value: lanes[index]?.computer ?? '' }
              : { kind: 'account', value: lanes[index]?.account ?? '' }
          }
          top={(layout.tops[index] ?? 0) - (layout.tops[group.from] ?? 0)}
          selected={index === rest.selectedLane}
          cursor={index === rest.cursorLane}
        />
      ))}
    </div>
  )
}

function LaneName(props: {
  readonly text: string
  readonly title: string
  readonly value: Value
  readonly icon: 'server' | 'user'
  readonly top: number
  readonly selected: boolean
  readonly cursor: boolean
}) {
  const classes = ['timeline-lane-name']
  if (props.selected) classes.push('timeline-lane-selected')
  if (props.cursor) classes.push('timeline-lane-cursor')
  return (
    <div
      className={classes.join(' ')}
      style={{ top: props.top }}
      title={props.title}
      {...valueMark(props.value)}
    >
      <Icon name={props.icon} size={14} />
      <span className="clip">{props.text}</span>
    </div>
  )
}
