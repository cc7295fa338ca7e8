import type { Box } from '../raster/scene'
import type { MeasureText } from './label'
import { sourceOffset } from './label'
import { STACK_PX } from './lane-layout'
import type { Picture, SideMark } from './picture'
import { CHEVRON_PX } from './place-bars'
import type { PlacedMark } from './place-marks'

type AnyMark = SideMark | PlacedMark

/** Marks in drawing order. */
export interface MarkLayers {
  /** Part of the raster, which is far quicker. */
  readonly stamped: readonly AnyMark[]
  /** Over something that is painted, so painted after it. */
  readonly painted: readonly AnyMark[]
}

/** Halo of a mark, and air around a text. */
const AIR_PX = 3
/** How far an outline stands off its bar. */
const OUTLINE_PX = 8
/** Half the room of a text written along the end of evidence. */
const UPRIGHT_TEXT_PX = 14

/**
 * Parts the marks by whether they stand on bare bars, as nearly all do, or on something painted: a text, a line, an outline, or a mark that is painted
 * itself.
 * @param outlined boxes that get an outline; @param selectedBar its mark is above all others, -1 for none
 */
export function layMarks(
  picture: Picture,
  outlined: readonly Box[],
  selectedBar: number,
  measure: MeasureText,
): MarkLayers {
  const ink = inkOf(picture, outlined, measure)
  const stamped: AnyMark[] = []
  const painted: AnyMark[] = []
  const selected: AnyMark[] = []
  const lay = (mark: AnyMark): void => {
    if (!ink.meets(mark)) stamped.push(mark)
    else {
      painted.push(mark)
      ink.addMark(mark)
    }
  }
  picture.sideMarks.forEach(lay)
  for (const mark of picture.marks) {
    if (mark.bar === selectedBar) selected.push(mark)
    else lay(mark)
  }
  return { stamped, painted: [...painted, ...selected] }
}

/** Stretches of rows, by the middle of the row. */
class InkRows {
  private readonly rows = new Map<number, number[]>()

  /** @param upright where a text stands across all rows */
  constructor(private readonly upright: number | null) {}

  add(y: number, x0: number, x1: number): void {
    const row = this.rows.get(y)
    if (row) row.push(x0, x1)
    else this.rows.set(y, [x0, x1])
  }

  addMark({ x, y, size }: AnyMark): void {
    this.add(y, x - size / 2 - AIR_PX, x + size / 2 + AIR_PX)
  }

  meets({ x, y, size }: AnyMark): boolean {
    const half = size / 2 + AIR_PX
    if (this.upright !== null && Math.abs(x - this.upright) < half + UPRIGHT_TEXT_PX) return true
    const row = this.rows.get(y)
    if (row === undefined) return false
    for (let i = 0; i < row.length; i += 2) if (row[i]! < x + half && row[i + 1]! > x - half) return true
    return false
  }
}

function inkOf(picture: Picture, outlined: readonly Box[], measure: MeasureText): InkRows {
  const ink = new InkRows(picture.evidenceText?.x ?? null)
  for (const { x, y, label, shield, shieldX, shieldSize } of picture.labels) {
    if (shield) ink.add(y, shieldX - shieldSize / 2, shieldX + shieldSize / 2)
    if (!label) continue
    const { number, source } = label
    const wide =
      source === '' ? measure(number, true) : sourceOffset(number, measure) + measure(source, false)
    ink.add(y, x, x + wide)
  }
  for (const { x, y, text, align } of picture.texts) {
    const wide = measure(text, true) + AIR_PX
    if (align === 'left') ink.add(y, x - AIR_PX, x + wide)
    else ink.add(y, x - wide, x + AIR_PX)
  }
  for (const { y } of picture.chevrons) ink.add(y, 0, CHEVRON_PX)
  for (const { x0, x1, row } of picture.incomplete) ink.add(row, x0, x1)
  for (const { x0, x1, top, height } of outlined) {
    // An outline reaches into the rows above and below.
    for (const offset of [-STACK_PX, 0, STACK_PX])
      ink.add(top + height / 2 + offset, x0 - OUTLINE_PX, x1 + OUTLINE_PX)
  }
  return ink
}
