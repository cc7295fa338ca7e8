import type { Box } from '../raster/scene'
import { STACK_PX } from '../model/lane-layout'
import { sourceOffset } from '../model/label'
import type { MeasureText } from '../model/label'
import type { MarkLayers } from '../model/mark-layers'
import type { Picture } from '../model/picture'
import type { BurstTick, PlacedArrow } from '../model/selected-marks'
import { TAG_SIZE, type TagSpot } from '../model/tag-spots'
import type { MarkName } from '../../theme/marks'
import { drawStamp, type Stamp } from '../raster/stamp'
import type { Surface } from '../raster/surface'
import type { InkPalette } from './ink-palette'
import { fontOf } from './ink-palette'
import { paintArrows, paintBurst } from './paint-selected'
import type { SpriteSheet } from './sprites'

/** Text baseline below the middle of a row, for 11 px text. */
const BASELINE = 4
/** Air between a bar and the outline of its selection. */
const OUTLINE_GAP = 3
const OUTLINE_RADIUS = 4
const SELECTED_STROKE = 1.8
const CURSOR_STROKE = 2
const INCOMPLETE_DASH = [2, 3]

/** Where the bar of a session is drawn. */
export interface BarBox extends Box {
  readonly bar: number
}

/** What the lanes show beyond the picture itself. */
export interface LaneAccents {
  readonly selected: Box | null
  /** The others of several that are picked. */
  readonly picked: readonly BarBox[]
  /** Bars of the chain, where all others are dimmed; null: nothing is. */
  readonly kept: readonly BarBox[] | null
  readonly hovered: Box | null
  readonly cursor: Box | null
  /** Bar of the selected session, whose mark is drawn above all others. */
  readonly selectedBar: number
  /** The way the selected session was opened, and the single logons of a burst. */
  readonly arrows: readonly PlacedArrow[]
  readonly burst: readonly BurstTick[]
  /** What the case says about sessions. */
  readonly tags: readonly TagSpot[]
  /** Text along the end of evidence. */
  readonly evidenceText: string
}

/** Boxes that get an outline. */
export function outlinedBoxes({ hovered, picked, selected, cursor }: LaneAccents): readonly Box[] {
  return [hovered, selected, cursor].reduce<Box[]>(
    (boxes, box) => (box ? [...boxes, box] : boxes),
    [...picked],
  )
}

/** Draws marks that stand on bare bars into the raster. */
export function stampMarks(
  to: Surface,
  marks: MarkLayers['stamped'],
  palette: InkPalette,
  sprites: SpriteSheet,
  scale: number,
): void {
  let look = ''
  let lookSize = 0
  let stamp: Stamp | null = null
  for (const { symbol, x, y, size } of marks) {
    // In drawing order most follow one that is like them.
    if (symbol !== look || size !== lookSize)
      stamp = sprites.stamp(symbol, size, inkOf(symbol, palette), palette.halo, scale)
    look = symbol
    lookSize = size
    if (stamp)
      drawStamp(to, stamp, Math.round(x * scale - stamp.side / 2), Math.round(y * scale - stamp.side / 2))
  }
}

function inkOf(symbol: MarkName, palette: InkPalette): string {
  return symbol === 'm-fail' ? palette.fail : palette.marker
}

/** Paints text and the rest of the marks over the raster, rarest last. The context is in CSS px. */
export function paintLanes(
  context: CanvasRenderingContext2D,
  picture: Picture,
  marks: MarkLayers['painted'],
  accents: LaneAccents,
  palette: InkPalette,
  sprites: SpriteSheet,
  measure: MeasureText,
  scale: number,
  { width, height }: { readonly width: number; readonly height: number },
): void {
  paintLabels(context, picture, palette, sprites, measure, scale)
  paintIncomplete(context, picture, palette)
  paintEvidenceText(context, picture, accents.evidenceText, palette, height)
  if (accents.hovered) outline(context, accents.hovered, 0.5, 1, palette.marker, 2)
  for (const box of accents.picked) {
    outline(context, box, OUTLINE_GAP / 2, OUTLINE_GAP, palette.halo, OUTLINE_RADIUS - 1)
    outline(context, box, OUTLINE_GAP, SELECTED_STROKE, palette.marker, OUTLINE_RADIUS)
  }
  if (accents.selected) {
    outline(context, accents.selected, OUTLINE_GAP / 2, OUTLINE_GAP, palette.halo, OUTLINE_RADIUS - 1)
    outline(context, accents.selected, OUTLINE_GAP, SELECTED_STROKE, palette.marker, OUTLINE_RADIUS)
  }
  if (accents.cursor) {
    const gap = accents.selected ? OUTLINE_GAP + CURSOR_STROKE : OUTLINE_GAP
    outline(context, accents.cursor, gap, CURSOR_STROKE, palette.focus, OUTLINE_RADIUS)
  }
  paintBurst(context, accents.burst, palette)
  for (const { y } of picture.chevrons) paintChevron(context, y, palette)
  for (const { symbol, x, y, size } of marks)
    sprites.draw(context, symbol, x, y, size, inkOf(symbol, palette), palette.halo, scale)
  context.font = fontOf(palette, 600)
  for (const { x, y, count, countShown } of picture.marks)
    if (countShown) paintCount(context, x, y, count, palette)
  for (const { symbol, x, y } of accents.tags)
    sprites.draw(context, symbol, x, y, TAG_SIZE, palette.marker, palette.halo, scale)
  if (accents.kept) paintVeil(context, accents.kept, width, height, palette)
  paintArrows(context, accents.arrows, palette)
}

/** What stays of everything but the chain (ux.md 7). */
const DIMMED = 0.38
/** Room of a mark or an outline beside its bar. */
const KEPT_MARGIN_PX = 9

/** Lays a veil over the lanes and leaves it open over the bars that are kept. */
function paintVeil(
  context: CanvasRenderingContext2D,
  kept: readonly Box[],
  width: number,
  height: number,
  palette: InkPalette,
): void {
  context.save()
  context.beginPath()
  context.rect(0, 0, width, height)
  for (const box of kept) {
    const x0 = Math.max(box.x0 - KEPT_MARGIN_PX, -KEPT_MARGIN_PX)
    const x1 = Math.min(box.x1 + KEPT_MARGIN_PX, width + KEPT_MARGIN_PX)
    // As high as its mark, and never into the row beside it.
    const air = Math.max(1, (STACK_PX - box.height) / 2)
    context.rect(x0, box.top - air, Math.max(0, x1 - x0), box.height + 2 * air)
  }
  context.clip('evenodd')
  context.globalAlpha = 1 - DIMMED
  context.fillStyle = palette.halo
  context.fillRect(0, 0, width, height)
  context.restore()
}

function paintLabels(
  context: CanvasRenderingContext2D,
  picture: Picture,
  palette: InkPalette,
  sprites: SpriteSheet,
  measure: MeasureText,
  scale: number,
): void {
  context.textAlign = 'left'
  context.textBaseline = 'alphabetic'
  for (const { x, y, style, label, shield, shieldX, shieldSize } of picture.labels) {
    const ink = palette.ink[style] ?? palette.text
    if (shield)
      sprites.draw(
        context,
        shield,
        shieldX,
        y,
        shieldSize,
        ink,
        palette.fill[style] ?? palette.halo,
        scale,
        false,
      )
    if (!label) continue
    context.fillStyle = ink
    context.font = fontOf(palette, 700)
    context.fillText(label.number, x, y + BASELINE)
    if (label.source === '') continue
    context.font = fontOf(palette, 400)
    context.fillText(label.source, x + sourceOffset(label.number, measure), y + BASELINE)
  }
  context.font = fontOf(palette, 500)
  for (const { x, y, text, tone, align } of picture.texts) {
    context.textAlign = align
    if (tone === 'fail') ringText(context, text, x, y, palette)
    context.fillStyle = tone === 'fail' ? palette.fail : palette.text2
    context.fillText(text, x, y + BASELINE)
  }
  context.textAlign = 'left'
}

/** Dashes under the bars in whose time evidence is missing or in doubt. */
function paintIncomplete(
  context: CanvasRenderingContext2D,
  { incomplete }: Picture,
  palette: InkPalette,
): void {
  if (incomplete.length === 0) return
  context.beginPath()
  for (const { x0, x1, y } of incomplete) {
    context.moveTo(x0, y)
    context.lineTo(x1, y)
  }
  context.setLineDash(INCOMPLETE_DASH)
  context.strokeStyle = palette.gap
  context.lineWidth = 1
  context.stroke()
  context.setLineDash([])
}

/** The count of the marks that one mark stands for, at its right, ringed so that it reads over bars; the font is set. */
function paintCount(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  count: number,
  palette: InkPalette,
): void {
  ringText(context, String(count), x + 9, y, palette)
  context.fillStyle = palette.text
  context.fillText(String(count), x + 9, y + BASELINE)
}

/** The ring that keeps a text readable over bars and patterns; the text itself comes on top. */
function ringText(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  palette: InkPalette,
): void {
  context.lineWidth = 3
  context.lineJoin = 'round'
  context.strokeStyle = palette.halo
  context.strokeText(text, x, y + BASELINE)
}

/** A bar that began left of the view ends in a single chevron, on ground cleared of the bar. */
function paintChevron(context: CanvasRenderingContext2D, y: number, palette: InkPalette): void {
  context.fillStyle = palette.halo
  context.fillRect(0, y - 8, 7, 16)
  context.beginPath()
  context.moveTo(5, y - 4)
  context.lineTo(1.5, y)
  context.lineTo(5, y + 4)
  context.lineJoin = context.lineCap = 'round'
  context.strokeStyle = palette.marker
  context.lineWidth = 1.6
  context.stroke()
}

function outline(
  context: CanvasRenderingContext2D,
  box: Box,
  gap: number,
  stroke: number,
  colour: string,
  radius: number,
): void {
  // Clipped in time: a bar at deep zoom is millions of pixels long, more than canvas arcs take.
  const x0 = Math.max(box.x0, -50) - gap
  const x1 = Math.min(box.x1, 20_000) + gap
  context.beginPath()
  context.roundRect(x0, box.top - gap, Math.max(1, x1 - x0), box.height + 2 * gap, radius)
  context.strokeStyle = colour
  context.lineWidth = stroke
  context.stroke()
}

function paintEvidenceText(
  context: CanvasRenderingContext2D,
  picture: Picture,
  text: string,
  palette: InkPalette,
  height: number,
): void {
  if (!picture.evidenceText || text === '') return
  context.font = fontOf(palette, 400)
  if (context.measureText(text).width > height - 8) return
  context.save()
  context.translate(picture.evidenceText.x + 4, height / 2)
  context.rotate(-Math.PI / 2)
  context.textAlign = 'center'
  context.fillStyle = palette.text3
  context.fillText(text, 0, 0)
  context.restore()
}
