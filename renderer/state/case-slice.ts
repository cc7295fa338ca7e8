/** The open case as main keeps it: tags, notes and bookmarks by session, and the dialogs in which they are given. */
import type { StateCreator } from 'zustand'
import type { WindowNotice } from '../../electron/contract/bridge'
import type { About, Annotation, CaseAnswer, CaseChange, CaseView } from '../../electron/contract/case-file'
import { CASE_LIMITS, type VERDICTS } from '../../electron/contract/case-constants'
import type { SessionRow } from '../../electron/contract/engine'
import { sameAnnotations, wordsOf } from './annotations'
import { engine } from './engine-client'
import type { AppState } from './store'
import { pickedCount, pickedRows } from './value-slice'

export type CaseDialog = 'tag' | 'note' | 'verdict' | 'clock' | 'case'

/** A session that something is about to be said about. */
export interface Target {
  readonly session: string
  /** null until the engine has told. */
  readonly about: About | null
}

export interface CaseSlice {
  readonly caseView: CaseView
  /** By Session.id. */
  readonly annotations: ReadonlyMap<string, Annotation>
  /** By present index, of those that the opened logs hold. */
  readonly marked: ReadonlyMap<number, Annotation>
  /** Sessions that something was said about and that no opened log holds. */
  readonly lostAnnotations: readonly Annotation[]
  readonly caseDialog: CaseDialog | null
  /** What the dialog is about: the picked rows, or the selected session. */
  readonly targets: readonly Target[]
  /** The computer whose clock is corrected; null: that of the first target. */
  readonly clockComputer: string | null
  /** Why the last change was not taken; empty when it was. */
  readonly caseProblem: string

  takeCase(view: CaseView): void
  /** The case after a change that was about these sessions. */
  takeCaseChange(change: CaseChanged): void
  /** Finds out which sessions the annotations belong to, and lets filters know of them. */
  placeAnnotations(): Promise<void>
  /** Opens at once; what is chosen in it waits until it is known which sessions are meant. */
  openCaseDialog(dialog: Exclude<CaseDialog, 'case'>): Promise<void>
  /** Opens the clock of a computer by any of its names, whatever is selected. */
  openClock(computer: string): void
  showCaseDialog(dialog: CaseDialog | null): void
  tagTargets(tag: string, on: boolean): Promise<void>
  bookmarkTargets(on: boolean): Promise<void>
  noteTargets(text: string): Promise<void>
  judgeTargets(verdict: (typeof VERDICTS)[number], reason: string): Promise<void>
  /** Saves with what was said last, though the engine may still be asked which sessions it is about. @param elsewhere asks for another file */
  saveCase(elsewhere: boolean): Promise<boolean>
  /** Saved views: FILTERS' part of the case. `query` null takes the view away. */
  saveView(name: string, query: string | null): Promise<void>
  /** Runs a call of the bridge and keeps the sentence where it did not work. */
  askCase(call: Promise<CaseAnswer>): Promise<boolean>
}

type CaseChanged = Pick<
  Extract<WindowNotice, { sojourn: 'case-change' }>,
  'view' | 'sessions' | 'annotations'
>

interface Known {
  readonly session: string
  readonly about: About
}

const NO_CASE: CaseView = {
  name: '',
  annotations: [],
  evidence: [],
  views: [],
  verdicts: [],
  clocks: [],
  merges: [],
  splits: [],
  questions: [],
  file: null,
  unsaved: false,
}
/** Rows that one change may cover, and characters of a name in it. */
const { changes: MOST_TARGETS, name: NAME_LIMIT } = CASE_LIMITS

export const caseSlice: StateCreator<AppState, [], [], CaseSlice> = (set, get) => {
  let finding: Promise<void> = Promise.resolve()
  let changing: Promise<void> = Promise.resolve()
  const change = (make: (target: Known) => CaseChange): Promise<void> => (changing = changeTargets(make))
  const changeTargets = async (make: (target: Known) => CaseChange): Promise<void> => {
    await finding
    const changes = get().targets.flatMap(({ session, about }) =>
      about === null ? [] : [make({ session, about })],
    )
    if (changes.length > 0) await askChange(changes)
  }
  /** Counted up for each time that all are placed. */
  let lastPlacing = 0
  /** What is filtered by tags is asked for anew. */
  const askAgain = (): void => {
    const { filter } = get()
    if (/tag:/i.test(filter.text)) set({ filter: { ...filter } })
  }
  /** As `placeAnnotations`, of a few sessions: a large case is not placed whole for each tag. */
  const placeChange = async (
    sessions: readonly string[],
    said: ReadonlyMap<string, Annotation>,
  ): Promise<void> => {
    const { generation } = get()
    const placing = lastPlacing
    try {
      const { sessions: places } = await engine.call({
        call: 'annotate',
        more: true,
        ids: [...sessions],
        tags: sessions.map((session) => {
          const one = said.get(session)
          return one === undefined ? [] : wordsOf(one)
        }),
      })
      // All are placed anew: these among them.
      if (placing !== lastPlacing || get().generation !== generation) return
      const marked = new Map(get().marked)
      const changed = new Set(sessions)
      const lost = get().lostAnnotations.filter(({ session }) => !changed.has(session))
      sessions.forEach((session, i) => {
        const one = said.get(session)
        const at = places[i] ?? -1
        if (at < 0) lost.push(...(one === undefined ? [] : [one]))
        else if (one === undefined) marked.delete(at)
        else marked.set(at, one)
      })
      set({ marked, lostAnnotations: lost })
      askAgain()
    } catch {
      // As above.
    }
  }
  const askChange = async (changes: readonly CaseChange[]): Promise<void> => {
    await get().askCase(window.sojourn.changeCase(changes))
  }
  return {
    caseView: NO_CASE,
    annotations: new Map(),
    marked: new Map(),
    lostAnnotations: [],
    caseDialog: null,
    targets: [],
    clockComputer: null,
    caseProblem: '',

    takeCase: (view) => {
      const { annotations } = get().caseView
      // The same list as before where the same is said: answers under way stay good.
      if (sameAnnotations(annotations, view.annotations)) {
        set({ caseView: { ...view, annotations } })
        return
      }
      set({ caseView: view, annotations: new Map(view.annotations.map((one) => [one.session, one])) })
      void get().placeAnnotations()
    },
    takeCaseChange: ({ view, sessions, annotations: said }) => {
      const { caseView, annotations: before } = get()
      if (sessions.length === 0) {
        set({ caseView: { ...view, annotations: caseView.annotations } })
        return
      }
      const annotations = new Map(before)
      const now = new Map(said.map((one) => [one.session, one]))
      for (const session of sessions) {
        const one = now.get(session)
        if (one === undefined) annotations.delete(session)
        else annotations.set(session, one)
      }
      set({ caseView: { ...view, annotations: [...annotations.values()] }, annotations })
      void placeChange(sessions, now)
    },
    placeAnnotations: async () => {
      const { caseView, generation } = get()
      const { annotations } = caseView
      const placing = ++lastPlacing
      if (annotations.length === 0 && get().marked.size === 0 && get().lostAnnotations.length === 0) return
      try {
        const { sessions } = await engine.call({
          call: 'annotate',
          more: false,
          ids: annotations.map(({ session }) => session),
          tags: annotations.map(wordsOf),
        })
        const now = get()
        // What changes meanwhile is placed behind it, in the same order.
        if (placing !== lastPlacing || now.generation !== generation) return
        const marked = new Map<number, Annotation>()
        const lost: Annotation[] = []
        annotations.forEach((one, i) => {
          const at = sessions[i] ?? -1
          if (at < 0) lost.push(one)
          else marked.set(at, one)
        })
        set({ marked, lostAnnotations: lost })
        askAgain()
      } catch {
        // An engine that went away: the next one is asked when its sessions are there.
      }
    },
    openCaseDialog: (caseDialog) => {
      const { selection } = get()
      const single = selection !== null && pickedCount(get()) <= 1
      const targets = single ? [{ session: selection.id, about: null }] : []
      set({ caseDialog, targets, clockComputer: null, caseProblem: '' })
      finding = findTargets(get()).then((found) => {
        if (found.length > 0) set({ targets: found })
        else set({ caseDialog: null, targets: [] })
      })
      return finding
    },
    openClock: (clockComputer) => set({ caseDialog: 'clock', clockComputer, targets: [], caseProblem: '' }),
    showCaseDialog: (caseDialog) => set({ caseDialog, caseProblem: '' }),
    tagTargets: (tag, on) => change((target) => ({ kind: 'tag', ...target, tag, on })),
    bookmarkTargets: (on) => change((target) => ({ kind: 'bookmark', ...target, on })),
    noteTargets: (text) => change((target) => ({ kind: 'note', ...target, text })),
    judgeTargets: (verdict, reason) =>
      change(({ session, about }) => ({ kind: 'verdict', finding: session, about, verdict, reason })),
    saveCase: async (elsewhere) => {
      await changing
      return get().askCase(window.sojourn.saveCase(elsewhere))
    },
    saveView: (name, query) => askChange([{ kind: 'view', name, view: query === null ? null : { query } }]),
    askCase: async (call) => {
      let message: string | null
      try {
        ;({ message } = await call)
      } catch (error) {
        message = error instanceof Error ? error.message : String(error)
      }
      set({ caseProblem: message ?? '' })
      // A problem with no dialog to say it in is a notice.
      if (message !== null && get().caseDialog === null) get().addNotice('error', message)
      return message === null
    },
  }
}

/** The picked rows where there are several, else the selected session. */
export async function findTargets(state: AppState): Promise<readonly Known[]> {
  const { result, selection } = state
  const picks = pickedRows(state)
  try {
    if (result !== null && pickedCount(state) > 1) {
      const { resultId } = result
      const rows: SessionRow[] = []
      for (const { from, to } of picks) {
        const reply = await engine.call({ call: 'rows', resultId, from, to: to + 1 })
        rows.push(...reply.rows)
        if (rows.length > MOST_TARGETS) break
      }
      return rows.slice(0, MOST_TARGETS).map(targetOf)
    }
    if (selection === null) return []
    const { row } = await engine.call({ call: 'details', session: selection.session })
    return [targetOf(row)]
  } catch {
    // A result or engine that is gone: whoever asked asks again.
    return []
  }
}

function targetOf({ id, account, computer, logonType, start }: SessionRow): Known {
  const at = start.best ?? start.latest ?? start.earliest
  return {
    session: id,
    about: {
      account: account.slice(0, NAME_LIMIT),
      computer: computer.slice(0, NAME_LIMIT),
      logonType,
      start: at === null ? null : new Date(at).toISOString(),
    },
  }
}
