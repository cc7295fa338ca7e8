/** What the opened logs hold of each computer, and what they cannot tell (call `coverage`). */
import type { FileTime } from './ids'
import type { GapKind } from './sessions'

/** Bands of one log that are listed; `moreGaps` counts the rest. */
export const COVERAGE_GAP_LIMIT = 500

export interface CoverageGap {
  readonly kind: GapKind
  /** null: from the beginning, to the end of evidence. */
  readonly from: FileTime | null
  readonly to: FileTime | null
  readonly text: string
}

/** Clears of one log that are listed; `clears` counts all. */
export const COVERAGE_CLEAR_LIMIT = 500

/** The record that tells of a clear. */
export interface CoverageClear {
  readonly time: FileTime
  /** Log that holds the record: the cleared one itself, or System. */
  readonly channel: string
  /** Record ID as decimal text, as the filter of the event browser takes it. */
  readonly recordId: string
}

/** Conflicts of one log that are listed; `moreConflicts` counts the rest. */
export const COVERAGE_CONFLICT_LIMIT = 50

/** One log (channel) of one computer, over all files that hold records of it. */
export interface ChannelCoverage {
  readonly channel: string
  /** Names of the files in results, sorted. */
  readonly files: readonly string[]
  /** Records read; those that several files hold count in each. */
  readonly records: number
  /** Earliest and latest record time. */
  readonly first: FileTime
  readonly last: FileTime
  /** Lowest and highest record id. */
  readonly firstId: bigint
  readonly lastId: bigint
  /** Record ids between the lowest and the highest that no file holds. */
  readonly missing: number
  /** So many ids are missing in so many places that the file is an export of chosen records. */
  readonly filtered: boolean
  readonly clears: number
  /** Earliest first. */
  readonly cleared: readonly CoverageClear[]
  readonly gaps: readonly CoverageGap[]
  readonly moreGaps: number
  /** Further places of records that several files hold; each record counts once. */
  readonly copies: number
  /** Records about which files disagree, a sentence for each pair of files. */
  readonly conflicts: readonly string[]
  readonly moreConflicts: number
}

/** `no-log`: the computer has no Security log here, so nothing can be said. `silent`: it has one without such a record. */
export type AuditState = 'seen' | 'silent' | 'no-log'

export interface MachineCoverage {
  readonly name: string
  /** Every spelling of the name; the filter of the event browser takes them. */
  readonly aliases: readonly string[]
  /** Why several names are one computer, and when it had each; empty where there is one name. */
  readonly identity: readonly string[]
  readonly channels: readonly ChannelCoverage[]
  /** One for each of `subcategories`. */
  readonly audit: readonly { readonly state: AuditState; readonly count: number }[]
}

/** Something known of a computer's clock. */
export interface ClockNote {
  readonly computer: string
  readonly text: string
  /** What would bring it to the other computer's clock; null where nothing is proposed. */
  readonly proposedMs: number | null
}

/** Answer to `coverage`. */
export interface CoverageReport {
  /** Audit subcategories with the event numbers that each writes. */
  readonly subcategories: readonly {
    readonly category: string
    readonly name: string
    readonly eventIds: readonly number[]
  }[]
  readonly machines: readonly MachineCoverage[]
  /** Corrections that were made, then differences that were measured. */
  readonly clocks: readonly ClockNote[]
}
