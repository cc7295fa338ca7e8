/** A session as a row of a grid, and all that is told of one. */
import type { FileTime, ResultId, SourceId, UnixMs } from './ids'
import type { Confidence, EndReason, LogonClass, LogonFlag, SessionKind, SessionState } from './sessions'

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
