/** Opening evidence, the window itself. */
import { open } from '../state/connection'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { nextPane } from '../ui/panes'
import type { Command } from './command'

const state = () => useStore.getState()
const inWorkspace = (): boolean => state().view === 'workspace'

export const CASE_COMMANDS: readonly Command[] = [
  {
    id: 'open-files',
    title: strings.start.openFiles,
    area: 'Evidence',
    icon: 'file',
    keys: ['Ctrl+O'],
    scope: 'anywhere',
    run: () => void open(window.sojourn.openFiles()),
  },
  {
    id: 'open-folder',
    title: strings.start.openFolder,
    area: 'Evidence',
    icon: 'folder',
    keys: ['Ctrl+Shift+O'],
    scope: 'anywhere',
    run: () => void open(window.sojourn.openFolder()),
  },
  {
    id: 'open-place',
    title: strings.place.title,
    area: 'Evidence',
    icon: 'server',
    keys: [],
    scope: 'anywhere',
    run: () => state().showOverlay('place'),
  },
  {
    id: 'open-sample',
    title: strings.start.sampleTitle,
    area: 'Evidence',
    icon: 'sample',
    keys: [],
    scope: 'anywhere',
    run: () => void open(window.sojourn.openSample()),
  },
  {
    id: 'show-files',
    title: 'Show the opened files',
    area: 'Evidence',
    icon: 'evidence',
    keys: [],
    scope: 'anywhere',
    when: inWorkspace,
    run: () => state().showSidePane('evidence'),
  },
  {
    id: 'export',
    title: strings.export.title,
    area: 'Evidence',
    icon: 'drop',
    keys: ['Ctrl+E'],
    scope: 'anywhere',
    when: () => inWorkspace() && state().result !== null,
    run: () => state().showExport(true),
  },
  {
    id: 'about',
    title: strings.about.title,
    area: 'Help',
    icon: 'info',
    keys: [],
    scope: 'anywhere',
    run: () => state().showOverlay('about'),
  },
  {
    id: 'palette',
    title: 'Find a command, account, computer, session, event or time',
    area: 'Application',
    icon: 'search',
    keys: ['Ctrl+K', 'Ctrl+Shift+P'],
    scope: 'anywhere',
    run: () => state().showOverlay('palette'),
  },
  {
    id: 'all-keys',
    title: 'Show all keys',
    area: 'Help',
    icon: 'key',
    keys: ['?'],
    scope: 'data',
    run: () => state().showOverlay('keys'),
  },
  {
    id: 'next-pane',
    title: 'Next pane',
    area: 'View',
    icon: 'goto',
    keys: ['F6'],
    scope: 'anywhere',
    run: () => nextPane(1),
  },
  {
    id: 'previous-pane',
    title: 'Previous pane',
    area: 'View',
    icon: 'goto',
    keys: ['Shift+F6'],
    scope: 'anywhere',
    run: () => nextPane(-1),
  },
  {
    id: 'back',
    title: 'Back, one layer at a time',
    area: 'View',
    icon: 'x',
    keys: ['Escape'],
    scope: 'data',
    when: () => state().openRecord !== null || state().selection !== null,
    run: () => {
      if (state().openRecord !== null) state().openRawRecord(null)
      else state().select(null)
    },
  },
]
