/** What passes between renderer and engine over their message port: calls with one reply each, and pushed events. */
import * as z from 'zod'
import type { FileTime, ResultId, SourceId, UnixMs } from './ids'
import type { RecoveryProgress, SourceRange, SourceState } from './source-state'
import { CASE_LIMITS } from './case-constants'
import { LANE_SORTS, MAX_PINNED, MAX_POSITIONS, SORT_COLUMNS, type FacetId } from './engine-constants'
import { EXPORT_FORMATS } from './exports'
import { eventRequests, type EventReplies, type SearchProgress } from './events'
import type { Confidence, EndReason, LogonClass, LogonFlag, SessionKind, SessionState } from './sessions'

export type * from './source-state'

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
  /** What the case file says of sessions, for `tag:` in filters; replaces what was said before. */
  z.object({
    call: z.literal('annotate'),
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

export interface IntervalMs {
  readonly earliest: UnixMs | null
  readonly best: UnixMs | null
  readonly latest: UnixMs | null
}

/** One grid row. */
export interface SessionRow {
  readonly session: number
  readonly id: string
  readonly kind: SessionKind
  readonly class: LogonClass
  readonly account: string
  readonly domain: string
  readonly sid: string | null
  readonly computer: string
  readonly logonType: number | null
  readonly burstCount: number | null
  readonly source: string
  readonly start: IntervalMs
  readonly end: IntervalMs
  readonly endReason: EndReason
  readonly pending: boolean
  /** sessions.md 9.5, for example `~1:42 (+0:40)`. */
  readonly durationText: string
  readonly confidence: Confidence | null
  readonly eventCount: number
  readonly adminCapable: boolean
  readonly elevationUsed: boolean
  /** The best times with all their digits; null where there is none. */
  readonly exact: { readonly start: FileTime | null; readonly end: FileTime | null }
}
export interface RowsReply {
  readonly resultId: ResultId
  readonly from: number
  readonly rows: readonly SessionRow[]
}

export interface Lane {
  readonly account: string
  /** Second line: domain or class. */
  readonly accountDetail: string
  readonly computer: string
  readonly sessionCount: number
  /** Height in stacked rows, 1..6. */
  readonly rows: number
  /** Lanes of one account (or computer) share a group. */
  readonly group: number
  /** The account (or computer) of the group as its facet calls it. */
  readonly groupValue: string
}
export interface MachineMark {
  readonly computer: string
  readonly kind:
    | 'boot'
    | 'shutdown'
    | 'restart'
    | 'crash'
    | 'log-cleared'
    | 'record-gap'
    | 'log-stopped'
    | 'silence'
    | 'clock-back'
    | 'id-order'
    | 'records-lost'
    | 'audit-off'
    | 'recovered'
    | 'log-disabled'
  readonly fromMs: UnixMs
  readonly toMs: UnixMs
  /** What is known of a gap, in a phrase; empty of other kinds. */
  readonly text: string
}
export interface LanesReply {
  readonly resultId: ResultId
  readonly lanes: readonly Lane[]
  readonly marks: readonly MachineMark[]
  /** End of evidence per computer. */
  readonly evidenceEnd: readonly {
    readonly computer: string
    readonly firstMs: UnixMs
    readonly lastMs: UnixMs
    readonly reading: boolean
  }[]
}

/** Bars that touch the window, at most a few a pixel and lane; struct of arrays, sorted by lane, stack row, start. */
export interface BarsReply {
  readonly resultId: ResultId
  readonly count: number
  readonly session: Uint32Array
  readonly lane: Uint32Array
  readonly stackRow: Uint8Array
  readonly startMs: Float64Array
  /** Best end; for open ends the end of evidence. */
  readonly endMs: Float64Array
  /** Bounds of the end; NaN where not known. */
  readonly endEarliestMs: Float64Array
  readonly endLatestMs: Float64Array
  /** 255 = unknown. */
  readonly logonType: Uint8Array
  /** Index into END_REASONS. */
  readonly endReason: Uint8Array
  readonly flags: Uint8Array
  /** Burst count, else 1. Where bars fell into one pixel: how many. */
  readonly weight: Uint32Array
  /** Label after the type number, by index into `labels`: source address, console, computer. */
  readonly label: Uint32Array
  /** Each once: tens of thousands of bars have few of them. */
  readonly labels: readonly string[]
  /** Spans of states other than active: bar index, SESSION_STATES index, from, to. */
  readonly states: {
    readonly bar: Uint32Array
    readonly state: Uint8Array
    readonly fromMs: Float64Array
    readonly toMs: Float64Array
  }
  /** Failed logons: lane and time, merged per pixel. */
  readonly failures: {
    readonly lane: Uint32Array
    readonly timeMs: Float64Array
    readonly count: Uint32Array
  }
}

export interface EvidenceItem {
  readonly source: SourceId
  readonly path: string
  readonly offset: number
  readonly channel: string
  readonly recordId: string
  readonly time: FileTime
  readonly eventId: number
  readonly title: string
  readonly role: string
  /** No part of the log as Windows would show it: brought back by recovery. */
  readonly recovered: boolean
  /** What this record says beyond its title, for example a source address. */
  readonly note: string
  /** Other sources that hold the same record, by name in results, at most PLACE_LIMIT. */
  readonly alsoIn: readonly string[]
}
/** A record by its place and its number, enough to open it. */
export type NamedRecord = Pick<EvidenceItem, 'source' | 'offset' | 'recordId' | 'eventId'>

/** Another session that this one is connected with. */
export interface SessionLink {
  readonly relation: 'opened-from' | 'opened' | 'previous' | 'next'
  readonly session: number
  readonly id: string
  readonly account: string
  readonly computer: string
  readonly logonType: number | null
  /** Of a step the moment of it, else the other session's start. */
  readonly timeMs: UnixMs | null
  /** How it is known; empty of neighbours. */
  readonly note: string
}
/** A step of the chain that a session belongs to, from one session to the one opened out of it. */
export interface ChainArrow {
  readonly from: { readonly session: number; readonly account: string; readonly computer: string }
  readonly to: { readonly session: number; readonly account: string; readonly computer: string }
  readonly timeMs: UnixMs
}
/** One logon of a burst. */
export interface BurstLogon {
  readonly logonId: string
  readonly fromMs: UnixMs | null
  readonly toMs: UnixMs | null
  readonly source: string
}
export interface SessionDetails {
  readonly row: SessionRow
  readonly logonIds: readonly string[]
  readonly sessionId: number | null
  readonly startMethod: string
  readonly endMethod: string
  readonly start: {
    readonly earliest: FileTime | null
    readonly best: FileTime | null
    readonly latest: FileTime | null
  }
  readonly end: {
    readonly earliest: FileTime | null
    readonly best: FileTime | null
    readonly latest: FileTime | null
  }
  /** Start and end as the log has them, where clock corrections moved them. */
  readonly recorded: { readonly start: FileTime | null; readonly end: FileTime | null }
  readonly auth: string
  /** Badges, in their order. */
  readonly flags: readonly LogonFlag[]
  /** Who ended it, where that is not the account itself. */
  readonly endedBy: string | null
  /** Of a session that is not over: the last record of its machine, up to which its states are known. */
  readonly knownToMs: UnixMs | null
  readonly wallMs: number | null
  readonly useMs: number | null
  readonly useIsUpperBound: boolean
  readonly states: readonly {
    readonly state: SessionState
    readonly fromMs: UnixMs
    readonly toMs: UnixMs | null
    /** That its beginning and its end are taken from, each once, at most STATE_RECORD_LIMIT. */
    readonly records: readonly NamedRecord[]
  }[]
  readonly connections: readonly {
    readonly fromMs: UnixMs
    readonly toMs: UnixMs | null
    readonly ip: string | null
    readonly client: string | null
    readonly sessionName: string | null
    readonly auth: string | null
    readonly timeZone: string | null
  }[]
  readonly explanation: readonly string[]
  /** Holes and doubts in the evidence that this session overlaps, a phrase each. */
  readonly gaps: readonly string[]
  /** At most LINK_LIMIT; `linksTotal` counts all. */
  readonly links: readonly SessionLink[]
  readonly linksTotal: number
  /** Steps to and on from this session, at most CHAIN_LIMIT. */
  readonly chain: readonly ChainArrow[]
  /** Of a burst its single logons by start, at most LINK_LIMIT; else none. */
  readonly burst: readonly BurstLogon[]
  /** In record order, at most EVIDENCE_LIMIT; `evidenceTotal` counts all. */
  readonly evidence: readonly EvidenceItem[]
  readonly evidenceTotal: number
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly verified: boolean }[]
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
