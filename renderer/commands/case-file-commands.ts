/** The case file: what is said about sessions, and where it is kept. */
import { joinComputers, partComputer } from '../state/computer-names'
import { useStore } from '../state/store'
import { pickedCount } from '../state/value-slice'
import { strings } from '../strings'
import type { Command } from './command'

const state = () => useStore.getState()
const inWorkspace = (): boolean => state().view === 'workspace'
/** Logs are open, or a case whose logs are all missing. */
const hasCase = (): boolean => inWorkspace() || state().caseView.file !== null
/** Where the selected session is in sight: nothing is said of one that is not. */
const hasSession = (): boolean =>
  inWorkspace() &&
  state().selection !== null &&
  (state().railView === 'timeline' || state().railView === 'sessions')

export const CASE_FILE_COMMANDS: readonly Command[] = [
  {
    id: 'tag',
    title: strings.caseFile.tagTitle,
    area: 'Case',
    icon: 'tag',
    keys: ['T'],
    scope: 'data',
    when: hasSession,
    run: () => void state().openCaseDialog('tag'),
  },
  {
    id: 'note',
    title: strings.caseFile.noteTitle,
    area: 'Case',
    icon: 'note',
    keys: ['N'],
    scope: 'data',
    when: hasSession,
    run: () => void state().openCaseDialog('note'),
  },
  {
    id: 'verdict',
    title: strings.caseFile.verdict.title,
    area: 'Case',
    icon: 'check',
    keys: ['V'],
    scope: 'data',
    when: hasSession,
    run: () => void state().openCaseDialog('verdict'),
  },
  {
    id: 'join-computers',
    title: strings.computers.join,
    area: 'Case',
    icon: 'tag',
    keys: [],
    scope: 'data',
    when: () => hasSession() && pickedCount(state()) > 1,
    run: () => void joinComputers(),
  },
  {
    id: 'part-computer',
    title: strings.computers.part,
    area: 'Case',
    icon: 'tag',
    keys: [],
    scope: 'data',
    when: hasSession,
    run: () => void partComputer(),
  },
  {
    id: 'correct-clock',
    title: strings.computers.clockTitle,
    area: 'Case',
    icon: 'note',
    keys: [],
    scope: 'data',
    when: hasSession,
    run: () => void state().openCaseDialog('clock'),
  },
  {
    id: 'save-case',
    title: strings.caseFile.save,
    area: 'Case',
    icon: 'folder',
    keys: ['Ctrl+S'],
    scope: 'anywhere',
    when: inWorkspace,
    run: () => void state().saveCase(false),
  },
  {
    id: 'save-case-as',
    title: strings.caseFile.saveAs,
    area: 'Case',
    icon: 'folder',
    keys: ['Ctrl+Shift+S'],
    scope: 'anywhere',
    when: inWorkspace,
    run: () => void state().saveCase(true),
  },
  {
    id: 'open-case',
    title: strings.caseFile.openFile,
    area: 'Case',
    icon: 'folder',
    keys: [],
    scope: 'anywhere',
    run: () => void state().askCase(window.sojourn.openCase(null)),
  },
  {
    id: 'new-case',
    title: strings.caseFile.create,
    area: 'Case',
    icon: 'plus',
    keys: ['Ctrl+N'],
    scope: 'anywhere',
    when: hasCase,
    run: () => void state().askCase(window.sojourn.newCase()),
  },
  {
    id: 'show-case',
    title: 'Show the case: its file, lost tags, custody log',
    area: 'Case',
    icon: 'folder',
    keys: [],
    scope: 'anywhere',
    when: hasCase,
    run: () => state().showCaseDialog('case'),
  },
]
