import type { Suggestion } from '../../electron/contract/engine'
import { FACETS } from '../state/filter-slice'
import { strings } from '../strings'
import type { IconName } from '../theme/icons'
import { Icon } from '../theme/mark'
import { counted } from '../ui/numbers'
import { splitMatches } from '../ui/split-matches'
import { facetValueText } from './facet-values'

/** A value, or the name of a field to go on with. */
export type Offer = Suggestion | { readonly kind: 'field'; readonly value: string }

interface SuggestionListProps {
  readonly id: string
  /** What is looked for. */
  readonly text: string
  readonly offers: readonly Offer[]
  readonly marked: number
  readonly onTake: (index: number, exclude: boolean) => void
}

const KINDS = [...FACETS, 'field'] as const
const ICONS: { readonly [K in Offer['kind']]: IconName } = {
  account: 'user',
  computer: 'server',
  type: 'key',
  end: 'goto',
  source: 'laptop',
  dur: 'clock',
  conf: 'evidence',
  class: 'user',
  tag: 'tag',
  field: 'filter',
}

export const optionId = (listId: string, index: number): string => `${listId}-${index}`

/** By kind, with counts that follow the other filters. */
export function SuggestionList({ id, text, offers, marked, onTake }: SuggestionListProps) {
  return (
    <>
      <div id={id} role="listbox" aria-label={strings.search.suggestions}>
        {KINDS.map((kind) => {
          const items = offers.flatMap((offer, index) => (offer.kind === kind ? [{ offer, index }] : []))
          if (items.length === 0) return null
          return (
            <div key={kind} role="group" aria-label={groupName(kind)}>
              <div className="suggestion-group" aria-hidden="true">
                {groupName(kind)}
              </div>
              {items.map(({ offer, index }) => (
                <div
                  key={offer.value}
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
                    <Highlighted text={offerText(offer)} part={text} />
                  </span>
                  {offer.kind === 'field' ? null : (
                    <span className="suggestion-count">{counted(offer.count, 'session')}</span>
                  )}
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
    </>
  )
}

function groupName(kind: Offer['kind']): string {
  return kind === 'field' ? strings.search.fields : strings.search.groups[kind]
}

function offerText({ kind, value }: Offer): string {
  return kind === 'field' ? `${value}:` : facetValueText(kind, value)
}

function Highlighted({ text, part }: { readonly text: string; readonly part: string }) {
  return splitMatches(text, part).map((piece, index) =>
    piece.hit ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>,
  )
}
