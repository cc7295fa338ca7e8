/** A source of a case: what was asked for and how far it is. */
import type { ReadingCare } from '../contract/bridge'
import type { SourceState } from '../contract/engine'
import type { SourceId } from '../contract/ids'
import { SourceProgress } from './source-progress'
import type { Arrival } from './sources/arrival'
import type { FileSpot } from './sources/file-source'

export interface SourceRequest {
  readonly id: SourceId
  /** Where it lies. */
  readonly path: FileSpot
  /** What it is called in results. */
  readonly display: string
  readonly care?: ReadingCare
  /** What is wrong with it, known before it is read. */
  readonly flaw?: string | null
  /** Its bytes are still coming; see `endArrival`. */
  readonly arrival?: Arrival
  /** Of the copy, as its record of acquisition has it: then it is known although it is not hashed. */
  readonly sha256?: string
}

export interface Entry {
  request: SourceRequest
  readonly progress: SourceProgress
  readonly abort: AbortController
  /** Whether recovery was on when its reading began: of some formats it reads otherwise. */
  recover: boolean
}

const SET_ASIDE =
  'The reader stopped twice on this log, the second time while it read nothing else. The log was set aside, and the others are read without it. ' +
  'The file on disk is untouched. Open it again to try once more.'

/** A source that waits to be read. */
export function entryOf(request: SourceRequest, recover: boolean): Entry {
  const progress = new SourceProgress(request.id, request.display, lastPart(request.display))
  progress.flaw = request.flaw ?? ''
  return { request, progress, abort: new AbortController(), recover }
}

/** Not to be read again: two processes died of it. */
export function setAside({ progress }: Entry): void {
  progress.fail(SET_ASIDE)
}

/** The person stopped it, or all of the case. */
export function endStopped({ progress, abort }: Entry): void {
  progress.end(abort.signal.reason === 'skipped' ? 'skipped' : 'cancelled')
}

/** Neither waited for nor being read. */
export function isEnded({ progress }: Entry): boolean {
  return progress.status !== 'queued' && progress.status !== 'reading'
}

/** Ended as a source of its own. */
export function isSettled(entry: Entry): boolean {
  return isEnded(entry) && entry.progress.status !== 'duplicate'
}

/** Of files without chunks recovery finds nothing: a legacy log brings back its own, an export has none. */
export function hasChunks(format: SourceState['format']): boolean {
  return format === 'evtx' || format === 'image'
}

/** A legacy log brings back its own records as it is read; what is no log is refused without recovery. */
export function readsOtherwise({ progress: { status, format } }: Entry): boolean {
  return status === 'failed' || (status === 'done' && (format === 'evt' || format === 'image'))
}

function lastPart(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}
