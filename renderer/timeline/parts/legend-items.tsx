/** What marks and patterns of the timeline are called. */
import { END_REASONS } from '../../../electron/contract/sessions'
import { termOf } from '../../state/filter-slice'
import { useStore } from '../../state/store'
import { strings } from '../../strings'
import { endMark } from '../../theme/end-mark'
import type { MarkName } from '../../theme/marks'
import { Mark } from '../../theme/mark'

export const MARK_SIZE = 12

type Named = readonly (readonly [MarkName, string])[]

export const ENDS: Named = [
  ['m-user-logoff', 'User logoff'],
  ['m-ended', 'Session ended'],
  ['m-limit', 'Limit'],
  ['m-restart', 'Restart'],
  ['m-shutdown', 'Shutdown'],
  ['m-crash', 'Crash'],
  ['m-unknown', 'Unknown'],
  ['m-open', 'Still open'],
]
export const FURTHER_ENDS: Named = [
  ['m-admin-logoff', 'Logged off by another'],
  ['m-replaced', 'Replaced'],
  ['m-inferred', 'Inferred'],
  ['m-closed', 'Closed'],
]
export const OTHER_SIGNS: Named = [
  ['m-start-unknown', 'Start not in evidence'],
  ['m-pending', 'End may change: still reading'],
  ['m-elevated', 'Elevated token used'],
  ['m-admin-capable', 'Could elevate'],
  ['m-fail', 'Failed logon'],
]

interface SignProps {
  readonly word: string
  /** Ending of the class that draws it. */
  readonly pattern: string
  readonly mark?: MarkName
}

export const STATE_SIGNS: readonly SignProps[] = [
  { word: 'Disconnected', pattern: 'timeline-pattern-disconnected', mark: 'm-disconnected' },
  { word: 'Locked', pattern: 'timeline-pattern-locked' },
  { word: 'Screen saver', pattern: 'timeline-pattern-saver' },
  { word: 'Asleep', pattern: 'timeline-pattern-asleep' },
]
export const EVIDENCE_SIGNS: readonly SignProps[] = [
  { word: 'No evidence', pattern: 'timeline-pattern-gap' },
  { word: 'Evidence incomplete', pattern: 'timeline-incomplete' },
]

/** A pattern, with its mark where it has one. */
export function Sign({ word, pattern, mark }: SignProps) {
  return (
    <span>
      {mark === undefined ? null : <Mark name={mark} size={MARK_SIZE} />}
      <i className={`timeline-pattern ${pattern}`} />
      {word}
    </span>
  )
}

/** A mark of the legend is a filter to the ends that it stands for; pressed again it is taken back. */
export function Ending({ mark, word }: { readonly mark: MarkName; readonly word: string }) {
  const term = useStore((state) => termOf(state, 'end'))
  const reasons = END_REASONS.filter((reason) => endMark(reason) === mark)
  const on = term !== null && !term.not && reasons.every((reason) => term.values.includes(reason))
  return (
    <button
      type="button"
      className="timeline-legend-end"
      aria-pressed={on}
      title={strings.lanes.onlyEnd(word, on)}
      onClick={() => useStore.getState().setFacet('end', on ? null : { values: reasons, not: false })}
    >
      <Mark name={mark} size={MARK_SIZE} />
      {word}
    </button>
  )
}
