import { CONFIDENCES, END_REASONS, LOGON_CLASSES, type Machine } from '../../contract/sessions'
import { accountDrops, computerDrops, typeBits } from './facet-drops'
import type { SessionColumns } from './session-columns'
import type { Compare, QueryTerm } from './syntax/query-ast'
import { computerTerm, endReasons, ipv4Range, lengthMs } from './syntax/term-values'
import { equalsPattern, fold } from './text-pattern'

/** Sets `bit` where the session does not meet the field term. Per distinct value first, then one pass over the sessions. */
export function addFieldTerm(
  mask: Uint8Array,
  bit: number,
  columns: SessionColumns,
  machines: readonly Machine[],
  term: QueryTerm,
): void {
  const drops = dropper(columns, machines, term)
  for (let i = 0; i < mask.length; i++) if (drops(i)) mask[i] = mask[i]! | bit
}

function dropper(
  columns: SessionColumns,
  machines: readonly Machine[],
  term: QueryTerm,
): (i: number) => boolean {
  const { not, values, compare } = term
  switch (term.field) {
    case 'account':
      return byId(columns.accounts.entryOf, accountDrops(columns, term))
    case 'computer':
      return byId(columns.machine, computerDrops(machines, computerTerm(term)))
    case 'type': {
      const bits = typeBits(term)
      return (i) => ((columns.types[i]! & bits) !== 0) === not
    }
    case 'end': {
      const wanted = new Set<string>(values.flatMap((value) => endReasons(value) ?? []))
      return byId(
        columns.endReason,
        END_REASONS.map((reason) => wanted.has(reason) === not),
      )
    }
    case 'class':
      return byId(
        columns.class,
        LOGON_CLASSES.map((name) => values.includes(name) === not),
      )
    case 'conf': {
      // The list begins with the surest: a smaller index is more.
      const hits = CONFIDENCES.map((_, i) =>
        values.some((value) =>
          holds(
            compare,
            CONFIDENCES.findIndex((name) => name === value),
            i,
          ),
        ),
      )
      return (i) => (hits[columns.confidence[i]!] ?? false) === not
    }
    case 'source': {
      const patterns = values.map(fold)
      return byId(
        columns.source,
        columns.foldedSources.map((source) => patterns.some((one) => equalsPattern(one, source)) === not),
      )
    }
    case 'ip':
      return byId(
        columns.source,
        columns.sources.map((source) => inRanges(source, values) === not),
      )
    case 'dur': {
      const lengths = values.flatMap((value) => lengthMs(value) ?? [])
      return (i) => lengths.some((length) => holds(compare, columns.duration[i]!, length)) === not
    }
    case 'tag': {
      const patterns = values.map(fold)
      const hit = new Uint8Array(columns.count)
      for (const [i, tags] of columns.tags)
        if (tags.some((tag) => patterns.some((one) => equalsPattern(one, fold(tag))))) hit[i] = 1
      return (i) => (hit[i] === 1) === not
    }
    case null:
      return () => false
  }
}

/** A taken-over console session is called `console, 198.51.100.7`. */
function inRanges(source: string, values: readonly string[]): boolean {
  const address = ipv4Range(source.startsWith('console, ') ? source.slice(9) : source)
  if (address === null || address.first !== address.last) return false
  return values.some((value) => {
    const range = ipv4Range(value)
    return range !== null && range.first <= address.first && address.first <= range.last
  })
}

function byId(ids: ArrayLike<number>, drop: readonly boolean[]): (i: number) => boolean {
  return (i) => drop[ids[i]!]!
}

function holds(compare: Compare, a: number, b: number): boolean {
  if (compare === '=') return a === b
  if (compare === '>') return a > b
  if (compare === '>=') return a >= b
  return compare === '<' ? a < b : a <= b
}
