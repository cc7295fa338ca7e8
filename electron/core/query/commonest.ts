import { compareText } from './text-pattern'

/**
 * The commonest of many values, ties in order of text. The order of text is found once; each count then costs one pass, however many values a case has.
 */
export class Commonest {
  private order: Uint32Array | null = null

  constructor(private readonly values: readonly string[]) {}

  /** Indexes of at most `limit` values that are counted at all. */
  of(counts: Uint32Array, limit: number): number[] {
    this.order ??= Uint32Array.from(this.values.keys()).sort((a, b) =>
      compareText(this.values[a]!, this.values[b]!),
    )
    const found: number[] = []
    for (const i of this.order) if (counts[i]! > 0) found.push(i)
    if (found.length > limit) return this.cut(found, counts, limit)
    return found.sort((a, b) => counts[b]! - counts[a]!)
  }

  /** Only values as common as the last that finds room are sorted. */
  private cut(found: readonly number[], counts: Uint32Array, limit: number): number[] {
    const least = Uint32Array.from(found, (i) => counts[i]!).sort()[found.length - limit]!
    const above = found.filter((i) => counts[i]! > least)
    const equal = found.filter((i) => counts[i] === least).slice(0, limit - above.length)
    return [...above.sort((a, b) => counts[b]! - counts[a]!), ...equal]
  }
}
