import type { Sort } from '../../contract/engine'
import { CONFIDENCES, END_REASONS, type Machine } from '../../contract/sessions'
import { LAST, radixSort, rankNumbers, rankSorted, type Ranks } from './radix-sort'
import type { SessionColumns } from './session-columns'
import { compareText } from './text-pattern'

type SortColumn = Sort[number]['column']

/**
 * Sorts by ranks: a column is ranked once, later queries only count-sort small numbers. Ties are in order of start,
 * then of index, so the result is the same every time.
 */
export class SortRanks {
  private readonly ranks = new Map<SortColumn, Ranks>()

  private readonly found: Uint32Array

  constructor(
    private readonly columns: SessionColumns,
    private readonly machines: readonly Machine[],
  ) {
    this.found = new Uint32Array(columns.count)
  }

  /** The sessions whose mask is 0, by start. Not to be changed: it may be the column itself. */
  matching(mask: Uint32Array): Uint32Array {
    const { byStart } = this.columns
    const { found } = this
    let n = 0
    for (let i = 0; i < byStart.length; i++) {
      const session = byStart[i]!
      found[n] = session
      // Without a branch: which sessions match is not foreseen.
      n += Number(mask[session] === 0)
    }
    return n === byStart.length ? byStart : found.slice(0, n)
  }

  /** @param matching what `matching` found */
  order(matching: Uint32Array, sort: Sort): Uint32Array {
    let rows = matching
    for (const { column, descending } of sort.toReversed()) {
      // They come by start: as the last of the columns, and so the first looked at, it changes nothing.
      if (rows === matching && column === 'start' && !descending) continue
      rows = this.sorted(rows, column, descending)
    }
    return rows
  }

  private sorted(rows: Uint32Array, column: SortColumn, descending: boolean): Uint32Array {
    const { rank, distinct } = this.ranksOf(column)
    const keys = new Uint32Array(rows.length)
    for (let i = 0; i < rows.length; i++) {
      const r = rank[rows[i]!]!
      keys[i] = r === LAST ? distinct : descending ? distinct - 1 - r : r
    }
    return radixSort(rows, keys, distinct)
  }

  private ranksOf(column: SortColumn): Ranks {
    let ranks = this.ranks.get(column)
    if (!ranks) {
      ranks = this.rank(column)
      this.ranks.set(column, ranks)
    }
    return ranks
  }

  private rank(column: SortColumn): Ranks {
    const { columns } = this
    switch (column) {
      case 'account':
        return rankTexts(
          columns.accounts.entryOf,
          columns.accounts.entries.map(({ account, sid }) => account || (sid ?? '')),
        )
      case 'domain':
        return rankTexts(
          columns.accounts.entryOf,
          columns.accounts.entries.map(({ domain }) => domain),
        )
      case 'computer':
        return rankTexts(
          columns.machine,
          this.machines.map(({ name }) => name),
        )
      case 'source':
        return rankTexts(columns.source, columns.sources.texts)
      case 'type':
        return rankNumbers(columns.type, 255)
      case 'endReason':
        return { rank: Uint32Array.from(columns.endReason), distinct: END_REASONS.length }
      case 'confidence':
        return {
          rank: Uint32Array.from(columns.confidence, (c) => (c < CONFIDENCES.length ? c : LAST)),
          distinct: CONFIDENCES.length,
        }
      case 'events':
        return rankNumbers(columns.eventCount, NaN)
      case 'start':
        return rankSorted(columns.start, columns.byStart)
      case 'end':
        return rankNumbers(columns.end, NaN)
      case 'duration':
        return rankNumbers(columns.duration, NaN)
    }
  }
}

function rankTexts(ids: Uint32Array, texts: readonly string[]): Ranks {
  const order = [...new Set(texts.filter((text) => text !== ''))].sort(compareText)
  const rankOfText = new Map(order.map((text, rank) => [text, rank]))
  const rankOfId = Uint32Array.from(texts, (text) => rankOfText.get(text) ?? LAST)
  const rank = new Uint32Array(ids.length)
  for (let i = 0; i < rank.length; i++) rank[i] = rankOfId[ids[i]!]!
  return { rank, distinct: order.length }
}
