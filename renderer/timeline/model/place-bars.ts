import type { BarsReply } from '../../../electron/contract/engine'
import { BAR_FLAGS } from '../../../electron/contract/engine-constants'
import { SESSION_STATES } from '../../../electron/contract/sessions'
import { BAR_KIND } from '../raster/scene'
import type { IndexedBars } from './bar-index'
import { BAR_STYLES, styleAt, UNKNOWN_TYPE } from './bar-style'
import { endOf, MARK_PX, PENDING_MARK, SMALL_MARK_PX } from './end-marks'
import { fitLabel } from './label'
import type { BarLabel, EdgeChevron, IncompleteLine, LaneText, SideMark } from './picture'
import type { PictureRoom } from './picture-room'
import { placeTicks } from './place-ticks'
import { type BarView, PlacedBar, TICK_MARK_PX } from './placed-bar'
import { pixelOf, spanOf } from './time-window'

/** Bars this far outside the view can still reach in with a mark or a count. */
const REACH_PX = 40
/** Doubt narrower than this cannot be seen beside the mark. */
const LEAST_DOUBT_PX = 4
/** Room that the left edge's chevron takes. */
export const CHEVRON_PX = 8
/** From the lower edge of a bar to the line that says that evidence is incomplete, between bar and outline of the selection. */
const INCOMPLETE_GAP = 1.5
const SHIELD_PX = 11
const SMALL_SHIELD_PX = 9
/** Nothing is written into a solid stretch narrower than this. */
const LEAST_STRETCH_PX = 14
/** A count is never narrower: a cross and a digit. */
const LEAST_COUNT_PX = 8
const NETWORK = BAR_STYLES.indexOf('network')
const DISCONNECTED = SESSION_STATES.indexOf('disconnected')
/** Where the parts of the picture gather. */
export interface Sink {
  readonly room: PictureRoom
  readonly labels: BarLabel[]
  readonly texts: LaneText[]
  readonly chevrons: EdgeChevron[]
  readonly incomplete: IncompleteLine[]
  readonly sideMarks: SideMark[]
}

/** @param count of bars at most */
export function emptySink(room: PictureRoom, count: number): Sink {
  room.clear(count)
  return { room, labels: [], texts: [], chevrons: [], incomplete: [], sideMarks: [] }
}

/** Places a range of bars with all that belongs to them. */
export function placeBars(view: BarView, bars: IndexedBars, sink: Sink): void {
  const { reply } = bars
  const { window, width } = view
  const reachMs = (REACH_PX * spanOf(window)) / Math.max(1, width)
  const [earliestMs, latestMs] = [window.fromMs - reachMs, window.toMs + reachMs]
  const density = new Map<number, { x: number; y: number; count: number }>()
  const placed = new PlacedBar(view, reply)
  const alone = (bar: number): void => {
    if ((reply.weight[bar] ?? 1) <= 1) return
    placed.set(bar, reply.startMs[bar]!, reply.endMs[bar]!)
    placeBurst(view, bars, placed, false, sink)
  }
  for (let bar = view.from; bar < view.to; bar++) {
    // Times are compared before anything is worked out: most loaded bars lie beside the window.
    const startMs = reply.startMs[bar] ?? 0
    const endMs = reply.endMs[bar] ?? 0
    if (startMs > latestMs || (endMs < earliestMs && !((reply.endLatestMs[bar] ?? NaN) >= earliestMs)))
      continue
    const after = placeTicks(view, bars, sink.room, bar, alone)
    if (after > bar) {
      bar = after - 1
      continue
    }
    placed.set(bar, startMs, endMs)
    const { x0, drawnX1, y, height, style, flags } = placed
    const overflow = (flags & BAR_FLAGS.overflow) !== 0
    sink.room.addBar(bar, x0, drawnX1, y, height, style, overflow ? BAR_KIND.density : BAR_KIND.bar)
    if (overflow) {
      const lane = reply.lane[bar] ?? 0
      const sum = density.get(lane) ?? { x: 0, y, count: 0 }
      const count = sum.count + (reply.weight[bar] ?? 1)
      density.set(lane, { x: Math.max(sum.x, Math.min(drawnX1, width - 30)), y, count })
    } else placeBar(view, bars, placed, sink)
  }
  for (const { x, y, count } of density.values())
    sink.texts.push({ x: x + 6, y, text: String(count), tone: 'plain', align: 'left' })
}

function placeBar(view: BarView, bars: IndexedBars, placed: PlacedBar, sink: Sink): void {
  const { x0, y, flags } = placed
  // A tick has no room for states and labels.
  if (!placed.short) {
    placeStates(view, bars, placed, sink)
    placeLabel(view, bars, placed, sink)
  }
  const outlined = placeDoubt(view, bars, placed, sink)
  if (x0 < 0 && placed.x1 > CHEVRON_PX) sink.chevrons.push({ y })
  if ((flags & BAR_FLAGS.startUnknown) !== 0 && x0 >= -SMALL_MARK_PX && x0 <= view.width + SMALL_MARK_PX)
    sink.sideMarks.push({ x: x0 - 3, y, size: SMALL_MARK_PX, symbol: 'm-start-unknown' })
  if ((flags & BAR_FLAGS.incomplete) !== 0) {
    const below = y + placed.height / 2 + INCOMPLETE_GAP
    sink.incomplete.push({ x0: Math.max(x0, 0), x1: Math.min(placed.drawnX1, view.width), y: below, row: y })
  }
  const crowded = placeEnd(view, bars, placed, sink)
  // Where several ends are one mark, their count stands beside it, not that of one of them.
  if (!crowded) placeBurst(view, bars, placed, outlined, sink)
}

/** Draws the states of a bar, and tells it what they leave to its label and its mark. */
function placeStates(view: BarView, bars: IndexedBars, placed: PlacedBar, sink: Sink): void {
  const { states } = bars.reply
  const { x1, drawnX1, style, height } = placed
  const top = placed.y - height / 2
  const begin = Math.max(placed.x0, placed.x0 < 0 ? CHEVRON_PX : 0)
  let solidX0 = begin
  let solidX1 = Math.min(drawnX1, view.width)
  let disconnectedX = NaN
  for (let i = bars.stateFrom[placed.bar] ?? 0; i < (bars.stateFrom[placed.bar + 1] ?? 0); i++) {
    const at = bars.stateOrder[i] ?? 0
    const state = states.state[at] ?? 0
    if (state === 0) continue
    const from = Math.max(placed.x0, pixelOf(view.window, view.width, states.fromMs[at] ?? 0))
    const to = Math.min(x1, pixelOf(view.window, view.width, states.toMs[at] ?? 0))
    if (state === DISCONNECTED) disconnectedX = from
    if (to <= from || to < 0 || from > view.width) continue
    sink.room.states.add(from, to, top, height, style, state)
    if (from - solidX0 < 1) solidX0 = Math.max(solidX0, to)
    else solidX1 = Math.min(solidX1, from)
  }
  placed.solidX0 = solidX0
  placed.solidX1 = solidX1
  placed.disconnectedX = disconnectedX
}

/** Draws what is not certain about the end; true when an outline follows the bar. */
function placeDoubt(view: BarView, bars: IndexedBars, placed: PlacedBar, sink: Sink): boolean {
  const { reply } = bars
  const { bar, x1, drawnX1, short, style, height } = placed
  const earliestMs = reply.endEarliestMs[bar] ?? NaN
  const latestMs = reply.endLatestMs[bar] ?? NaN
  // Most ends are known to the moment.
  if (earliestMs === latestMs) return false
  const { isOpen } = endOf(reply.endReason[bar])
  if (isOpen || (placed.flags & BAR_FLAGS.pending) !== 0) return false
  const top = placed.y - height / 2
  const earliest = pixelOf(view.window, view.width, earliestMs)
  const latest = pixelOf(view.window, view.width, latestMs)
  const outlined = latest - x1 >= LEAST_DOUBT_PX
  if (outlined) {
    sink.room.doubts.add(Math.max(x1, drawnX1), latest, top, height, style, 0)
    sink.room.whiskers.add(x1, latest, top, height, style, 1)
  }
  if (x1 - earliest >= LEAST_DOUBT_PX && !short)
    sink.room.whiskers.add(Math.max(earliest, placed.x0), x1, top, height, style, 0)
  return outlined
}

function placeLabel(view: BarView, bars: IndexedBars, placed: PlacedBar, sink: Sink): void {
  const { reply } = bars
  const { bar, y, style, height, flags, solidX0, solidX1 } = placed
  const person = height >= 16
  const endRoom = solidX1 >= placed.drawnX1 - 1 ? MARK_PX / 2 + 2 : 0
  let room = solidX1 - endRoom - solidX0
  if (height < 10 || room < LEAST_STRETCH_PX) return
  const elevated = (flags & BAR_FLAGS.elevationUsed) !== 0
  const shield = elevated ? 'm-elevated' : (flags & BAR_FLAGS.adminCapable) !== 0 ? 'm-admin-capable' : null
  const shieldSize = person ? SHIELD_PX : SMALL_SHIELD_PX
  const shieldRoom = shield ? shieldSize + 3 : 0
  const shieldX = solidX0 + 4 + shieldSize / 2
  room -= shieldRoom
  const number = numberOf(reply.logonType[bar] ?? UNKNOWN_TYPE, styleAt(style))
  const source = reply.labels[reply.label[bar] ?? -1] ?? ''
  const label = number === '' ? null : fitLabel(number, source, room, view.measure)
  if (!label && !shield) return
  sink.labels.push({ x: solidX0 + 5 + shieldRoom, y, style, label, shield, shieldX, shieldSize })
}

function numberOf(logonType: number, style: (typeof BAR_STYLES)[number]): string {
  if (style === 'unknown') return logonType === UNKNOWN_TYPE ? '?' : String(logonType)
  return style === 'interactive' || style === 'remote' || style === 'cleartext' ? String(logonType) : ''
}

/** Places the mark of the end; true when it is drawn as one with others. */
function placeEnd(view: BarView, bars: IndexedBars, placed: PlacedBar, sink: Sink): boolean {
  const { reply } = bars
  const { bar, x0, x1, short, y, flags, disconnectedX } = placed
  const known = endOf(reply.endReason[bar])
  const { reason } = known
  const pending = (flags & BAR_FLAGS.pending) !== 0
  const { rank, symbol, size } = pending ? PENDING_MARK : known
  const weight = reply.weight[bar] ?? 1
  const network = placed.style === NETWORK
  let x = short ? x0 + TICK_MARK_PX : x1
  if (!short && pending) x = x1 + 9
  else if (!short && reason === 'open-at-end') x = x1 - 6
  else if (!short && reason === 'disconnected-at-end') {
    if (x1 <= view.width + SMALL_MARK_PX)
      sink.sideMarks.push({ x: x1 - 6, y, size: SMALL_MARK_PX, symbol: 'm-open' })
    if (!Number.isNaN(disconnectedX)) x = disconnectedX
  }
  if (x < -MARK_PX || x > view.width + MARK_PX) return false
  return sink.room.marks.add(x, y, size, symbol, rank, bar, reply.endMs[bar] ?? 0, network ? 1 : weight)
}

/** The count of a burst, beside its mark; inside the bar when something follows too soon; else in the tooltip only. */
function placeBurst(
  view: BarView,
  bars: IndexedBars,
  placed: PlacedBar,
  outlined: boolean,
  sink: Sink,
): void {
  const weight = bars.reply.weight[placed.bar] ?? 1
  if (placed.style !== NETWORK || weight <= 1) return
  const { y, x0, drawnX1, style } = placed
  const beside = drawnX1 + (placed.short ? MARK_PX + 4 : 9)
  const roomBeside = outlined ? 0 : nextStart(view, bars.reply, placed.bar) - beside - 4
  if (Math.max(roomBeside, drawnX1 - x0) < LEAST_COUNT_PX) return
  const text = `\u00d7${weight}`
  const width = view.measure(text, false)
  if (width <= roomBeside) {
    sink.texts.push({ x: beside, y, text, tone: 'plain', align: 'left' })
    return
  }
  const shield =
    (placed.flags & (BAR_FLAGS.adminCapable | BAR_FLAGS.elevationUsed)) !== 0 ? SMALL_SHIELD_PX + 3 : 0
  const inside = Math.max(x0, 0) + 4 + shield
  if (inside + width + MARK_PX / 2 + 2 <= drawnX1)
    sink.labels.push({
      x: inside,
      y,
      style,
      label: { number: text, source: '' },
      shield: null,
      shieldX: 0,
      shieldSize: 0,
    })
}

/** Px at which the next bar of the same row begins; nothing is written over it. */
function nextStart({ window, width, to }: BarView, reply: BarsReply, bar: number): number {
  const next = bar + 1
  const follows =
    next < to && reply.lane[next] === reply.lane[bar] && reply.stackRow[next] === reply.stackRow[bar]
  return follows ? pixelOf(window, width, reply.startMs[next] ?? 0) : Infinity
}
