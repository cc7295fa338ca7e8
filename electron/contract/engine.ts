/** What passes between renderer and engine over their message port: calls with one reply each, and pushed events. */
import * as z from 'zod'
import type { ResultId, UnixMs } from './ids'
import type { RowsReply, SessionDetails, SessionRow } from './session-replies'
import type { RecoveryProgress, SourceRange, SourceState } from './source-state'
import type { BarsReply, LanesReply } from './timeline-replies'
import { CASE_LIMITS } from './case-constants'
import { LANE_SORTS, MAX_PINNED, MAX_POSITIONS, SORT_COLUMNS, type FacetId } from './engine-constants'
import { EXPORT_FORMATS } from './exports'
import { eventRequests, type EventReplies, type SearchProgress } from './events'
import type { LogonClass } from './sessions'

export type * from './session-replies'
export type * from './source-state'
export type * from './timeline-replies'

/** Values that a facet keeps (or drops, with `not`). */
export const facetTermSchema = z.object({
  values: z.array(z.string().max(1024)).max(10_000).readonly(),
  not: z.boolean(),
})
export type FacetTerm = z.infer<typeof facetTermSchema>

/** Longest text of a filter. */
const QUERY_LENGTH = 20_000

export const filterSchema = z.object({
  /** What must hold, in the language of the search box (core/query/syntax): `account:svc_* -computer:DC1 dur:>8h`. */
  text: z.string().max(QUERY_LENGTH),
  /** Classes shown while no `class:` term says which; the rest is counted as hidden. */
  classes: z.array(z.string().max(32)).max(16),
})
export type Filter = z.infer<typeof filterSchema>

export const sortSchema = z.array(z.object({ column: z.enum(SORT_COLUMNS), descending: z.boolean() })).max(4)
export type Sort = z.infer<typeof sortSchema>

/** The order of lanes. */
export const laneSortingSchema = z.object({
  by: z.enum(LANE_SORTS),
  /** Groups above all others, as `Lane.groupValue` names them. */
  pinned: z.array(z.string().max(1024)).max(MAX_PINNED).readonly(),
})
export type LaneSorting = z.infer<typeof laneSortingSchema>

const groupBy = z.enum(['account', 'computer'])
const resultId = z.number().int()
const row = z.number().int().min(0)
export const requestSchema = z.discriminatedUnion('call', [
  z.object({ call: z.literal('query'), version: z.number().int(), filter: filterSchema, sort: sortSchema }),
  z.object({ call: z.literal('rows'), resultId, from: row, to: row }),
  z.object({ call: z.literal('lanes'), resultId, groupBy, order: laneSortingSchema }),
  z.object({
    call: z.literal('bars'),
    resultId,
    groupBy,
    order: laneSortingSchema,
    laneFrom: row,
    laneTo: row,
    fromMs: z.number(),
    toMs: z.number(),
    widthPx: z.number().int().min(1).max(20_000),
  }),
  z.object({ call: z.literal('positions'), resultId, sessions: z.array(row).max(MAX_POSITIONS) }),
  z.object({ call: z.literal('find'), id: z.string().max(256) }),
  /** What the case file says of sessions, for `tag:` in filters. */
  z.object({
    call: z.literal('annotate'),
    /** What was said of other sessions holds; else this is all. */
    more: z.boolean(),
    ids: z.array(z.string().max(256)).max(CASE_LIMITS.annotations),
    /** Tags of each id; a bookmark and a note are the words `bookmark` and `note`. */
    tags: z.array(z.array(z.string().max(256)).max(64)).max(CASE_LIMITS.annotations),
  }),
  /** Computer names that a person takes for one machine each, or apart, and what is added to a computer's times; replaces what was said before. */
  z.object({
    call: z.literal('identify'),
    merges: z.array(z.array(z.string().max(CASE_LIMITS.name)).max(CASE_LIMITS.merged)).max(CASE_LIMITS.items),
    splits: z.array(z.array(z.string().max(CASE_LIMITS.name)).max(CASE_LIMITS.merged)).max(CASE_LIMITS.items),
    clocks: z
      .array(
        z.object({
          computer: z.string().max(CASE_LIMITS.name),
          offsetMs: z.number().int().min(-CASE_LIMITS.offsetMs).max(CASE_LIMITS.offsetMs),
          reason: z.string().max(CASE_LIMITS.reason),
        }),
      )
      .max(CASE_LIMITS.items),
  }),
  /** Time zones that the machines were set to, those that the logs tell. */
  z.object({ call: z.literal('zones') }),
  z.object({ call: z.literal('details'), session: row }),
  z.object({ call: z.literal('record'), source: z.string().max(128), offset: z.number().min(0) }),
  /** `text`: the term that is being typed; `filter`: the others. */
  z.object({ call: z.literal('suggest'), text: z.string().max(QUERY_LENGTH), filter: filterSchema }),
  /** Sessions that a filter text, or else a word of a name or of their end, keeps, of all classes; it leaves the result alone. */
  z.object({ call: z.literal('findSessions'), text: z.string().max(QUERY_LENGTH) }),
  z.object({ call: z.literal('cancel') }),
  z.object({ call: z.literal('recover'), on: z.boolean() }),
  z.object({ call: z.literal('skip'), source: z.string().max(128) }),
  z.object({ call: z.literal('state') }),
  z.object({
    call: z.literal('export'),
    /** Names the file that main asked for. */
    ticket: z.string().max(64),
    format: z.enum(EXPORT_FORMATS),
    /** null: every session and burst of the case, hidden classes included. */
    resultId: resultId.nullable(),
    /** Only these rows of the result, bounds included; null: all of it. */
    picks: z
      .array(z.object({ from: row, to: row }))
      .max(10_000)
      .nullable(),
    /** The filter in words, for what the export says of itself. */
    filter: z.string().max(100_000).nullable(),
  }),
  ...eventRequests,
])
export type EngineRequest = z.infer<typeof requestSchema>
export const callSchema = z.object({ id: z.number().int(), request: requestSchema })

export interface FacetCount {
  readonly value: string
  readonly label: string
  readonly count: number
}

/** Answer to `query`. Sessions are named by their index in the engine's current set (`session`). */
export interface QueryReply {
  readonly version: number
  readonly resultId: ResultId
  readonly matched: number
  /** All sessions and bursts, hidden classes included. */
  readonly total: number
  readonly hidden: { readonly [C in LogonClass]?: number }
  readonly eventCount: number
  /** Corrections of clocks that the times are shown with. */
  readonly clockCorrections: number
  /** Stretches without evidence, over all machines. */
  readonly gaps: number
  /** First and last record of the case; null while nothing is read. */
  readonly extent: { readonly fromMs: UnixMs; readonly toMs: UnixMs } | null
  /** Starts of matching sessions and failed logons per bin over the whole extent. */
  readonly histogram: {
    readonly fromMs: UnixMs
    readonly binMs: number
    readonly starts: Uint32Array
    readonly failures: Uint32Array
  } | null
  /** Counts follow the other filters. */
  readonly facets: { readonly [F in FacetId]: readonly FacetCount[] }
  /** What each term of the filter alone removes (for "nothing matches"); null: the classes that are not shown. */
  readonly removedBy: readonly { readonly term: number | null; readonly count: number }[]
  /** The first FIRST_ROWS of the result: who sees its top need not ask again. */
  readonly rows: readonly SessionRow[]
}

export interface RecordReply {
  readonly xml: string
  readonly pairs: readonly (readonly [string | null, string])[]
  readonly status: 'live' | 'damaged' | 'recovered'
  /** What is wrong with it and with the chunk it lies in; of a recovered record how it was found and what speaks against it. */
  readonly ranges: readonly SourceRange[]
}
export interface Suggestion {
  readonly kind: FacetId
  readonly value: string
  readonly count: number
}

/** The time zone that a machine was set to. */
export interface MachineZone {
  readonly computer: string
  /** What the record says: minutes to UTC and a name. */
  readonly told: string
  /** IANA name, or an offset (`+05:30`) where the name is not known. */
  readonly zone: string
  readonly followsSummer: boolean
}

/** Answer to `export`. */
export interface ExportReply {
  readonly path: string
  readonly sessions: number
  readonly bytes: number
  readonly sha256: string
}

/** Replies by call. */
export interface EngineReplies extends EventReplies {
  readonly export: ExportReply
  query: QueryReply
  rows: RowsReply
  lanes: LanesReply
  bars: BarsReply
  /** Row of each session in a result, -1 if filtered out. */
  positions: { readonly rows: readonly number[] }
  /** Present index of the session with this Session.id, -1 if there is none: keeps a selection over `changed`. */
  find: { readonly session: number }
  /** Present index of each id, -1 where no session has it. */
  annotate: { readonly sessions: readonly number[] }
  /** `changed` false: it was known already. Else the sessions are made anew, at once or when the reading ends. */
  identify: { readonly changed: boolean }
  zones: readonly MachineZone[]
  details: SessionDetails
  record: RecordReply
  suggest: readonly Suggestion[]
  /** The latest first, at most FOUND_LIMIT of `matched`. */
  findSessions: { readonly rows: readonly SessionRow[]; readonly matched: number }
  cancel: null
  /** Recovery of deleted and damaged records, for all sources. Switched on again after it was stopped, it begins anew. */
  recover: null
  skip: null
  state: {
    readonly sources: readonly SourceState[]
    readonly generation: number
    readonly importing: boolean
    readonly recover: boolean
    /** That 8-bit text is read with. */
    readonly codePage: string
  }
}

/** Messages from the engine to the renderer. */
export type EngineMessage =
  | { readonly kind: 'reply'; readonly id: number; readonly value: EngineReplies[keyof EngineReplies] }
  | { readonly kind: 'error'; readonly id: number; readonly message: string }
  | {
      readonly kind: 'sources'
      readonly sources: readonly SourceState[]
      readonly importing: boolean
      readonly workers: number
      /** null while no recovery is under way. */
      readonly recovering: RecoveryProgress | null
    }
  | { readonly kind: 'search'; readonly progress: SearchProgress }
  /** Sessions were rebuilt: session indexes and result ids of older generations are void; ask again. Selection is kept by Session.id. */
  | { readonly kind: 'changed'; readonly generation: number; readonly partial: boolean }
