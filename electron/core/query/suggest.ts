import { FACET_IDS, type FacetId } from '../../contract/engine-constants'
import type { FacetCount, QueryReply, Suggestion } from '../../contract/engine'
import type { SessionColumns } from './session-columns'
import { compareText, fold, occursIn } from './text-pattern'

const PER_KIND = 8

/** Kinds that a word without a field is looked for in, in the order they are offered. */
const OF_A_WORD = ['account', 'computer', 'source', 'tag'] as const satisfies readonly FacetId[]

/**
 * Values that hold what is being typed, with counts among what the rest of the filter keeps.
 * @param text the piece of the filter under the caret: `rvd`, `-computer:DC`, `end:cra`
 * @param facets as the other terms leave them
 */
export function suggest(columns: SessionColumns, facets: QueryReply['facets'], text: string): Suggestion[] {
  const [, name, value] = /^-?"?(?:([a-z]+):(?!:))?(.*)$/is.exec(text) ?? []
  const word = fold((value ?? '').split(',').at(-1)!.replaceAll('"', ''))
  const field = FACET_IDS.find((facet) => facet === fold(name ?? ''))
  if (field === undefined && (name !== undefined || word === '')) return []
  const kinds = field === undefined ? OF_A_WORD : [field]
  const spelled = spellings(columns)
  return kinds.flatMap((kind) => best(kind, facets[kind], word, kind === 'account' ? spelled : null))
}

/** Folded ways in which each account is written, domain and SID included. */
function spellings({ accounts }: SessionColumns): ReadonlyMap<string, readonly string[]> {
  const texts = new Map<string, string[]>(accounts.identities.map(({ value }) => [value, []]))
  for (const { identity, folded, sid } of accounts.entries) {
    const list = texts.get(accounts.identities[identity]!.value)!
    list.push(folded)
    if (sid !== null) list.push(fold(sid))
  }
  return texts
}

/** What begins with the word before what only holds it, then the most frequent. */
function best(
  kind: FacetId,
  items: readonly FacetCount[],
  word: string,
  spelled: ReadonlyMap<string, readonly string[]> | null,
): Suggestion[] {
  return items
    .flatMap(({ value, count }) => {
      const texts = [fold(value), ...(spelled?.get(value) ?? [])]
      if (value === '' || !texts.some((text) => occursIn(word, text))) return []
      return [{ suggestion: { kind, value, count }, begins: fold(value).startsWith(word) }]
    })
    .sort((a, b) => {
      return (
        Number(b.begins) - Number(a.begins) ||
        b.suggestion.count - a.suggestion.count ||
        compareText(a.suggestion.value, b.suggestion.value)
      )
    })
    .slice(0, PER_KIND)
    .map(({ suggestion }) => suggestion)
}
