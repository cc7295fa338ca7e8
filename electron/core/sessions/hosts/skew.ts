/** How far the clocks of two machines are apart, by records that both wrote of one act (sessions.md 7). */
import type { ClockSkew } from '../../../contract/sessions'
import type { CaseRows } from '../records/case-rows'
import { compareRows } from '../session-facts'

/** Fewer pairs can be chance. */
const MIN_PAIRS = 5
/** A pair further from the median shares a ticket, not a moment. */
const MAX_SPREAD_MS = 30_000
/** Where fewer of the pairs lie near the median, one of the clocks was changed between them, or they say nothing. */
const AGREEING_SHARE = 0.75
/** Pairs shown with their records. */
const SHOWN_PAIRS = 8
/** Below this two clocks agree; the records of one act are not written at once. */
const AGREED_MS = 2000

/** One act, told by a record of each machine; rows of the family table. */
export interface SkewPair {
  readonly from: number
  readonly to: number
  readonly fromRow: number
  readonly toRow: number
}

/** Measured differences between machines' clocks. */
export class ClockSkews {
  private readonly byPair: ReadonlyMap<string, ClockSkew>

  constructor(readonly list: readonly ClockSkew[]) {
    this.byPair = new Map(list.map((skew) => [`${skew.from} ${skew.to}`, skew]))
  }

  /** Time on `to` minus time on `from`, ms; by way of a third machine where no record joins the two; 0 if nothing is known. */
  between(from: number, to: number): number {
    const direct = this.direct(from, to)
    if (direct !== null) return direct
    for (const pair of this.list) {
      for (const other of [pair.from, pair.to]) {
        const [first, second] = [this.direct(other, from), this.direct(other, to)]
        if (first !== null && second !== null) return second - first
      }
    }
    return 0
  }

  /** ` The second clock is 0:42 ahead ...`, empty where both agree. */
  sentence(from: number, to: number): string {
    const skew = this.byPair.get(`${from} ${to}`) ?? this.byPair.get(`${to} ${from}`)
    const ms = this.between(from, to)
    if (Math.abs(ms) < AGREED_MS) return ''
    const seconds = (Math.abs(ms) / 1000).toFixed(1)
    const way = ms > 0 ? 'ahead of' : 'behind'
    const known =
      skew === undefined ? 'by way of a third computer' : `median of ${skew.pairs} pairs of records`
    return ` The clock of the second computer is ${seconds} s ${way} that of the first (${known}); no time is changed for it.`
  }

  private direct(from: number, to: number): number | null {
    const skew = this.byPair.get(`${from} ${to}`)
    if (skew !== undefined) return skew.medianMs
    const back = this.byPair.get(`${to} ${from}`)
    return back === undefined ? null : -back.medianMs
  }
}

/** Median of each two machines with pairs enough that agree; in order of the machines. */
export function measureSkews(rows: CaseRows, pairs: readonly SkewPair[]): ClockSkews {
  const groups = new Map<number, Map<number, SkewPair[]>>()
  for (const pair of pairs) {
    const ofFrom = groups.get(pair.from) ?? new Map<number, SkewPair[]>()
    groups.set(pair.from, ofFrom)
    const group = ofFrom.get(pair.to)
    if (group === undefined) ofFrom.set(pair.to, [pair])
    else group.push(pair)
  }
  const found: ClockSkew[] = []
  for (const [from, ofFrom] of groups) {
    for (const [to, group] of ofFrom) {
      if (group.length < MIN_PAIRS) continue
      const apart = group.map(({ fromRow, toRow }) => rows.ms(toRow) - rows.ms(fromRow))
      const medianMs = median(apart)
      const spread = apart.map((ms) => Math.abs(ms - medianMs))
      const agreeing = spread.filter((ms) => ms <= MAX_SPREAD_MS).length
      if (agreeing < AGREEING_SHARE * group.length) continue
      const spreadMs = median(spread)
      group.sort((a, b) => compareRows(rows, a.fromRow, b.fromRow) || compareRows(rows, a.toRow, b.toRow))
      const evidence = group
        .slice(0, SHOWN_PAIRS)
        .flatMap(({ fromRow, toRow }) => [rows.link(fromRow, 'skew-from'), rows.link(toRow, 'skew-to')])
      found.push({ from, to, medianMs, spreadMs, pairs: group.length, evidence })
    }
  }
  return new ClockSkews(found.sort((a, b) => a.from - b.from || a.to - b.to))
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low, high] = [sorted[middle - 1] ?? 0, sorted[middle] ?? 0]
  return sorted.length % 2 === 1 ? high : (low + high) / 2
}
