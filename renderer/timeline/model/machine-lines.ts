import type { Lane, LanesReply } from '../../../electron/contract/engine'
import type { Scene } from '../raster/scene'
import type { LaneLayout } from './lane-layout'
import type { TimeWindow } from './time-window'
import { pixelOf } from './time-window'
import { isBand } from './track-items'

/** More boots in view than this, and the dashed lines over foreign lanes would be a fence: only own lanes keep theirs. */
const MOST_FULL_LINES = 12
/** A gap narrower than this is a mark in the track, not a zone. */
const LEAST_GAP_PX = 3

/** Boot lines and stretches without evidence, from the machine marks. */
export function machineLines(view: {
  readonly lanes: readonly Lane[]
  readonly layout: LaneLayout
  readonly marks: LanesReply['marks']
  readonly window: TimeWindow
  readonly width: number
  readonly scrollTop: number
  readonly first: number
  readonly last: number
}): Pick<Scene, 'gaps' | 'laneGaps' | 'boots' | 'laneBoots'> {
  const lanesOf = new Map<string, { top: number; height: number }[]>()
  for (let lane = view.first; lane <= view.last; lane++) {
    const computer = view.lanes[lane]?.computer ?? ''
    const top = (view.layout.tops[lane] ?? 0) - view.scrollTop
    const band = { top, height: (view.layout.tops[lane + 1] ?? 0) - (view.layout.tops[lane] ?? 0) }
    lanesOf.set(computer, [...(lanesOf.get(computer) ?? []), band])
  }
  const boots = new Set<number>()
  const laneBoots: Scene['laneBoots'][number][] = []
  const gaps: Scene['gaps'][number][] = []
  const laneGaps: Scene['laneGaps'][number][] = []
  for (const mark of view.marks) {
    if (mark.toMs < view.window.fromMs || mark.fromMs > view.window.toMs) continue
    const own = lanesOf.get(mark.computer) ?? []
    const x0 = pixelOf(view.window, view.width, mark.fromMs)
    const x1 = pixelOf(view.window, view.width, mark.toMs)
    if (mark.kind === 'boot') {
      boots.add(Math.round(x1))
      for (const band of own) laneBoots.push({ x: Math.round(x1), ...band })
    } else if (isBand(mark.kind) && x1 - x0 >= LEAST_GAP_PX) {
      gaps.push({ x0, x1 })
      for (const band of own) laneGaps.push({ x0, x1, ...band })
    }
  }
  return { gaps, laneGaps, boots: boots.size > MOST_FULL_LINES ? [] : [...boots], laneBoots }
}
