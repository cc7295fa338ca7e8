import type { QueryTerm } from '../../electron/core/query/syntax/query-ast'
import { printTerm } from '../../electron/core/query/syntax/print-query'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Icon } from '../theme/mark'
import { IconButton } from '../ui/button'
import { PopoverButton } from '../ui/popover-button'
import { termName, termTitle } from './term-text'

/** Terms that find no room in the bar: what they say, and a button to drop each. */
export function MoreChips({ terms }: { readonly terms: readonly QueryTerm[] }) {
  const changeTerm = useStore((state) => state.changeTerm)
  return (
    <PopoverButton
      className="chip chip-empty chip-folded"
      face={
        <>
          {`${terms.length} more`}
          <Icon name="down" size={12} />
        </>
      }
      title={terms.map(termTitle).join('\n')}
      label={strings.filter.bar}
    >
      <ul className="folded-terms">
        {terms.map((term) => (
          <li key={printTerm(term)}>
            <span className="clip" title={termTitle(term)}>
              {termTitle(term)}
            </span>
            <IconButton
              icon="x"
              size={12}
              label={`Remove ${termName(term)} filter`}
              onClick={() => changeTerm(term, null)}
            />
          </li>
        ))}
      </ul>
    </PopoverButton>
  )
}
