import type { QueryReply } from '../../electron/contract/engine'
import { isFiltered } from '../state/filter-slice'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Button } from '../ui/button'
import { counted } from '../ui/numbers'
import { termName, termTitle, termValueText } from './term-text'
import './nothing-matches.css'

/**
 * Stands over the lanes while the result is empty: which filter removes what, and one click to drop it. `removedBy`
 * counts what would come back without each filter alone.
 */
export function NothingMatches() {
  const result = useStore((state) => state.result)
  const filtered = useStore((state) => isFiltered(state.filter))
  const partial = useStore((state) => state.partial)
  if (result === null || result.matched > 0) return null
  if (filtered) return <FilteredAway result={result} />
  if (partial) return null
  return result.total > 0 ? <OnlyHidden /> : <NoLogons />
}

function FilteredAway({ result }: { readonly result: QueryReply }) {
  const terms = useStore((state) => state.terms)
  const changeTerm = useStore((state) => state.changeTerm)
  const showHiddenClasses = useStore((state) => state.showHiddenClasses)
  const clearFilter = useStore((state) => state.clearFilter)
  const helpful = result.removedBy
    .filter((part) => part.count > 0)
    .toSorted((one, other) => other.count - one.count)
  return (
    <div className="nothing-matches">
      <b>{strings.none.title}</b>
      <p>{helpful.length > 0 ? strings.none.lead : strings.none.noneAlone}</p>
      <div>
        {helpful.map(({ term: index, count }) => {
          const term = index === null ? null : terms[index]
          if (term === undefined) return null
          return (
            <Button
              key={index ?? 'hidden'}
              title={term === null ? strings.none.hidden : termTitle(term)}
              onClick={() => (term === null ? showHiddenClasses(true) : changeTerm(term, null))}
            >
              <span className="clip">
                {term === null
                  ? strings.none.hidden
                  : `${strings.none.without} ${termName(term)}${term.not ? ` ${strings.filter.not}` : ''} ${termValueText(term)}`}
              </span>
              <em>{counted(count, 'session')}</em>
            </Button>
          )
        })}
      </div>
      <Button kind="link" onClick={clearFilter}>
        {strings.none.clearAll}
      </Button>
    </div>
  )
}

function OnlyHidden() {
  const showHiddenClasses = useStore((state) => state.showHiddenClasses)
  return (
    <div className="nothing-matches">
      <b>{strings.none.onlyHidden}</b>
      <p>{strings.none.onlyHiddenText}</p>
      <Button onClick={() => showHiddenClasses(true)}>{strings.status.show}</Button>
    </div>
  )
}

function NoLogons() {
  return (
    <div className="nothing-matches">
      <b>{strings.none.noLogons}</b>
      <p>{strings.none.noLogonsText}</p>
    </div>
  )
}
