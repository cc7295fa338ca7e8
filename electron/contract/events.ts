/** Calls about single records and accounts: the event browser, its search, the list of accounts. */
import * as z from 'zod'
import type { CoverageReport } from './coverage'
import type { RangeState } from './source-state'
import type { FileTime, ResultId, SourceId, UnixMs } from './ids'
import type { LogonClass } from './sessions'

const terms = z.object({ values: z.array(z.string().max(1024)).max(10_000), not: z.boolean() }).nullable()

export const eventFilterSchema = z.object({
  /** Event numbers as decimal text. */
  eventId: terms,
  computer: terms,
  channel: terms,
  /**
   * Names or `domain\name` as the records have them, or what a facet calls an account or its SID: every record that names that account. Case ignored, `*`
   * stands for anything.
   */
  account: terms,
  fromMs: z.number().nullable(),
  toMs: z.number().nullable(),
  /** Record ID as decimal text; several logs may have a record of that number. */
  recordId: z.string().max(20).nullable(),
  /** Only the records behind a session (Session.id), or all failed logons. */
  behind: z.union([z.object({ session: z.string().max(256) }), z.literal('failures')]).nullable(),
  /** Only records that the search of this number has found so far. */
  search: z.number().int().nullable(),
  /** Only what is damaged, or only what recovery brought back. */
  only: z.enum(['damaged', 'recovered']).nullable(),
})
export type EventFilter = z.infer<typeof eventFilterSchema>
export type EventFacet = 'eventId' | 'computer' | 'channel' | 'account'

const row = z.number().int().min(0)
export const eventRequests = [
  z.object({ call: z.literal('events'), filter: eventFilterSchema, descending: z.boolean() }),
  /** The session that a record is evidence of. */
  z.object({ call: z.literal('sessionOf'), source: z.string().max(128), offset: z.number().min(0) }),
  z.object({ call: z.literal('eventRows'), resultId: z.number().int(), from: row, to: row }),
  /** Where a damaged place, or the record at a byte, stands in a result. */
  z.object({
    call: z.literal('placeRow'),
    resultId: z.number().int(),
    source: z.string().max(128),
    from: z.number().min(0),
  }),
  /** Bytes [from, to) of a source, the first SHOWN_BYTES at most. */
  z.object({
    call: z.literal('bytes'),
    source: z.string().max(128),
    from: z.number().min(0),
    to: z.number().min(0),
  }),
  /** Starts a search in the decoded values of every record; the one before it ends. `search` numbers it. */
  z.object({ call: z.literal('search'), search: z.number().int(), text: z.string().min(1).max(1024) }),
  z.object({ call: z.literal('cancelSearch') }),
  z.object({ call: z.literal('accounts') }),
  z.object({ call: z.literal('coverage') }),
] as const

export interface EventFacetCount {
  readonly value: string
  /** Title of an event number; else empty. */
  readonly label: string
  readonly count: number
}

/** Answer to `events`. Counts of a facet follow the other parts of the filter. */
export interface EventsReply {
  readonly resultId: ResultId
  /** Records. */
  readonly matched: number
  readonly total: number
  readonly facets: { readonly [F in EventFacet]: readonly EventFacetCount[] }
  /** Rows of the list: records, and damaged places where they stand in their log. */
  readonly rows: number
  /** What `only` would keep beside the other parts of the filter. */
  readonly only: { readonly damaged: number; readonly recovered: number }
  /** Damaged and recovered places beyond those that are listed, of all logs. */
  readonly unlisted: number
}

/** A stretch of a log that is damaged, or that recovery made something of that is no event, as the event browser lists it. */
export interface DamageInList {
  readonly state: RangeState
  readonly from: number
  readonly to: number
  readonly what: string
  /** Record IDs of the records before and after it in the file; null where there is none. */
  readonly before: string | null
  readonly after: string | null
  /** Counting from 0; null of a file without chunks. */
  readonly chunk: number | null
  /** Records of that chunk that were read. */
  readonly readInChunk: number
}

/** One row of the event browser: a record, or a damaged place (`damage`), which has time, computer and channel of the record beside it. */
export interface EventRow {
  readonly source: SourceId
  readonly offset: number
  readonly time: FileTime
  readonly recordId: string
  readonly eventId: number
  readonly title: string
  /** Whom the record is about; of session-relevant records only. */
  readonly account: string
  readonly domain: string
  readonly computer: string
  readonly channel: string
  readonly provider: string
  readonly recovered: boolean
  /** How recovery found the record and what speaks against it; '' where it did not, or where that is not kept. */
  readonly method: string
  readonly damage: DamageInList | null
}
export interface EventRowsReply {
  readonly resultId: ResultId
  readonly from: number
  readonly rows: readonly EventRow[]
}

/** One account of the case. Times are those of its sessions and failed logons; null where none is known. */
export interface AccountRow {
  readonly account: string
  readonly domain: string
  readonly sid: string | null
  /** What filters and facets call it. */
  readonly value: string
  readonly class: LogonClass
  readonly firstMs: UnixMs | null
  readonly lastMs: UnixMs | null
  readonly sessions: number
  readonly failures: number
}

export interface EventReplies {
  events: EventsReply
  eventRows: EventRowsReply
  /** -1: it is not in the result. */
  placeRow: { readonly row: number }
  bytes: { readonly bytes: Uint8Array }
  /** null where no session rests on the record. */
  sessionOf: { readonly session: number; readonly id: string } | null
  search: null
  cancelSearch: null
  accounts: readonly AccountRow[]
  coverage: CoverageReport
}

/** How far a search is; pushed while it runs and once at its end. */
export interface SearchProgress {
  readonly search: number
  readonly bytesRead: number
  readonly bytes: number
  readonly records: number
  readonly found: number
  readonly state: 'running' | 'done' | 'cancelled'
  /** What could not be searched; empty when all could. */
  readonly message: string
}
