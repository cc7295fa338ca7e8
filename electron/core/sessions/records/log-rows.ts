/** One log's session-relevant rows in write order, with the places of each kind, so that no pass has to look at all. */
import { EVENT_KINDS } from '../../events/event-kinds'
import { isBootTag, isPersonalLuid, LAST_WELL_KNOWN_LUID, type CaseRows } from './case-rows'
import { KIND } from './kind-index'
import { lowerBound } from './sorted'

/** Kinds that no pass looks for by place, and of which there are many. */
const UNINDEXED = new Uint8Array(EVENT_KINDS.length)
for (const kind of [
  'activity',
  'share-access',
  'process-start',
  'group-membership',
  'special-privileges',
  'logon',
  'logoff',
] as const)
  UNINDEXED[KIND[kind]] = 1

export interface TagChange {
  /** Place of the last record with the tag before, -1 at the first tag. */
  readonly after: number
  readonly at: number
  readonly tag: bigint
}

export class LogRows {
  /** Family rows. */
  readonly rows: Int32Array
  /** Places whose record carries another boot tag than the tagged record before. */
  readonly tagChanges: readonly TagChange[]
  /** Places of records that name a logon ID of a person or service, ascending. */
  readonly named: Int32Array
  /** Places of logons of type 0: the system's own, at a start. */
  readonly systemLogons: readonly number[]
  private readonly byKind: readonly number[][]

  /** The one pass over all of the log's session-relevant records. */
  constructor(caseRows: CaseRows, rows: Int32Array) {
    this.rows = rows
    const byKind = EVENT_KINDS.map((): number[] => [])
    const changes: TagChange[] = []
    const systemLogons: number[] = []
    const named = new Int32Array(rows.length)
    let names = 0
    let lastLow = 0
    let lastHigh = 0
    let lastPlace = -1
    const { family, targetHalves: targets, subjectHalves: subjects, tagHalves: tags } = caseRows
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!
      const kind = family.kind[row]!
      if (UNINDEXED[kind] === 0) byKind[kind]!.push(i)
      else if (kind === KIND.logon && family.logonType[row] === 0) systemLogons.push(i)
      const target = targets[2 * row]!
      const subject = subjects[2 * row]!
      if (
        // Nearly all that are a person's: calls add up in a pass over all rows.
        target > LAST_WELL_KNOWN_LUID ||
        subject > LAST_WELL_KNOWN_LUID ||
        isPersonalLuid(target, targets[2 * row + 1]!) ||
        isPersonalLuid(subject, subjects[2 * row + 1]!)
      )
        named[names++] = i
      const record = family.record[row]!
      const high = tags[2 * record + 1]!
      if (!isBootTag(high)) continue
      const low = tags[2 * record]!
      if (low !== lastLow || high !== lastHigh)
        changes.push({ after: lastPlace, at: i, tag: caseRows.records.bootTag[record]! })
      lastLow = low
      lastHigh = high
      lastPlace = i
    }
    this.byKind = byKind
    this.tagChanges = changes
    this.systemLogons = systemLogons
    this.named = named.subarray(0, names)
  }

  /** Positions of a kind, ascending. @throws for kinds of which there are many */
  places(kind: number): readonly number[] {
    if (UNINDEXED[kind] === 1) throw new Error(`places of ${EVENT_KINDS[kind]} are not kept`)
    return this.byKind[kind] ?? []
  }

  /** Positions of several kinds together in [from, to), ascending. */
  placesOf(kinds: readonly number[], from = 0, to = this.rows.length): number[] {
    const found: number[] = []
    for (const kind of kinds) {
      const places = this.places(kind)
      for (let i = lowerBound(places, from); i < places.length && places[i]! < to; i++) found.push(places[i]!)
    }
    return kinds.length > 1 ? found.sort((a, b) => a - b) : found
  }

  /** Rows of several kinds, in write order. */
  rowsOf(kinds: readonly number[]): number[] {
    return this.placesOf(kinds).map((place) => this.rows[place] ?? 0)
  }
}
