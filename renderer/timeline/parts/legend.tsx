import { END_REASONS } from '../../../electron/contract/sessions'
import { termOf } from '../../state/filter-slice'
import { useStore } from '../../state/store'
import { strings } from '../../strings'
import { endMark } from '../../theme/end-mark'
import type { MarkName } from '../../theme/marks'
import { Mark } from '../../theme/mark'

const ENDS: readonly (readonly [MarkName, string])[] = [
  ['m-user-logoff', 'User logoff'],
  ['m-ended', 'Session ended'],
  ['m-limit', 'Limit'],
  ['m-restart', 'Restart'],
  ['m-shutdown', 'Shutdown'],
  ['m-crash', 'Crash'],
  ['m-unknown', 'Unknown'],
  ['m-open', 'Still open'],
]
const FURTHER_ENDS: readonly (readonly [MarkName, string])[] = [
  ['m-admin-logoff', 'Logged off by another'],
  ['m-replaced', 'Replaced'],
  ['m-inferred', 'Inferred'],
  ['m-closed', 'Closed'],
]

const MARK_SIZE = 12

/** What marks and patterns mean; as much as fits in one line, whole items only. Ends filter. */
export function Legend() {
  return (
    <div className="timeline-legend">
      <div className="timeline-legend-items">
        <b>Ends</b>
        {ENDS.map(([mark, word]) => (
          <Ending key={mark} mark={mark} word={word} />
        ))}
        <b>States</b>
        <span>
          <Mark name="m-disconnected" size={MARK_SIZE} />
          <i className="timeline-pattern timeline-pattern-disconnected" />
          Disconnected
        </span>
        <span>
          <i className="timeline-pattern timeline-pattern-locked" />
          Locked
        </span>
        <span>
          <i className="timeline-pattern timeline-pattern-gap" />
          No evidence
        </span>
        <span>
          <i className="timeline-pattern timeline-incomplete" />
          Evidence incomplete
        </span>
        <span className="timeline-legend-fail">
          <Mark name="m-fail" size={MARK_SIZE} />
          Failed logon
        </span>
        {FURTHER_ENDS.map(([mark, word]) => (
          <Ending key={mark} mark={mark} word={word} />
        ))}
      </div>
    </div>
  )
}

/** A mark of the legend is a filter to the ends that it stands for; pressed again it is taken back. */
function Ending({ mark, word }: { readonly mark: MarkName; readonly word: string }) {
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
