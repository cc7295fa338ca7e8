/** One registry behind every hotkey, menu and button. Single letters act only where `scope` says. */
import { open } from './state/connection'
import { useStore } from './state/store'
import { VIEWS } from './state/views'
import { strings } from './strings'
import { focusSearch, nextPane } from './ui/panes'

export interface Command {
  readonly id: string
  readonly title: string
  /** Keys as `Ctrl+Shift+O`, `/`, `z`, `F6`. */
  readonly keys: readonly string[]
  /** `anywhere`, or only while focus is in a data pane, so that letters stay letters in fields. */
  readonly scope: 'anywhere' | 'data'
  /** Left out: always. */
  readonly when?: () => boolean
  readonly run: () => void
}

const state = () => useStore.getState()
const inWorkspace = (): boolean => state().view === 'workspace'

export const COMMANDS: readonly Command[] = [
  {
    id: 'open-files',
    title: strings.start.openFiles,
    keys: ['Ctrl+O'],
    scope: 'anywhere',
    run: () => void open(window.sojourn.openFiles()),
  },
  {
    id: 'open-folder',
    title: strings.start.openFolder,
    keys: ['Ctrl+Shift+O'],
    scope: 'anywhere',
    run: () => void open(window.sojourn.openFolder()),
  },
  {
    id: 'open-sample',
    title: strings.start.sampleTitle,
    keys: [],
    scope: 'anywhere',
    run: () => void open(window.sojourn.openSample()),
  },
  ...VIEWS.map(({ id, label }, index): Command => {
    return {
      id: `view-${id}`,
      title: `Show ${label}`,
      keys: [`Ctrl+${index + 1}`],
      scope: 'anywhere',
      when: inWorkspace,
      run: () => state().showView(id),
    }
  }),
  {
    id: 'focus-filter',
    title: strings.search.label,
    keys: ['Ctrl+K', 'Ctrl+F'],
    scope: 'anywhere',
    when: inWorkspace,
    run: focusSearch,
  },
  {
    id: 'focus-filter-slash',
    title: strings.search.label,
    keys: ['/'],
    scope: 'data',
    when: inWorkspace,
    run: focusSearch,
  },
  {
    id: 'toggle-zone',
    title: 'Switch between UTC and local time',
    keys: ['z'],
    scope: 'data',
    when: inWorkspace,
    run: () => state().setZone(state().zone === 'utc' ? 'local' : 'utc'),
  },
  {
    id: 'toggle-grouping',
    title: 'Group lanes by account or by computer',
    keys: ['l'],
    scope: 'data',
    when: inWorkspace,
    run: () => state().setGroupBy(state().groupBy === 'account' ? 'computer' : 'account'),
  },
  {
    id: 'next-pane',
    title: 'Next pane',
    keys: ['F6'],
    scope: 'anywhere',
    run: () => nextPane(1),
  },
  {
    id: 'previous-pane',
    title: 'Previous pane',
    keys: ['Shift+F6'],
    scope: 'anywhere',
    run: () => nextPane(-1),
  },
  {
    id: 'back',
    title: 'Back, one layer at a time',
    keys: ['Escape'],
    scope: 'data',
    when: () => state().openRecord !== null || state().selection !== null,
    run: () => {
      if (state().openRecord !== null) state().openRawRecord(null)
      else state().select(null)
    },
  },
]

/** `Ctrl+Shift+O`; Command counts as Ctrl. */
export function keyName(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string {
  const single = event.key.length === 1
  const modified = event.ctrlKey || event.metaKey || event.altKey
  const parts = [
    event.ctrlKey || event.metaKey ? 'Ctrl' : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey && (!single || modified) ? 'Shift' : '',
    single && modified ? event.key.toUpperCase() : event.key,
  ]
  return parts.filter(Boolean).join('+')
}

/** Runs the command of a key press; true if there was one. */
export function dispatchKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return false
  const name = keyName(event)
  const command = COMMANDS.find(
    (candidate) =>
      candidate.keys.includes(name) &&
      (candidate.scope === 'anywhere' || isInData(event.target)) &&
      (candidate.when?.() ?? true),
  )
  if (command === undefined) return false
  event.preventDefault()
  command.run()
  return true
}

/** Runs a command by its id, as buttons do. */
export function runCommand(id: string): void {
  COMMANDS.find((command) => command.id === id)?.run()
}

function isInData(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return true
  if (target.closest('input, textarea, select, [contenteditable="true"], [role="dialog"]') !== null)
    return false
  return target === document.body || target.closest('[data-pane]') !== null
}
