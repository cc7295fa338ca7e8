import type { Suggestion } from '../../contract/engine'
import type { Machine } from '../../contract/sessions'
import { machineValues } from './facets'
import { PART } from './filter-mask'
import type { SessionColumns } from './session-columns'
import { compareText, fold, occursIn, splitWords } from './text-pattern'

const PER_KIND = 8

/** Accounts, computers and sources that hold the last typed word, with counts among what the rest of the filter keeps. */
export function suggest(
  columns: SessionColumns,
  machines: readonly Machine[],
  mask: Uint8Array,
  text: string,
): Suggestion[] {
  const word = lastValue(text)
  const perIdentity = new Uint32Array(columns.accounts.identities.length)
  const perMachine = new Uint32Array(machines.length)
  const perSource = new Uint32Array(columns.sources.length)
  for (let i = 0; i < mask.length; i++) {
    if ((mask[i]! & ~PART.text) !== 0) continue
    perIdentity[columns.accounts.entries[columns.accounts.entryOf[i]!]!.identity]!++
    perMachine[columns.machine[i]!]!++
    perSource[columns.source[i]!]!++
  }
  const written = columns.accounts.identities.map(() => [] as string[])
  for (const { identity, folded, sid } of columns.accounts.entries) {
    written[identity]!.push(folded, fold(sid ?? ''))
  }
  const accounts = columns.accounts.identities.map(({ value }, i) => ({
    value,
    texts: [fold(value), ...written[i]!],
  }))
  const names = machineValues(machines)
  const computers = machines.map(({ id, name, aliases }, i) => {
    return { value: names[i]!, texts: [name, id, ...aliases].map(fold) }
  })
  const sources = columns.sources.map((value, i) => ({ value, texts: [columns.foldedSources[i]!] }))
  return [
    ...best('account', accounts, perIdentity, word),
    ...best('computer', computers, perMachine, word),
    ...best('source', sources, perSource, word),
  ]
}

/** The last word that was typed, or the last value of the field term that it is. */
function lastValue(text: string): string {
  const word = splitWords(text).at(-1) ?? ''
  return /^-?[a-z]+:(?:.*,)?([^,]*)$/.exec(word)?.[1] ?? word
}

/** What begins with the word before what only holds it, then the most frequent. */
function best(
  kind: Suggestion['kind'],
  items: readonly { readonly value: string; readonly texts: readonly string[] }[],
  counts: Uint32Array,
  word: string,
): Suggestion[] {
  return items
    .flatMap(({ value, texts }, i) => {
      if (value === '' || counts[i] === 0 || !texts.some((text) => occursIn(word, text))) return []
      return [{ suggestion: { kind, value, count: counts[i]! }, begins: fold(value).startsWith(word) }]
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
