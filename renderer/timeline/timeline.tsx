import { useMemo, useRef, useState } from 'react'
import { useStore } from '../state/store'
import { filterToBrush } from '../state/time-in-view'
import { valueMark } from '../state/value-actions'
import { dayTimeText, timeText } from '../state/zone-format'
import type { Lane, SessionDetails } from '../../electron/contract/engine'
import type { TimelineModel } from './data/use-timeline-model'
import { usePickedSessions } from './data/use-picked-sessions'
import { useSelectedDetails } from './data/use-selected-details'
import { useTimelineModel } from './data/use-timeline-model'
import type { IndexedBars } from './model/bar-index'
import { barOfSession } from './model/bar-index'
import type { Picture } from './model/picture'
import { barBox } from './model/hit'
import { totalHeight } from './model/lane-layout'
import { countBars, findBars } from './model/span-bars'
import { placeArrows, placeBurst } from './model/selected-marks'
import type { MarkName } from '../theme/marks'
import { firstMark } from '../ui/tag-marks'
import { placeTags } from './model/tag-spots'
import { DAY_MS } from './model/axis-steps'
import { spanOf } from './model/time-window'
import type { BarBox, LaneAccents } from './paint/paint-lanes'
import { AxisStrip } from './parts/axis-strip'
import { Gutter } from './parts/gutter'
import { Crosshair, TipLayer } from './parts/hover-layer'
import { LaneOrder } from './parts/lane-order'
import { LanesCanvas } from './parts/lanes-canvas'
import { Legend } from './parts/legend'
import { Funnel, Overview } from './parts/overview'
import { MeasureBand } from './parts/measure-band'
import { OverviewFacts } from './parts/overview-facts'
import { ScrollThumb } from './parts/scroll-thumb'
import { Toolbar } from './parts/toolbar'
import { TrackStrip } from './parts/track-strip'
import { useReveal } from './parts/use-reveal'
import { useTimelineInput } from './parts/use-timeline-input'
import './timeline.css'

/** The session timeline: overview, axis, machine track and lanes. Fills the height it is given. */
export function Timeline() {
  const plot = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const model = useTimelineModel(plot)
  const { width, height, scale, palette, sprites, measure, clock, time, lanes, layout } = model
  const { picture, scrollTop, scrollTo } = model
  const picked = usePickedSessions()
  const input = useTimelineInput(model, body, plot, picked)
  const [focused, setFocused] = useState(false)
  const histogram = useStore((state) => state.result?.histogram ?? null)
  const details = useSelectedDetails()
  useReveal(model, details)
  const cursorSession = focused ? (input.cursor?.stop?.session ?? null) : null
  const accents = useAccents(model, details, picked, cursorSession)
  const pinned = useStore((state) => state.pinned[state.groupBy])
  const names =
    model.data?.groupBy === 'computer'
      ? (['Computer', 'Account'] as const)
      : (['Account', 'Computer'] as const)
  const strip = { width, scale }
  const { cursor, pointed, over, pointedValue, cursorValue } = input

  return (
    <section className="timeline" aria-label="Timeline">
      <Toolbar onZoom={time.zoomStep} onFit={time.fit} />
      <div
        ref={body}
        className="timeline-body"
        role="application"
        aria-label="Session timeline"
        aria-roledescription="timeline"
        tabIndex={0}
        data-pane-focus=""
        {...(focused && cursorValue ? valueMark(cursorValue) : {})}
        onKeyDown={input.onKeyDown}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        {...testMarks(model, accents, cursor?.stop?.session ?? null)}
      >
        <div className="timeline-row timeline-overview">
          <div className="timeline-gutter timeline-facts">
            <OverviewFacts
              extent={time.extent}
              known={time.known}
              window={time.window}
              histogram={histogram}
              width={width}
            />
          </div>
          <Overview
            {...{ ...strip, histogram, zone: clock.zone }}
            marks={model.marks}
            extent={time.extent}
            known={time.known}
            window={time.window}
            palette={palette.ink}
            onWindow={time.set}
            onFit={time.fit}
            onRelease={filterToBrush}
          />
        </div>
        <div className="timeline-row timeline-funnel-row">
          <div className="timeline-gutter" />
          <Funnel extent={time.extent} window={time.window} width={width} />
        </div>
        <div className="timeline-row timeline-axis">
          <div className="timeline-gutter timeline-names">
            <span>{names[0]}</span>
            <span>{names[1]}</span>
            <LaneOrder />
          </div>
          <div className="timeline-strip" {...over('axis')}>
            <AxisStrip {...strip} axis={model.axis} palette={palette.ink} />
          </div>
        </div>
        <div className="timeline-row timeline-track">
          <div className="timeline-gutter">Machine events</div>
          <div className="timeline-strip" {...over('track')}>
            <TrackStrip
              {...{ ...strip, palette, sprites, measure }}
              {...model.unknown}
              items={model.track}
              source={model.data?.lanes}
            />
          </div>
        </div>
        <div className="timeline-row timeline-lanes">
          <div className="timeline-gutter timeline-lane-names">
            <Gutter
              {...{ lanes, layout, scrollTop, height }}
              groupBy={model.data?.groupBy ?? 'account'}
              short={model.short}
              selectedLane={model.selectedLane}
              cursorLane={focused ? (cursor?.lane ?? -1) : -1}
              onOpen={filterTo}
              pinned={pinned}
            />
          </div>
          <div
            ref={plot}
            className={pointed && pointed.bar >= 0 ? 'timeline-plot timeline-plot-hit' : 'timeline-plot'}
            data-plot=""
            {...(pointedValue ? valueMark(pointedValue) : {})}
            {...over('lanes')}
            onDoubleClick={input.zoomToPointed}
            onContextMenu={input.selectPointed}
          >
            <LanesCanvas
              {...{ ...strip, height, picture, accents, palette, sprites, measure }}
              source={model.data?.lanes}
            />
            <ScrollThumb {...{ scrollTop, height }} total={totalHeight(layout)} onScroll={scrollTo} />
          </div>
        </div>
        {input.measured ? (
          <div className="timeline-hover">
            <MeasureBand span={input.measured} window={time.window} width={width} clock={clock} />
          </div>
        ) : null}
        {pointed ? (
          <div className="timeline-hover">
            <Crosshair
              x={pointed.x}
              text={dayTimeText(clock.zone, pointed.timeMs, clock.withYear)}
              width={width}
            />
          </div>
        ) : null}
        <TipLayer
          wanted={
            pointed?.tip
              ? {
                  tip: pointed.tip,
                  topic: pointed.topic,
                  x: pointed.x,
                  y: pointed.y,
                }
              : null
          }
          ground={`${time.window.fromMs} ${time.window.toMs} ${scrollTop}`}
          {...{ width, height }}
        />
        <div className="visually-hidden" aria-live="polite">
          {cursor?.spoken ?? ''}
        </div>
      </div>
      <Legend />
    </section>
  )
}

const NONE: never[] = []

function useAccents(
  model: TimelineModel,
  details: SessionDetails | null,
  pickedSessions: ReadonlySet<number>,
  cursorSession: number | null,
) {
  const { picture, bars, selectedBar, clock, lanes, layout, width, scrollTop } = model
  const { window } = model.time
  const days = spanOf(window) > DAY_MS
  const view = useMemo(
    () => ({ bars, lanes, layout, window, width, scrollTop }),
    [bars, lanes, layout, window, width, scrollTop],
  )
  const arrows = useMemo(() => (details ? placeArrows(view, details.chain) : NONE), [view, details])
  const burst = useMemo(
    () => (details ? placeBurst(view, details.row.session, details.burst) : NONE),
    [view, details],
  )
  const picked = useMemo(
    () => boxesOf(picture, bars, pickedSessions).filter(({ bar }) => bar !== selectedBar),
    [picture, bars, pickedSessions, selectedBar],
  )
  const chainOnly = useStore((state) => state.chainOnly)
  const kept = useMemo(() => {
    if (!chainOnly || details === null) return null
    const chain = details.chain.flatMap(({ from, to }) => [from, to])
    return boxesOf(picture, bars, new Set([details.row.session, ...chain.map(({ session }) => session)]))
  }, [chainOnly, details, picture, bars])
  const hovered = useStore((state) => state.hover.session)
  const marked = useStore((state) => state.marked)
  const symbols = useMemo(() => {
    const found = new Map<number, MarkName>()
    for (const [session, annotation] of marked) {
      const symbol = firstMark(annotation)
      if (symbol !== null) found.set(session, symbol)
    }
    return found
  }, [marked])
  const tags = useMemo(() => placeTags(picture, bars, symbols), [picture, bars, symbols])
  return useMemo(() => {
    const hoveredBar = barOfSession(bars, hovered)
    const end = picture.evidenceText
    return {
      selected: barBox(picture, selectedBar),
      hovered: hoveredBar === selectedBar ? null : barBox(picture, hoveredBar),
      cursor: barBox(picture, barOfSession(bars, cursorSession)),
      ...{ selectedBar, arrows, burst, tags, picked, kept },
      evidenceText: end
        ? `No evidence after ${days ? dayTimeText(clock.zone, end.timeMs, clock.withYear) : timeText(clock.zone, end.timeMs)}`
        : '',
    }
  }, [picture, bars, selectedBar, clock, days, hovered, cursorSession, arrows, burst, tags, picked, kept])
}

/** Boxes of the bars in view that stand for one of the sessions. */
function boxesOf(picture: Picture, bars: IndexedBars | null, sessions: ReadonlySet<number>): BarBox[] {
  if (bars === null || sessions.size === 0) return []
  const isWanted = (bar: number) => sessions.has(bars.reply.session[bar] ?? -1) || undefined
  return findBars(picture, isWanted).flatMap(([{ bar }]) => {
    const box = barBox(picture, bar)
    return box === null ? [] : [{ ...box, bar }]
  })
}

/** A double click on a name filters to it, by the value that the facet has for it. */
function filterTo(lane: Lane): void {
  const state = useStore.getState()
  const { groupBy, result } = state
  const name = groupBy === 'account' ? lane.account : lane.computer
  const known = result?.facets[groupBy].find(({ value, label }) => value === name || label === name)
  if (known) state.setFacet(groupBy, { values: [known.value], not: false })
}

/** What was drawn, for tests that cannot look at pixels. Boxes are `x,y,width,height` in the plot. */
function testMarks(
  model: TimelineModel,
  accents: LaneAccents,
  cursorSession: number | null,
): { readonly [name: `data-${string}`]: string | number } {
  const { marks } = model.picture
  const counts = new Map<string, number>()
  // In drawing order most follow one that is like them.
  for (let i = 0, first = 0; i < marks.length; i++) {
    const { symbol } = marks[i]!
    if (marks[i + 1]?.symbol === symbol) continue
    counts.set(symbol, (counts.get(symbol) ?? 0) + i + 1 - first)
    first = i + 1
  }
  const box = accents.cursor
  return {
    'data-bars': countBars(model.picture),
    'data-lanes': model.layout.count,
    'data-marks': [...counts].map(([symbol, count]) => `${symbol}:${count}`).join(' '),
    'data-arrows': accents.arrows.length,
    'data-burst': accents.burst.length,
    'data-picked': accents.picked.length + (accents.picked.length > 0 && accents.selected ? 1 : 0),
    'data-kept': accents.kept?.length ?? '',
    'data-tags': accents.tags.map(({ symbol }) => symbol).join(' '),
    'data-window': `${model.time.window.fromMs},${model.time.window.toMs}`,
    'data-cursor': cursorSession ?? '',
    'data-cursor-box': box ? [box.x0, box.top, box.x1 - box.x0, box.height].map(Math.round).join(',') : '',
  }
}
