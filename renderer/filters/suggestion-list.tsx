import type { Suggestion } from '../../electron/contract/engine'
import { visibleName } from '../../electron/core/text/visible-text'
import { strings } from '../strings'
import type { IconName } from '../theme/icons'
import { Icon } from '../theme/mark'
import { counted } from '../ui/numbers'
import { splitMatches } from '../ui/split-matches'

interface SuggestionListProps {
  readonly id: string
  readonly text: string
  readonly suggestions: readonly Suggestion[]
  readonly marked: number
  readonly onTake: (index: number, exclude: boolean) => void
}

const KINDS = ['account', 'computer', 'source'] as const
const ICONS: { readonly [K in Suggestion['kind']]: IconName } = {
  account: 'user',
  computer: 'server',
  source: 'laptop',
}

export const optionId = (listId: string, index: number): string => `${listId}-${index}`

/** By kind, with counts that follow the other filters. */
export function SuggestionList({ id, text, suggestions, marked, onTake }: SuggestionListProps) {
  return (
    <div className="suggestions">
      <div id={id} role="listbox" aria-label={strings.search.suggestions}>
        {KINDS.map((kind) => {
          const items = suggestions.flatMap((suggestion, index) =>
            suggestion.kind === kind ? [{ suggestion, index }] : [],
          )
          if (items.length === 0) return null
          return (
            <div key={kind} role="group" aria-label={strings.search.groups[kind]}>
              <div className="suggestion-group" aria-hidden="true">
                {strings.search.groups[kind]}
              </div>
              {items.map(({ suggestion, index }) => (
                <div
                  key={suggestion.value}
                  id={optionId(id, index)}
                  role="option"
                  aria-selected={index === marked}
                  className="suggestion"
                  onPointerDown={(event) => {
                    event.preventDefault()
                    onTake(index, event.altKey)
                  }}
                >
                  <Icon name={ICONS[kind]} />
                  <span className="clip">
                    <Highlighted text={visibleName(suggestion.value)} part={text} />
                  </span>
                  <span className="suggestion-count">{counted(suggestion.count, 'session')}</span>
                </div>
              ))}
            </div>
          )
        })}
      </div>
      <div className="suggestion-keys" aria-hidden="true">
        <span>
          <kbd>&crarr;</kbd> {strings.search.add}
        </span>
        <span>
          <kbd>Alt &crarr;</kbd> {strings.search.exclude}
        </span>
        <span>
          <kbd>&uarr;&darr;</kbd> {strings.search.choose}
        </span>
      </div>
    </div>
  )
}

function Highlighted({ text, part }: { readonly text: string; readonly part: string }) {
  return splitMatches(text, part).map((piece, index) =>
    piece.hit ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>,
  )
}
