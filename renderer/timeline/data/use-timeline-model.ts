import type { RefObject } from 'react'
import { useLayoutEffect, useMemo, useState } from 'react'
import type { LanesReply } from '../../../electron/contract/engine'
import { useStore } from '../../state/store'
import { spansYears } from '../../state/result-slice'
import { zoneName } from '../../state/view-slice'
import type { IndexedBars } from '../model/bar-index'
import { barOfSession } from '../model/bar-index'
import { axisOf, NO_AXIS } from '../model/axis-ticks'
import { evidenceBounds } from '../model/evidence-bounds'
import type { LaneLayout } from '../model/lane-layout'
import { layoutLanes, totalHeight } from '../model/lane-layout'
import type { Picture } from '../model/picture'
import { PictureRooms } from '../model/picture-rooms'
import { pixelOf } from '../model/time-window'
import { shortNames } from '../model/short-names'
import type { TrackItem } from '../model/track-items'
import { placeTrack } from '../model/track-items'
import { makeMeasure } from '../paint/measure'
import { SpriteSheet } from '../paint/sprites'
import { useScroll } from '../parts/use-scroll'
import type { TimelineData } from './timeline-loader'
import { useDeviceScale } from './use-device-scale'
import { usePalette } from './use-palette'
import { useSize } from './use-size'
import { useTimeWindow } from './use-time-window'
import { useLoaderView, useTimelineData } from './use-timeline-data'

const NO_LANES = layoutLanes([])
const NONE: never[] = []

/** Everything the timeline draws from, brought together: store, engine data, size, theme. */
export function useTimelineModel(plot: RefObject<HTMLElement | null>) {
  const { width, height } = useSize(plot)
  const scale = useDeviceScale()
  const palette = usePalette()
  const [sprites] = useState(() => new SpriteSheet())
  const [rooms] = useState(() => new PictureRooms())
  const measure = useMemo(() => makeMeasure(palette.ink), [palette])
  const zone = useStore(zoneName)
  const withYear = useStore(spansYears)
  const clock = useMemo(() => ({ zone, withYear }), [zone, withYear])
  const selection = useStore((state) => state.selection)
  const time = useTimeWindow()
  const { window } = time
  const [data, loader] = useTimelineData()
  const layout: LaneLayout = data?.layout ?? NO_LANES
  const { scrollTop, scrollTo } = useScroll(data?.groupBy ?? 'account', totalHeight(layout), height)
  const view = useMemo(
    () => ({ window, width, height, scrollTop, scale }),
    [window, width, height, scrollTop, scale],
  )
  useLoaderView(loader, view)

  const { known: isKnown } = time
  const axis = useMemo(
    () => (isKnown ? axisOf(window, width, zone) : NO_AXIS),
    [isKnown, window, width, zone],
  )
  const bars: IndexedBars | null = data?.bars ?? null
  const selectedBar = barOfSession(bars, selection?.session ?? null)
  const selectedLane = bars && selectedBar >= 0 ? (bars.reply.lane[selectedBar] ?? -1) : -1
  const picture: Picture = useMemo(
    () =>
      rooms.build({
        lanes: data?.lanes.lanes ?? NONE,
        layout,
        marks: data?.lanes.marks ?? NONE,
        evidence: data?.lanes.evidenceEnd ?? NONE,
        bars,
        axis,
        window,
        width,
        height,
        scrollTop,
        selectedLane,
        measure,
      }),
    [rooms, data, layout, bars, axis, window, width, height, scrollTop, selectedLane, measure],
  )
  useLayoutEffect(() => rooms.show(picture), [rooms, picture])
  const known = data?.lanes
  const short = useMemo(() => shortNames(computersOf(known)), [known])
  const track: readonly TrackItem[] = useMemo(
    () => placeTrack(known?.marks ?? NONE, window, width, measure, short),
    [known, window, width, measure, short],
  )
  const unknown = useMemo(() => unknownEdges(data, window, width), [data, window, width])
  return {
    ...{ width, height, scale, palette, sprites, measure, clock, time, data, layout, scrollTop, scrollTo },
    ...{ axis, bars, selectedBar, selectedLane, picture, track, unknown, short },
    lanes: data?.lanes.lanes ?? NONE,
    marks: data?.lanes.marks ?? NONE,
  }
}
function computersOf(known: LanesReply | undefined): readonly string[] {
  return known ? [...known.lanes, ...known.marks].map(({ computer }) => computer) : NONE
}

export type TimelineModel = ReturnType<typeof useTimelineModel>

/** Px where evidence begins and ends in the strip. */
function unknownEdges(
  data: TimelineData | null,
  window: { readonly fromMs: number; readonly toMs: number },
  width: number,
): { readonly before: number; readonly after: number } {
  const bounds = evidenceBounds(data?.lanes.evidenceEnd ?? NONE)
  if (!bounds) return { before: -2, after: width + 2 }
  return {
    before: Math.max(-2, pixelOf(window, width, bounds.fromMs)),
    after: Math.min(width + 2, pixelOf(window, width, bounds.toMs)),
  }
}
