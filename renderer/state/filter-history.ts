/** Texts of the filter before and after the present one, for undo and redo. */
export interface History {
  readonly past: readonly string[]
  readonly future: readonly string[]
  /** When the last change was typed; null if it was not typed. */
  readonly typedAt: number | null
}

export const NO_HISTORY: History = { past: [], future: [], typedAt: null }

/** Steps that are kept. */
export const MOST_STEPS = 100
/** Typing with shorter rests than this is one step. */
const ONE_STEP_MS = 1500

/**
 * The history after the filter changed.
 * @param before text that held until now
 * @param typedAt milliseconds of a steady clock if the change was typed, else null
 */
export function afterChange(history: History, before: string, typedAt: number | null): History {
  const joins = typedAt !== null && history.typedAt !== null && typedAt - history.typedAt < ONE_STEP_MS
  const past = joins ? history.past : [...history.past, before].slice(-MOST_STEPS)
  return { past, future: [], typedAt }
}

/** null where there is nothing to go back to. */
export function stepBack(history: History, now: string): { history: History; text: string } | null {
  const text = history.past.at(-1)
  if (text === undefined) return null
  return {
    text,
    history: { past: history.past.slice(0, -1), future: [now, ...history.future], typedAt: null },
  }
}

/** null where there is nothing to go forward to. */
export function stepForward(history: History, now: string): { history: History; text: string } | null {
  const [text, ...future] = history.future
  return text === undefined
    ? null
    : { text, history: { past: [...history.past, now], future, typedAt: null } }
}
