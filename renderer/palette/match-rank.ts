/**
 * How well a text answers what was typed; less is better, null is not at all. The whole as the beginning of the text
 * comes first, then at the beginning of a word, then anywhere, then its words each for itself.
 */
export function matchRank(typed: string, text: string): number | null {
  const wanted = typed.trim().toLowerCase()
  const lower = text.toLowerCase()
  if (wanted === '') return 0
  const at = lower.indexOf(wanted)
  if (at === 0) return 0
  if (at > 0) return /[\p{L}\p{N}]/u.test(lower[at - 1] ?? '') ? 2 : 1
  return wanted.split(/\s+/).every((word) => lower.includes(word)) ? 3 : null
}

/** The items that match, best first, equal ones in their own order; at most `limit`. */
export function bestMatches<T>(
  items: readonly T[],
  typed: string,
  textOf: (item: T) => string,
  limit: number,
): T[] {
  return items
    .flatMap((item) => {
      const rank = matchRank(typed, textOf(item))
      return rank === null ? [] : [{ item, rank }]
    })
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ item }) => item)
}
