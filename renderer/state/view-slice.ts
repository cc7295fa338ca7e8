/** How the window looks at the case: view, grouping, theme, selection, hover, visible time. */
import type { StateCreator } from 'zustand'
import type { LaneSorting, MachineZone } from '../../electron/contract/engine'
import { MAX_PINNED } from '../../electron/contract/engine-constants'
import type { AccountRow } from '../../electron/contract/events'
import type { UnixMs } from '../../electron/contract/ids'
import { commonZone, zoneOfMachine } from './machine-zones'
import { rememberedOrder, rememberOrder } from '../ui/column-order'
import { rememberedNames, rememberNames } from '../ui/remembered-names'
import { rememberedWidths, rememberWidths, type Widths } from '../ui/remembered-widths'
import type { AppState } from './store'
import type { ViewId } from './views'

export type GroupBy = 'account' | 'computer'

export interface TimeWindow {
  readonly fromMs: UnixMs
  readonly toMs: UnixMs
}

export interface Selection {
  /** Index in the engine's present set of sessions; changes with every generation. */
  readonly session: number
  /** Session.id: stays the same for the same logs. */
  readonly id: string
}

export interface Hover {
  readonly session: number | null
  readonly timeMs: UnixMs | null
}

/** What fills the slot at the right (or the second tab below). */
export type SidePane = 'details' | 'evidence'

/** Tab of the bottom panel in a narrow window. */
export type PanelTab = 'sessions' | 'pane'

export interface ViewSlice {
  readonly view: 'start' | 'workspace'
  /** Which view of the rail fills the workspace. */
  readonly railView: ViewId
  readonly sidePane: SidePane
  readonly panelTab: PanelTab
  readonly groupBy: GroupBy
  readonly laneSort: LaneSorting['by']
  /** Groups of lanes that stand above all others, by the value that a facet has for them. */
  readonly pinned: { readonly [G in GroupBy]: readonly string[] }
  /** Everything but the chain of the selected session is dimmed. */
  readonly chainOnly: boolean
  /** IANA name of this computer's zone. */
  readonly localZone: string
  /** Zones that the machines were set to; empty where no log tells. */
  readonly machineZones: readonly MachineZone[]
  /** On screen: main holds what was chosen, the page follows `prefers-color-scheme`. */
  readonly theme: 'light' | 'dark'
  readonly selection: Selection | null
  readonly hover: Hover
  /** Time that the timeline shows; null: the whole extent of the case. */
  readonly timeWindow: TimeWindow | null
  /** Columns of the sessions that a person does not want to see. */
  readonly hiddenColumns: readonly string[]
  /** Widths that a person gave columns of the sessions, px. */
  readonly columnWidths: Widths
  /** Names of columns of the sessions, the first first; empty: as they are by default. */
  readonly columnOrder: readonly string[]
  /** How many columns there was room for; 0 until the grid is laid out. */
  readonly shownColumns: number
  /** The row of the accounts view that the pane is about. */
  readonly chosenAccount: AccountRow | null
  /** Whether the records of the selection are shown as XML, and which. */
  readonly openRecord: { readonly source: string; readonly offset: number } | null

  showView(view: ViewId): void
  showSidePane(pane: SidePane): void
  setPanelTab(tab: PanelTab): void
  setGroupBy(groupBy: GroupBy): void
  setLaneSort(laneSort: LaneSorting['by']): void
  togglePin(groupBy: GroupBy, value: string): void
  setChainOnly(chainOnly: boolean): void
  setLocalZone(localZone: string): void
  select(selection: Selection | null): void
  setHover(hover: Partial<Hover>): void
  setTimeWindow(timeWindow: TimeWindow | null): void
  hideColumn(column: string, hide: boolean): void
  /** @param widths to add; null: back to the standard */
  setColumnWidths(widths: Widths | null): void
  setColumnOrder(order: readonly string[]): void
  noteShownColumns(shownColumns: number): void
  openRawRecord(record: ViewSlice['openRecord']): void
  chooseAccount(account: AccountRow | null): void
}

const COLUMNS_KEY = 'hidden-columns'
/** Widths and order of columns. */
const GRID_KEY = 'sessions'
const GROUPING_KEY = 'lane-grouping'
const NO_HOVER: Hover = { session: null, timeMs: null }

export const viewSlice: StateCreator<AppState, [], [], ViewSlice> = (set) => ({
  view: 'start',
  railView: 'timeline',
  sidePane: 'details',
  panelTab: 'sessions',
  groupBy: rememberedNames(GROUPING_KEY)[0] === 'computer' ? 'computer' : 'account',
  laneSort: 'name',
  pinned: { account: [], computer: [] },
  chainOnly: false,
  localZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  machineZones: [],
  theme: 'light',
  selection: null,
  hover: NO_HOVER,
  timeWindow: null,
  hiddenColumns: rememberedNames(COLUMNS_KEY),
  columnWidths: rememberedWidths(GRID_KEY),
  columnOrder: rememberedOrder(GRID_KEY),
  shownColumns: 0,
  openRecord: null,
  chosenAccount: null,

  // What the cursor was on is out of sight then.
  showView: (railView) => set({ railView, panelTab: 'sessions', cursorValue: null }),
  // Asked for by name, the pane comes to the front in a narrow window too.
  showSidePane: (sidePane) => set({ sidePane, panelTab: 'pane' }),
  setPanelTab: (panelTab) => set({ panelTab }),
  setGroupBy: (groupBy) => {
    rememberNames(GROUPING_KEY, [groupBy])
    set({ groupBy })
  },
  setLaneSort: (laneSort) => set({ laneSort }),
  togglePin: (groupBy, value) =>
    set(({ pinned }) => {
      const others = pinned[groupBy].filter((one) => one !== value)
      const isNew = others.length === pinned[groupBy].length
      const next = isNew ? [...others, value].slice(-MAX_PINNED) : others
      return { pinned: { ...pinned, [groupBy]: next } }
    }),
  setChainOnly: (chainOnly) => set({ chainOnly }),
  setLocalZone: (localZone) => set({ localZone }),
  select: (selection) =>
    set((state) => {
      if (selection === null) return { selection, openRecord: null }
      const other = selection.id !== state.selection?.id
      return { selection, sidePane: 'details', ...(other ? { openRecord: null } : {}) }
    }),
  setHover: (hover) =>
    set((state) => {
      const next = { ...state.hover, ...hover }
      const same = next.session === state.hover.session && next.timeMs === state.hover.timeMs
      return same ? state : { hover: next }
    }),
  setTimeWindow: (timeWindow) => set({ timeWindow }),
  hideColumn: (column, hide) =>
    set(({ hiddenColumns }) => {
      const others = hiddenColumns.filter((one) => one !== column)
      const next = hide ? [...others, column] : others
      rememberNames(COLUMNS_KEY, next)
      return { hiddenColumns: next }
    }),
  setColumnWidths: (widths) =>
    set((state) => {
      const columnWidths = widths === null ? {} : { ...state.columnWidths, ...widths }
      rememberWidths(GRID_KEY, columnWidths)
      return { columnWidths }
    }),
  setColumnOrder: (columnOrder) => {
    rememberOrder(GRID_KEY, columnOrder)
    set({ columnOrder })
  },
  noteShownColumns: (shownColumns) => set({ shownColumns }),
  openRawRecord: (openRecord) => set({ openRecord }),
  chooseAccount: (chosenAccount) => set({ chosenAccount }),
})

/** Name of the zone to format in: `UTC`, or the IANA name of this computer's, the machines' or the chosen one. */
export function zoneName({
  preferences,
  localZone,
  machineZones,
}: Pick<AppState, 'preferences' | 'localZone' | 'machineZones'>): string {
  if (preferences.zone === 'host') return commonZone(machineZones) ?? 'UTC'
  if (preferences.zone === 'local') return localZone
  return preferences.zone === 'chosen' && preferences.chosenZone !== '' ? preferences.chosenZone : 'UTC'
}

/** Zone to write the times of a computer in: its own where those of the machines are wanted and a log tells it, else that of all. */
export function zoneOf(
  state: Pick<AppState, 'preferences' | 'localZone' | 'machineZones'>,
  computer: string,
): string {
  const own = state.preferences.zone === 'host' ? zoneOfMachine(state.machineZones, computer) : null
  return own ?? zoneName(state)
}
