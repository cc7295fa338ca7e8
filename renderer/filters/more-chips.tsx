import { useCallback, useRef, useState } from 'react'
import type { QueryTerm } from '../../electron/core/query/syntax/query-ast'
import { printTerm } from '../../electron/core/query/syntax/print-query'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Icon } from '../theme/mark'
import { IconButton } from '../ui/button'
import { Popover } from '../ui/popover'
import { termName, termTitle } from './term-text'

/** Terms that find no room in the bar: what they say, and a button to drop each. */
export function MoreChips({ terms }: { readonly terms: readonly QueryTerm[] }) {
  const [open, setOpen] = useState(false)
  const changeTerm = useStore((state) => state.changeTerm)
  const anchor = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpen(false), [])
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="chip chip-empty chip-folded"
        aria-haspopup="dialog"
        aria-expanded={open}
        title={terms.map(termTitle).join('\n')}
        onClick={() => setOpen(!open)}
      >
        {`${terms.length} more`}
        <Icon name="down" size={12} />
      </button>
      {open ? (
        <Popover label={strings.filter.bar} anchor={anchor} onClose={close}>
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
        </Popover>
      ) : null}
    </>
  )
}
