/** How far a log was read, what of it is not sound, and what recovery brought back. */
import type { SourceId } from './ids'

/**
 * What a stretch of a source is: a chunk with a wrong header or checksum (its records were read all the same), a place where a chunk must be and
 * none is, a record that cannot be decoded, bytes that must have been records, a record that came back with recovery.
 */
export type RangeState =
  'damaged-chunk' | 'lost-chunk' | 'damaged-record' | 'skipped-bytes' | 'recovered-record'
/** Bytes [from, to) of a source that are not sound, or were brought back. */
export interface SourceRange {
  readonly from: number
  readonly to: number
  readonly state: RangeState
  readonly what: string
}
/** What recovery found in a source: recovered = own + borrowed + none. */
export interface RecoveryCounts {
  readonly recovered: number
  /** Decoded by the template definitions of the record's own chunk. */
  readonly own: number
  /** Decoded by definitions with the same id from another chunk or file. */
  readonly borrowed: number
  /** No definition was found for all of it: values stand without names. */
  readonly none: number
  /** Found, but live somewhere or recovered before: dropped. */
  readonly duplicates: number
  /** Chunks found outside the places where a log has them; they count in `SourceState.chunks` too. */
  readonly carvedChunks: { readonly ok: number; readonly damaged: number }
}

/** How far recovery is. It goes through all logs twice: to learn what is live, then to look for what is left over. */
export interface RecoveryProgress {
  readonly round: 'learn' | 'search'
  /** Name of the log that is gone through. */
  readonly name: string
  /** Bytes gone through, of both rounds. */
  readonly bytesDone: number
  readonly bytesTotal: number
  /** Records brought back so far. */
  readonly found: number
}

export type SourceStatus = 'queued' | 'reading' | 'done' | 'failed' | 'skipped' | 'cancelled' | 'duplicate'
export interface SourceState {
  readonly source: SourceId
  readonly path: string
  readonly name: string
  readonly size: number
  readonly bytesRead: number
  readonly status: SourceStatus
  readonly sha256: string | null
  /** `evt`: Windows 2003 and before; it has no chunks. `image`: no log, searched by recovery for what is left of one. `xml`, `jsonl`: exports as text. `evtxecmd`, `hayabusa`: timelines. */
  readonly format: 'evtx' | 'evt' | 'image' | 'xml' | 'jsonl' | 'evtxecmd' | 'hayabusa'
  /** Times of a timeline that do not say how far from UTC they are, and the zone that a person named; `zone` null: it waits for one. */
  readonly localTimes: { readonly zone: string | null } | null
  readonly records: {
    readonly seen: number
    readonly decoded: number
    readonly damaged: number
    readonly skipped: number
  }
  readonly chunks: { readonly ok: number; readonly damaged: number; readonly empty: number }
  /** null where no recovery was asked for. */
  readonly recovery: RecoveryCounts | null
  /** By first byte; at most RANGE_LIMIT are kept, `more` counts the rest. */
  readonly ranges: { readonly shown: readonly SourceRange[]; readonly more: number }
  /** The header counts more chunks than the file has room for. */
  readonly truncated: boolean
  readonly mbPerSecond: number
  /** What happened, what was kept, what to do; empty when all is well. */
  readonly message: string
  readonly warnings: readonly string[]
}
