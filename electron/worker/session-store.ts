import type { AcquiredCopy } from '../contract/acquisition'
import type { Annotation } from '../contract/case-file'
import type { EngineReplies, EngineRequest, ExportReply } from '../contract/engine'
import type { SourceId } from '../contract/ids'
import type { TableBatch } from '../core/columns/table-builder'
import type { SourceDamage } from '../core/query/damage-places'
import type { FileSpot } from './sources/file-source'

/** Calls that ask about the case; the rest is about reading it. */
export type StoreCall = Exclude<
  keyof EngineReplies,
  'cancel' | 'recover' | 'skip' | 'state' | 'search' | 'cancelSearch' | 'export'
>
export type StoreRequest = Extract<EngineRequest, { call: StoreCall }>

/** A source of the case as it was when it was read. */
export interface StoredSource {
  readonly id: SourceId
  /** What it is called in results. */
  readonly shown: string
  /** Where it lies. */
  readonly path: FileSpot
  readonly sha256: string | null
  readonly size: number
  readonly modifiedMs: number | null
}

/** Takes what the reader makes of logs. */
export interface BatchSink {
  /** See TableMerger.add. The batch is lent for the time of the call. */
  add(sourcePath: string, order: number, stream: number, batch: TableBatch): void
  /** Drops a source's rows, or only those that recovery added. */
  remove(sourcePath: string, onlyRecovered?: boolean): void
}

/** Sessions of a result (null: all) to a file. */
export interface ExportRequest extends Omit<Extract<EngineRequest, { call: 'export' }>, 'call' | 'ticket'> {
  readonly path: string
  readonly version: string
  readonly said: readonly Annotation[]
  readonly copies: readonly AcquiredCopy[]
}

/** What a rebuild came to. */
export interface Rebuilt {
  readonly recordCount: number
  /** Time it took, in milliseconds. */
  readonly cost: number
}

/**
 * Keeps the case and answers what the window asks. Here from columns in memory; a fleet's store in a database answers the same
 * calls (docs/ARCHITECTURE.md, past one laptop).
 */
export interface SessionStore extends BatchSink {
  /** Longest rebuild, in milliseconds, that may be made while logs are read. */
  readonly maxRebuildMs: number
  /** Makes sessions of everything added so far; older results are void. `partial`: more is still being read. @param damage listed between the records */
  rebuild(
    partial: boolean,
    sources: readonly StoredSource[],
    damage?: readonly SourceDamage[],
  ): Promise<Rebuilt>
  /** A search found records of a source (by its name in results); hits of another number replace those before. */
  noteHits(search: number, source: string, offsets: Float64Array): void
  /** @throws Error whose message is a sentence for a person */
  export(request: ExportRequest): Promise<ExportReply>
  /** @throws Error whose message is a sentence for a person */
  answer(request: StoreRequest): Promise<EngineReplies[StoreCall]>
}
