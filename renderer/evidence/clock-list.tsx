import type { ClockNote } from '../../electron/contract/coverage'
import { visibleName, visibleText } from '../../electron/core/text/visible-text'
import { strings } from '../strings'

/** Clock corrections that the times are shown with, and differences that were measured between computers. */
export function ClockList({ clocks }: { readonly clocks: readonly ClockNote[] }) {
  if (clocks.length === 0) return null
  return (
    <section className="coverage-machine coverage-clocks" aria-label={strings.coverage.clocks}>
      <h3>{strings.coverage.clocks}</h3>
      <ul className="selectable">
        {clocks.map(({ computer, text }, i) => (
          <li key={i}>
            <b>{visibleName(computer)}</b> {visibleText(text)}
          </li>
        ))}
      </ul>
    </section>
  )
}
