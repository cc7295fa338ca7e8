import { fold, occursIn } from '../query/text-pattern'
import type { ChunkReport } from '../evtx/chunk'
import type { ChunkReader } from '../evtx/chunk-reader'
import { readEvent } from '../evtx/event'

/** What of a record is looked at: its decoded values, not its markup. */
export interface SearchableEvent {
  readonly provider: string | null
  readonly channel: string | null
  readonly computer: string | null
  readonly userSid: string | null
  readonly recordId: string | null
  readonly eventId: number | null
  readonly data: readonly (readonly [string | null, string])[]
}

/** Does the folded text occur in a value? `*` stands for any run of characters. */
export function eventHas(event: SearchableEvent, wanted: string): boolean {
  const { provider, channel, computer, userSid, recordId, eventId, data } = event
  for (const [, value] of data) if (occursIn(wanted, fold(value))) return true
  for (const value of [provider, channel, computer, userSid, recordId]) {
    if (value !== null && occursIn(wanted, fold(value))) return true
  }
  return eventId !== null && String(eventId) === wanted
}

/** Looks through all records of a chunk; `found` gets the bytes of those in the file that have the folded text. */
export function searchChunk(
  reader: ChunkReader,
  chunk: Uint8Array,
  fileOffset: number,
  noCrc: boolean,
  wanted: string,
  found: number[],
): ChunkReport {
  return reader.eachRecord(chunk, fileOffset, noCrc, (at, size) => {
    if (eventHas(readEvent(reader.fragments, at, at + size), wanted)) found.push(fileOffset + at)
  })
}
