/** A small case with every end reason, state and kind of doubt, for the timeline's tests. */
import { readFileSync } from 'node:fs'
import type { BarsReply, Lane, LanesReply } from '../../../../electron/contract/engine'
import { BAR_FLAGS } from '../../../../electron/contract/engine-constants'
import type { ResultId } from '../../../../electron/contract/ids'
import type { EndReason, SessionState } from '../../../../electron/contract/sessions'
import { END_REASONS, SESSION_STATES } from '../../../../electron/contract/sessions'
import { axisOf } from '../../../../renderer/timeline/model/axis-ticks'
import { indexBars } from '../../../../renderer/timeline/model/bar-index'
import { buildPicture } from '../../../../renderer/timeline/model/build-picture'
import { layoutLanes } from '../../../../renderer/timeline/model/lane-layout'
import type { Picture, PictureInput } from '../../../../renderer/timeline/model/picture'
import type { RasterPalette } from '../../../../renderer/timeline/raster/palette'
import { readRasterPalette } from '../../../../renderer/timeline/raster/palette'

export const RESULT = 7 as ResultId
const MINUTE = 60_000
/** 12 March 2024, 06:00 UTC. */
export const DAY_START = Date.UTC(2024, 2, 12, 6)
export const at = (minutes: number): number => DAY_START + minutes * MINUTE

export interface SampleBar {
  readonly lane: number
  readonly row?: number
  /** Minutes after DAY_START. */
  readonly from: number
  readonly to: number
  readonly type?: number
  readonly end?: EndReason
  readonly earliest?: number
  readonly latest?: number
  readonly flags?: number
  readonly weight?: number
  readonly label?: string
  readonly states?: readonly (readonly [SessionState, number, number])[]
}

/** Bars as the engine sends them; the session index is 100 plus the bar's. */
export function barsReply(
  bars: readonly SampleBar[],
  failures: readonly (readonly [lane: number, minute: number, count: number])[] = [],
): BarsReply {
  const states = bars.flatMap((bar, index) => (bar.states ?? []).map((state) => [index, ...state] as const))
  const minutes = (value: number | undefined): number => (value === undefined ? NaN : at(value))
  return {
    resultId: RESULT,
    count: bars.length,
    session: Uint32Array.from(bars, (_, index) => 100 + index),
    lane: Uint32Array.from(bars, ({ lane }) => lane),
    stackRow: Uint8Array.from(bars, ({ row }) => row ?? 0),
    startMs: Float64Array.from(bars, ({ from }) => at(from)),
    endMs: Float64Array.from(bars, ({ to }) => at(to)),
    endEarliestMs: Float64Array.from(bars, ({ earliest }) => minutes(earliest)),
    endLatestMs: Float64Array.from(bars, ({ latest }) => minutes(latest)),
    logonType: Uint8Array.from(bars, ({ type }) => type ?? 2),
    endReason: Uint8Array.from(bars, ({ end }) => END_REASONS.indexOf(end ?? 'user-logoff')),
    flags: Uint8Array.from(bars, ({ flags }) => flags ?? 0),
    weight: Uint32Array.from(bars, ({ weight }) => weight ?? 1),
    label: Uint32Array.from(bars.keys()),
    labels: bars.map(({ label }) => label ?? ''),
    states: {
      bar: Uint32Array.from(states, ([bar]) => bar),
      state: Uint8Array.from(states, ([, state]) => SESSION_STATES.indexOf(state)),
      fromMs: Float64Array.from(states, ([, , from]) => at(from)),
      toMs: Float64Array.from(states, ([, , , to]) => at(to)),
    },
    failures: {
      lane: Uint32Array.from(failures, ([lane]) => lane),
      timeMs: Float64Array.from(failures, ([, minute]) => at(minute)),
      count: Uint32Array.from(failures, ([, , count]) => count),
    },
  }
}

export function lane(account: string, computer: string, group: number, rows = 1): Lane {
  const names = { groupValue: account, failuresOf: account }
  return { account, accountDetail: 'CORP', computer, sessionCount: 2, rows, group, ...names }
}

/** Fixed letter widths: text has no place in golden pixels, and Node has no canvas. */
export const measure = (text: string, bold: boolean): number => text.length * (bold ? 7 : 6)

const LANES: readonly Lane[] = [
  ...END_REASONS.map((_, index) => lane(`user${index}`, index % 2 === 0 ? 'SRV1' : 'WS1', index >> 1)),
  lane('states', 'WS1', 50),
  lane('doubt', 'SRV1', 51),
  lane('types', 'SRV1', 52, 3),
  lane('failed', 'WS2', 53),
]
const STATES_LANE = END_REASONS.length
const DOUBT_LANE = STATES_LANE + 1
const TYPES_LANE = STATES_LANE + 2
const FAILED_LANE = STATES_LANE + 3

const EVERYTHING: readonly SampleBar[] = [
  ...END_REASONS.map((end, index): SampleBar => {
    const open = end === 'disconnected-at-end' || end === 'open-at-end'
    const states = end === 'disconnected-at-end' ? ([['disconnected', 300, 600]] as const) : []
    return { lane: index, from: 40 + index * 7, to: open ? 600 : 200 + index * 17, type: 10, end, states }
  }),
  {
    lane: STATES_LANE,
    from: 20,
    to: 560,
    label: 'console',
    states: SESSION_STATES.map((state, index) => [state, 100 + index * 60, 140 + index * 60] as const),
  },
  { lane: DOUBT_LANE, from: -100, to: 150, end: 'crash', earliest: 110, latest: 190 },
  { lane: DOUBT_LANE, from: 220, to: 330, type: 10, flags: BAR_FLAGS.startUnknown | BAR_FLAGS.elevationUsed },
  { lane: DOUBT_LANE, from: 400, to: 402, end: 'terminated', flags: BAR_FLAGS.adminCapable },
  { lane: DOUBT_LANE, from: 500, to: 540, flags: BAR_FLAGS.pending },
  { lane: TYPES_LANE, from: 10, to: 90, type: 3, weight: 38, end: 'network-closed' },
  { lane: TYPES_LANE, from: 110, to: 190, type: 8 },
  { lane: TYPES_LANE, from: 210, to: 290, type: 9, end: 'terminated' },
  { lane: TYPES_LANE, row: 1, from: 10, to: 90, type: 4, end: 'batch-ended' },
  { lane: TYPES_LANE, row: 1, from: 110, to: 190, type: 5, end: 'service-ended' },
  { lane: TYPES_LANE, row: 1, from: 210, to: 290, type: 255, end: 'logged-off' },
  { lane: TYPES_LANE, row: 2, from: 10, to: 400, flags: BAR_FLAGS.overflow, weight: 4 },
  { lane: TYPES_LANE, row: 2, from: 100, to: 300, flags: BAR_FLAGS.overflow, weight: 5 },
]

const FAILURES: readonly (readonly [number, number, number])[] = [
  [FAILED_LANE, 50, 1],
  [FAILED_LANE, 200, 3],
  ...Array.from({ length: 40 }, (_, i) => [FAILED_LANE, 300 + i * 2, 1 + (i % 5)] as const),
]

const MARKS: LanesReply['marks'] = [
  { computer: 'SRV1', kind: 'restart', fromMs: at(250), toMs: at(251), text: '' },
  { computer: 'SRV1', kind: 'boot', fromMs: at(252), toMs: at(253), text: '' },
  { computer: 'WS1', kind: 'log-cleared', fromMs: at(420), toMs: at(470), text: '' },
]
const EVIDENCE: LanesReply['evidenceEnd'] = [
  { computer: 'SRV1', firstMs: at(-600), lastMs: at(600), reading: false },
  { computer: 'WS1', firstMs: at(-600), lastMs: at(600), reading: false },
  { computer: 'WS2', firstMs: at(20), lastMs: at(520), reading: true },
]

export const WIDTH = 800
export const HEIGHT = 24 * LANES.length + 36 + 20
export const WINDOW = { fromMs: at(0), toMs: at(640) }

/** The picture of everything; parts can be replaced. */
export function samplePicture(change: Partial<PictureInput> = {}): Picture {
  return buildPicture(sampleInput(change))
}

export function sampleInput(change: Partial<PictureInput> = {}): PictureInput {
  const lanes = change.lanes ?? LANES
  return {
    lanes,
    layout: layoutLanes(lanes),
    marks: MARKS,
    evidence: EVIDENCE,
    bars: indexBars(barsReply(EVERYTHING, FAILURES)),
    axis: axisOf(WINDOW, WIDTH, 'UTC'),
    window: WINDOW,
    width: WIDTH,
    height: HEIGHT,
    scrollTop: 0,
    selectedLane: 3,
    measure,
    ...change,
  }
}

/** Reads the project's own tokens, as the page would. */
export function themePalette(theme: 'light' | 'dark'): RasterPalette {
  const css = readFileSync(new URL('../../../../renderer/theme/tokens.css', import.meta.url), 'utf8')
  const body = /\{[^}]*\}/.exec(css.slice(css.indexOf(`[data-theme="${theme}"]`)))?.[0] ?? ''
  return readRasterPalette((name) => new RegExp(`${name}:\\s*(#[0-9a-fA-F]+)`).exec(body)?.[1] ?? '')
}
