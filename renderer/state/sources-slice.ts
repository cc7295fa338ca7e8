/** The opened logs and what there is to say about them. */
import type { StateCreator } from 'zustand'
import type { RecoveryProgress, SourceState } from '../../electron/contract/engine'
import { STANDARD_PREFERENCES } from '../../electron/contract/preferences'
import type { AppState } from './store'

/** A message that stays until it is dismissed: what happened, what was kept, what to do. */
export interface Notice {
  readonly id: number
  readonly level: 'info' | 'warning' | 'error'
  readonly message: string
  /** The engine is down and can be started again. */
  readonly retry: boolean
}

/** Notices kept; the oldest go first. */
const NOTICE_LIMIT = 50

export interface SourcesSlice {
  readonly sources: readonly SourceState[]
  readonly importing: boolean
  /** Parser threads at work. */
  readonly workers: number
  readonly notices: readonly Notice[]
  /** Deleted and damaged records are brought back from all logs. */
  readonly recover: boolean
  /** That the engine reads 8-bit text with. */
  readonly codePage: string
  /** How far that is; null while it is not under way. */
  readonly recovering: RecoveryProgress | null

  addNotice(level: Notice['level'], message: string, retry?: boolean): void
  dismissNotice(id: number): void
}

export const sourcesSlice: StateCreator<AppState, [], [], SourcesSlice> = (set) => {
  let nextId = 1
  return {
    sources: [],
    importing: false,
    workers: 0,
    notices: [],
    recover: false,
    codePage: STANDARD_PREFERENCES.codePage,
    recovering: null,

    addNotice: (level, message, retry = false) =>
      set((state) => {
        if (state.notices.some((notice) => notice.message === message)) return state
        const notice = { id: nextId++, level, message, retry }
        // The pane that holds it opens: a notice nobody sees was not given.
        return { notices: [...state.notices, notice].slice(-NOTICE_LIMIT), sidePane: 'evidence' }
      }),
    dismissNotice: (id) => set((state) => ({ notices: state.notices.filter((notice) => notice.id !== id) })),
  }
}

const BROKEN: ReadonlySet<SourceState['status']> = new Set(['failed', 'cancelled', 'skipped'])

/** It was not read or not copied whole, and may be if it is tried again. */
export function canTryAgain(source: SourceState, brokenCopies: ReadonlySet<string>): boolean {
  return isSettled(source) && (BROKEN.has(source.status) || brokenCopies.has(source.source))
}

/** Recovery could look through this log and has not, or not to its end. */
export function isUnsearched({ status, format, recovery }: SourceState): boolean {
  return status === 'done' && (format === 'evtx' || format === 'image') && recovery === null
}

/** Read to its end or as far as it goes, or not at all: nothing more will come of it. */
export function isSettled(source: SourceState): boolean {
  return source.status !== 'queued' && source.status !== 'reading'
}

/**
 * Something about this log should be read by a person. That it is open already is no problem, and neither is a warning
 * alone: a log copied from a running computer is never closed properly.
 */
export function hasProblem(source: SourceState): boolean {
  if (source.status === 'duplicate') return false
  const damaged = source.chunks.damaged > 0 || source.truncated
  return BROKEN.has(source.status) || damaged || source.message !== ''
}
