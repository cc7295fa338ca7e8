import type { Box } from '../raster/scene'
import { gridOf } from './axis-ticks'
import { unknownTime } from './evidence-bounds'
import { gatherFailures, placeFailures } from './failure-spots'
import { LANE_PX, rowMiddle, visibleGroups, visibleLanes } from './lane-layout'
import { machineLines } from './machine-lines'
import type { LaneText, Picture, PictureInput } from './picture'
import { PictureRoom } from './picture-room'
import { emptySink, placeBars } from './place-bars'
import { barsOfLanes } from './placed-bar'
import { RowRoom } from './row-room'
import { pixelOf } from './time-window'

const NO_TIMES = new Float64Array(0)

/**
 * Works out everything painted in the lanes area. The text measure is handed in.
 * @param inRoom where the picture lies until another is built there
 */
export function buildPicture(input: PictureInput, inRoom = new PictureRoom()): Picture {
  const { layout, window, width, height, scrollTop } = input
  const shown = visibleLanes(layout, scrollTop, height) ?? { first: 0, last: -1 }
  const range = barsOfLanes(input.bars?.reply, shown.first, shown.last)
  const sink = emptySink(inRoom, range.to - range.from)
  const view = { ...input, first: shown.first, last: shown.last, ...range }
  const laneMiddle = (lane: number): number | null =>
    lane < shown.first || lane > shown.last ? null : (layout.tops[lane] ?? 0) - scrollTop + rowMiddle(0)
  if (input.bars) placeBars(view, input.bars, sink)
  const spots = input.bars
    ? gatherFailures(input.bars, (timeMs) => pixelOf(window, width, timeMs), laneMiddle, width)
    : []
  const lane = input.selectedLane
  const { outside, unread } = unknownTime(view)
  const end = outside.at(-1)
  const marks = inRoom.marks.take()
  const readingY = unread.map(({ top }) => top + LANE_PX / 2)
  const room = new RowRoom([...spots.map(({ y }) => y), ...readingY], input.measure)
  room.takeDrawn(marks, sink.labels, sink.texts)
  const failed = placeFailures(spots, room, input.measure, width, inRoom.failures)
  return {
    scene: {
      groups: visibleGroups(layout, shown.first, shown.last).map((group) => ({
        top: (layout.tops[group.from] ?? 0) - scrollTop,
        height: (layout.tops[group.to] ?? 0) - (layout.tops[group.from] ?? 0),
        odd: group.odd,
      })),
      grid: gridOf(input.axis),
      ...machineLines(view),
      outside,
      unread,
      selectedLane:
        lane < 0 || lane >= layout.count
          ? null
          : {
              top: (layout.tops[lane] ?? 0) - scrollTop,
              height: (layout.tops[lane + 1] ?? 0) - (layout.tops[lane] ?? 0),
            },
      failures: inRoom.failures.list(),
      bars: inRoom.bars.list(),
      states: inRoom.states.list(),
      doubts: inRoom.doubts.list(),
      whiskers: inRoom.whiskers.list(),
    },
    spanBars: {
      ...inRoom.spanBars(),
      startMs: input.bars?.reply.startMs ?? NO_TIMES,
      window,
      width,
    },
    labels: sink.labels,
    texts: [...failed.texts, ...sink.texts, ...readingTexts(unread, room)],
    chevrons: sink.chevrons,
    incomplete: sink.incomplete,
    sideMarks: [...failed.crosses, ...sink.sideMarks],
    marks,
    failures: spots,
    evidenceText:
      end && end.edge === 'left' && end.height === height && width - end.x0 >= 18
        ? { x: end.x0 + (width - end.x0) / 2, timeMs: lastRecord(input) }
        : null,
  }
}

function lastRecord(input: PictureInput): number {
  return input.evidence.reduce((latest, { lastMs }) => Math.max(latest, lastMs), -Infinity)
}

/** Room that the word and its frontier line take, and where the word stands in it. */
const READING_PX = 70
const READING_INSET_PX = 20
const READING = 'reading'

/** Says of lanes still being read that they are; where something is drawn there already, the dots alone say so. */
function readingTexts(unread: readonly Box[], room: RowRoom): readonly LaneText[] {
  return unread.flatMap(({ x0, x1, top }): LaneText[] => {
    const text: LaneText = {
      x: x0 + READING_INSET_PX,
      y: top + LANE_PX / 2,
      text: READING,
      tone: 'plain',
      align: 'left',
    }
    return x1 - x0 >= READING_PX && room.isFree(text.y, x0, x0 + READING_PX) ? [text] : []
  })
}
