import type { RasterPalette } from './palette'
import type { PatternSet } from './patterns'
import type { Scene } from './scene'
import type { Surface } from './surface'
import { blendRect, fillRect, FULL } from './surface'
import { fillTile } from './tile'

const part = (share: number): number => Math.round(share * FULL)
const LANE_WASH = part(0.75)
const GAP_WASH = part(0.55)
const GAP_FAINT = part(0.16)
const GAP_EDGE = part(0.28)
const GAP_STRONG = part(0.45)
const BOOT_DASH = part(0.38)
const UNREAD = part(0.3)
/** Dash and gap of a boot line on the lanes of other computers, CSS px. */
const BOOT_PERIOD = 5
const BOOT_ON = 2

/** Everything under the bars: zebra, grid, gaps, ends of evidence, boot lines, the selected lane. */
export function drawGround(
  to: Surface,
  scene: Scene,
  palette: RasterPalette,
  patterns: PatternSet,
  scale: number,
): void {
  const at = (css: number): number => Math.round(css * scale)
  const hair = Math.max(1, Math.round(scale))
  const fillRows = rowFiller(to, scene.grid, palette, scale)
  // Groups follow each other without a hole, from the top on.
  let from = 0
  for (const group of scene.groups) {
    const bottom = at(group.top + group.height)
    fillRows(from, bottom - hair, group.odd ? palette.zebra : palette.canvas)
    fillRows(bottom - hair, bottom, palette.line)
    from = bottom
  }
  fillRows(from, to.height, palette.canvas)
  for (const gap of scene.gaps) {
    const x0 = at(gap.x0)
    const x1 = Math.max(x0 + hair, at(gap.x1))
    blendRect(to, x0, 0, x1, to.height, palette.gapWash, GAP_WASH)
    fillTile(to, x0, 0, x1, to.height, patterns.gapFaint, palette.gap, GAP_FAINT)
    blendRect(to, x0, 0, x0 + hair, to.height, palette.gap, GAP_EDGE)
    blendRect(to, x1 - hair, 0, x1, to.height, palette.gap, GAP_EDGE)
  }
  for (const box of scene.laneGaps) {
    const top = at(box.top) + hair
    const bottom = at(box.top + box.height) - 2 * hair
    fillRect(to, at(box.x0), top, at(box.x1), bottom, palette.gapWash)
    fillTile(to, at(box.x0), top, at(box.x1), bottom, patterns.gapStrong, palette.gap, GAP_STRONG)
  }
  drawOutside(to, scene, palette, scale)
  for (const box of scene.unread) {
    const inset = at(3)
    const [x0, top, bottom] = [at(box.x0), at(box.top), at(box.top + box.height)]
    fillTile(to, x0, top + inset, at(box.x1), bottom - inset, patterns.unread, palette.gap, UNREAD)
    fillRect(to, x0, top + at(2), x0 + at(2), bottom - inset, palette.accent)
  }
  for (const x of scene.boots) {
    const period = at(BOOT_PERIOD)
    for (let y = 0; y < to.height; y += period) {
      blendRect(to, at(x), y, at(x) + hair, y + at(BOOT_ON), palette.marker, BOOT_DASH)
    }
  }
  const solid = Math.max(1, at(1.6))
  for (const boot of scene.laneBoots) {
    fillRect(to, at(boot.x), at(boot.top), at(boot.x) + solid, at(boot.top + boot.height), palette.marker)
  }
  const lane = scene.selectedLane
  if (lane) {
    const bottom = at(lane.top + lane.height) - hair
    blendRect(to, 0, at(lane.top), to.width, bottom, palette.accentSoft, LANE_WASH)
  }
}

/** Fills whole rows with one colour and the grid over it. One row is written and copied: lines of the grid by themselves would touch every row of the picture once more. */
function rowFiller(
  to: Surface,
  grid: Scene['grid'],
  palette: RasterPalette,
  scale: number,
): (top: number, bottom: number, colour: number) => void {
  const { pixels, width, height } = to
  const hair = Math.max(1, Math.round(scale))
  return (top, bottom, colour) => {
    const [from, end] = [Math.max(0, top) * width, Math.min(height, bottom) * width]
    if (end <= from) return
    pixels.fill(colour, from, from + width)
    const row = { pixels: pixels.subarray(from, from + width), width, height: 1 }
    for (const { x, strong } of grid) {
      const left = Math.round(x * scale)
      fillRect(row, left, 0, left + hair, 1, strong ? palette.gridStrong : palette.grid)
    }
    // What is copied grows with what is there already.
    for (let done = from + width; done < end; done += done - from)
      pixels.copyWithin(done, from, Math.min(done, from + end - done))
  }
}

function drawOutside(to: Surface, scene: Scene, palette: RasterPalette, scale: number): void {
  const hair = Math.max(1, Math.round(scale))
  for (const box of scene.outside) {
    const x0 = Math.round(box.x0 * scale)
    const x1 = Math.round(box.x1 * scale)
    const top = Math.round(box.top * scale)
    const bottom = Math.round((box.top + box.height) * scale)
    fillRect(to, x0, top, x1, bottom, palette.sunken)
    const edge = box.edge === 'left' ? x0 : x1 - hair
    // Where evidence ends is what counts; where it begins is drawn lighter.
    fillRect(to, edge, top, edge + hair, bottom, box.edge === 'left' ? palette.marker : palette.lineControl)
  }
}

/** Failed logons, under the bars: ticks that stand on the base line of their burst. */
export function drawFailures(to: Surface, scene: Scene, palette: RasterPalette, scale: number): void {
  const hair = Math.max(1, Math.round(scale))
  const { failures } = scene
  for (let i = 0; i < failures.count; i++) {
    const x0 = Math.round((failures.x0[i] ?? 0) * scale)
    const top = Math.round((failures.top[i] ?? 0) * scale)
    const bottom = top + Math.round((failures.height[i] ?? 0) * scale)
    const x1 = failures.kind[i] === 1 ? Math.round((failures.x1[i] ?? 0) * scale) : x0 + hair
    fillRect(to, x0, top, x1, bottom, palette.fail)
  }
}
