import type { Lane } from '../../../electron/contract/engine'

/** Height of a lane with one row, and of each further stacked row, CSS px. */
export const LANE_PX = 24
export const STACK_PX = 18

/** Where lanes lie, from the top of the first one. */
export interface LaneLayout {
  readonly count: number
  /** `count + 1` tops; the last is the total height. */
  readonly tops: Float64Array
  readonly groups: readonly LaneGroup[]
}
export interface LaneGroup {
  /** First lane and the one after the last. */
  readonly from: number
  readonly to: number
  readonly odd: boolean
}

export function laneHeight(rows: number): number {
  return LANE_PX + STACK_PX * (Math.max(1, rows) - 1)
}

/** Lays out lanes in their order; lanes of one group are neighbours. */
export function layoutLanes(lanes: readonly Lane[]): LaneLayout {
  const tops = new Float64Array(lanes.length + 1)
  const groups: LaneGroup[] = []
  let from = 0
  for (const [index, lane] of lanes.entries()) {
    tops[index + 1] = (tops[index] ?? 0) + laneHeight(lane.rows)
    if (lanes[index + 1]?.group !== lane.group) {
      groups.push({ from, to: index + 1, odd: groups.length % 2 === 1 })
      from = index + 1
    }
  }
  return { count: lanes.length, tops, groups }
}

export function totalHeight(layout: LaneLayout): number {
  return layout.tops[layout.count] ?? 0
}

/** The lane at a height, -1 above the first or below the last. */
export function laneAt(layout: LaneLayout, y: number): number {
  if (y < 0 || y >= totalHeight(layout)) return -1
  let [low, high] = [0, layout.count - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((layout.tops[middle] ?? 0) <= y) low = middle
    else high = middle - 1
  }
  return low
}

/** First and last lane that are seen in [top, top + height), both inclusive; null when there are none. */
export function visibleLanes(
  layout: LaneLayout,
  top: number,
  height: number,
): { readonly first: number; readonly last: number } | null {
  if (layout.count === 0) return null
  const first = Math.max(0, laneAt(layout, Math.max(0, Math.min(top, totalHeight(layout) - 1))))
  const end = laneAt(layout, top + height - 1)
  return { first, last: end < 0 ? layout.count - 1 : end }
}

/** Groups that touch the lanes first..last. */
export function visibleGroups(layout: LaneLayout, first: number, last: number): readonly LaneGroup[] {
  let [low, high] = [0, layout.groups.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((layout.groups[middle]?.to ?? 0) <= first) low = middle + 1
    else high = middle
  }
  const found: LaneGroup[] = []
  for (let i = low; i < layout.groups.length; i++) {
    const group = layout.groups[i]
    if (!group || group.from > last) break
    found.push(group)
  }
  return found
}

/** Middle of a stacked row from the top of its lane, CSS px. */
export function rowMiddle(row: number): number {
  return LANE_PX / 2 + STACK_PX * row
}

/** The stacked row at a height below the lane's top. */
export function rowAt(yInLane: number, rows: number): number {
  return Math.min(
    Math.max(0, Math.floor((yInLane - (LANE_PX - STACK_PX) / 2) / STACK_PX)),
    Math.max(0, rows - 1),
  )
}

/** Scroll position that brings a lane into view and moves no further than it must. */
export function scrollToLane(layout: LaneLayout, lane: number, scrollTop: number, height: number): number {
  const top = layout.tops[lane] ?? 0
  const bottom = layout.tops[lane + 1] ?? top
  if (top < scrollTop) return top
  if (bottom > scrollTop + height) return bottom - height
  return scrollTop
}
