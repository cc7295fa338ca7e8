import type { Lane, LanesReply } from '../../../electron/contract/engine'
import type { Box, Scene } from '../raster/scene'
import type { LaneLayout } from './lane-layout'
import type { TimeWindow } from './time-window'
import { pixelOf } from './time-window'

/** Ends of evidence closer than this are drawn as one. */
const SAME_END_MS = 60_000

type Evidence = LanesReply['evidenceEnd']
export type OutsideBox = Scene['outside'][number]

/** First and last record over all computers; null while nothing is known. */
export function evidenceBounds(evidence: Evidence): TimeWindow | null {
  if (evidence.length === 0) return null
  let [fromMs, toMs] = [Infinity, -Infinity]
  for (const { firstMs, lastMs } of evidence) {
    fromMs = Math.min(fromMs, firstMs)
    toMs = Math.max(toMs, lastMs)
  }
  return { fromMs, toMs }
}

/** What the boxes of unknown time need to know about the view. */
export interface BoundsView {
  readonly lanes: readonly Lane[]
  readonly layout: LaneLayout
  readonly evidence: Evidence
  readonly window: TimeWindow
  readonly width: number
  readonly height: number
  readonly scrollTop: number
  readonly first: number
  readonly last: number
}

/**
 * Time about which no record speaks: after the last and before the first one, over the full height where all computers
 * agree, else on the lanes of the computer. Computers still being read are drawn as unread instead.
 */
export function unknownTime(view: BoundsView): { outside: readonly OutsideBox[]; unread: readonly Box[] } {
  const bounds = evidenceBounds(view.evidence)
  if (!bounds) return { outside: [], unread: [] }
  const { window, width, height } = view
  const x = (timeMs: number): number => Math.min(Math.max(pixelOf(window, width, timeMs), -1), width + 1)
  const outside: OutsideBox[] = []
  const unread: Box[] = []
  const add = (fromMs: number, toMs: number, top: number, tall: number, edge: 'left' | 'right'): void => {
    if (toMs > window.fromMs && fromMs < window.toMs)
      outside.push({ x0: x(fromMs), x1: x(toMs), top, height: tall, edge })
  }
  const byComputer = new Map(view.evidence.map((known) => [known.computer, known]))
  for (let lane = view.first; lane <= view.last; lane++) {
    const known = byComputer.get(view.lanes[lane]?.computer ?? '')
    if (!known) continue
    const top = (view.layout.tops[lane] ?? 0) - view.scrollTop
    const tall = (view.layout.tops[lane + 1] ?? 0) - (view.layout.tops[lane] ?? 0)
    if (known.firstMs > bounds.fromMs + SAME_END_MS) add(bounds.fromMs, known.firstMs, top, tall - 1, 'right')
    if (known.reading) {
      if (known.lastMs < bounds.toMs && known.lastMs < window.toMs)
        unread.push({ x0: x(known.lastMs), x1: x(bounds.toMs), top, height: tall })
    } else if (known.lastMs < bounds.toMs - SAME_END_MS) add(known.lastMs, bounds.toMs, top, tall - 1, 'left')
  }
  add(-Infinity, bounds.fromMs, 0, height, 'right')
  add(bounds.toMs, Infinity, 0, height, 'left')
  return { outside, unread }
}
