/** What the timeline draws: lanes, marks of machines and bars. */
import type { ResultId, UnixMs } from './ids'

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
  /** What asks for failed logons of this account and of no other: its SID, or a name that only it has; empty where the lane is of many names. */
  readonly failuresOf: string
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
