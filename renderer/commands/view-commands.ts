/** What the window shows, and what the filter keeps. */
import { LANE_SORTS } from '../../electron/contract/engine-constants'
import { endReasonWord } from '../../electron/core/text/end-reasons'
import { isFiltered } from '../state/filter-slice'
import { nextZone } from '../state/preferences-slice'
import { isSlowToAnswer } from '../state/result-slice'
import { useStore } from '../state/store'
import { toggleTimeInView } from '../state/time-in-view'
import { pickedCount } from '../state/value-slice'
import { VIEWS } from '../state/views'
import { filterByTime, filterByValue } from '../state/value-actions'
import { strings } from '../strings'
import { endMark } from '../theme/end-mark'
import { focusSearch } from '../ui/panes'
import type { Command } from './command'

const state = () => useStore.getState()
const inWorkspace = (): boolean => state().view === 'workspace'

const RAIL: readonly Command[] = VIEWS.map(({ id, label, icon }, index) => {
  return {
    id: `view-${id}`,
    title: `Show ${label}`,
    area: 'View',
    icon,
    keys: [`Ctrl+${index + 1}`],
    scope: 'anywhere',
    when: inWorkspace,
    run: () => state().showView(id),
  }
})

/** The field that narrows the view in front: its own where it has one, else that of the sessions. */
function focusViewSearch(): void {
  const own = document.querySelector<HTMLInputElement>('[data-pane="filter"] input[data-pane-focus]')
  if (own === null) focusSearch()
  else {
    own.focus()
    own.select()
  }
}

/** Asks the grid for its rows. */
export const COPY_ROWS = 'copy-rows'

function onCursorValue(how: 'include' | 'exclude'): void {
  const { cursorValue } = state()
  if (cursorValue !== null) filterByValue(how, cursorValue)
}

function onCursorTime(how: 'before' | 'after'): void {
  const { cursorValue } = state()
  if (cursorValue?.kind === 'time') filterByTime(how, cursorValue.timeMs)
}

function stop(): void {
  if (isSlowToAnswer(state())) state().stopQuery()
  else state().stopSearch()
}

/** Ends that an analyst asks for by name. */
const ENDS = ['user-logoff', 'disconnected-at-end', 'crash', 'open-at-end', 'unknown'] as const

const BY_END: readonly Command[] = ENDS.map((reason) => {
  return {
    id: `only-${reason}`,
    title: `Show only sessions with the end: ${endReasonWord(reason).toLowerCase()}`,
    area: 'Filter',
    icon: 'filter',
    mark: endMark(reason),
    keys: [],
    scope: 'anywhere',
    when: inWorkspace,
    run: () => state().setFacet('end', { values: [reason], not: false }),
  }
})

const BY_LANE_SORT: readonly Command[] = LANE_SORTS.map((sort) => {
  return {
    id: `lanes-by-${sort}`,
    title: `${strings.lanes.order}: ${strings.lanes.by[sort].toLowerCase()}`,
    area: 'Timeline',
    icon: 'timeline',
    keys: [],
    scope: 'anywhere',
    when: () => inWorkspace() && state().railView === 'timeline',
    run: () => state().setLaneSort(sort),
  }
})

export const VIEW_COMMANDS: readonly Command[] = [
  ...RAIL,
  {
    id: 'focus-filter',
    title: strings.search.label,
    area: 'Filter',
    icon: 'filter',
    keys: ['Ctrl+F'],
    scope: 'anywhere',
    when: inWorkspace,
    run: focusViewSearch,
  },
  {
    id: 'focus-filter-slash',
    title: `${strings.search.label} by text`,
    area: 'Filter',
    icon: 'filter',
    keys: ['/'],
    scope: 'data',
    when: inWorkspace,
    run: focusViewSearch,
  },
  {
    id: 'include-value',
    title: 'Include the value under the cursor',
    area: 'Grid',
    icon: 'plus',
    keys: ['I'],
    scope: 'data',
    when: () => state().cursorValue !== null,
    run: () => onCursorValue('include'),
  },
  {
    id: 'exclude-value',
    title: 'Exclude the value under the cursor',
    area: 'Grid',
    icon: 'minus',
    keys: ['X'],
    scope: 'data',
    when: () => state().cursorValue !== null,
    run: () => onCursorValue('exclude'),
  },
  {
    id: 'copy-rows',
    title: 'Copy the selected rows, ready for a spreadsheet',
    area: 'Grid',
    icon: 'copy',
    keys: ['Ctrl+C'],
    scope: 'pane',
    when: () =>
      inWorkspace() &&
      (state().railView === 'timeline' || state().railView === 'sessions') &&
      pickedCount(state()) > 0,
    run: () => document.dispatchEvent(new Event(COPY_ROWS)),
  },
  ...BY_END,
  {
    id: 'stop',
    title: 'Stop the question or search that is under way; what is shown stays',
    area: 'Filter',
    icon: 'x',
    keys: ['Escape'],
    scope: 'anywhere',
    when: () => isSlowToAnswer(state()) || state().searchProgress?.state === 'running',
    run: stop,
  },
  {
    id: 'clear-filter',
    title: 'Clear all filters',
    area: 'Filter',
    icon: 'x',
    keys: [],
    scope: 'anywhere',
    when: () => inWorkspace() && isFiltered(state().filter),
    run: () => state().clearFilter(),
  },
  {
    id: 'undo-filter',
    title: 'Undo the last change of the filter',
    area: 'Filter',
    icon: 'filter',
    keys: ['Ctrl+Z'],
    scope: 'data',
    when: () => inWorkspace() && state().filterHistory.past.length > 0,
    run: () => state().undoFilter(),
  },
  {
    id: 'redo-filter',
    title: 'Redo the change of the filter',
    area: 'Filter',
    icon: 'filter',
    keys: ['Ctrl+Shift+Z', 'Ctrl+Y'],
    scope: 'data',
    when: () => inWorkspace() && state().filterHistory.future.length > 0,
    run: () => state().redoFilter(),
  },
  {
    id: 'before-value',
    title: 'Keep what lies before the time under the cursor',
    area: 'Filter',
    icon: 'clock',
    keys: [],
    scope: 'anywhere',
    when: () => state().cursorValue?.kind === 'time',
    run: () => onCursorTime('before'),
  },
  {
    id: 'after-value',
    title: 'Keep what lies after the time under the cursor',
    area: 'Filter',
    icon: 'clock',
    keys: [],
    scope: 'anywhere',
    when: () => state().cursorValue?.kind === 'time',
    run: () => onCursorTime('after'),
  },
  {
    id: 'show-hidden',
    title: 'Show system and service logons, or hide them',
    area: 'Filter',
    icon: 'filter',
    keys: [],
    scope: 'anywhere',
    when: inWorkspace,
    run: () => state().showHiddenClasses(state().filter.classes.length <= 1),
  },
  {
    id: 'toggle-zone',
    title: 'Switch the time zone: UTC, local, that of the machines, chosen',
    area: 'View',
    icon: 'clock',
    keys: ['Z'],
    scope: 'data',
    when: inWorkspace,
    run: () => state().changePreferences({ zone: nextZone(state().preferences, state().machineZones) }),
  },
  {
    id: 'keep-time',
    title: strings.lanes.keepTime,
    area: 'Timeline',
    icon: 'filter',
    keys: ['K'],
    scope: 'data',
    when: () => inWorkspace() && state().railView === 'timeline' && state().timeWindow !== null,
    run: toggleTimeInView,
  },
  {
    id: 'chain-only',
    title: 'Show only the chain of the selected session: the rest is dimmed',
    area: 'Timeline',
    icon: 'timeline',
    keys: ['C'],
    scope: 'data',
    when: () => inWorkspace() && state().railView === 'timeline' && state().selection !== null,
    run: () => state().setChainOnly(!state().chainOnly),
  },
  ...BY_LANE_SORT,
  {
    id: 'toggle-grouping',
    title: 'Group lanes by account or by computer',
    area: 'Timeline',
    icon: 'timeline',
    keys: ['L'],
    scope: 'data',
    when: () => inWorkspace() && state().railView === 'timeline',
    run: () => state().setGroupBy(state().groupBy === 'account' ? 'computer' : 'account'),
  },
]
