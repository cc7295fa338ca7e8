import { parseFileTimeText } from '../bytes/filetime'
import type { Event } from '../evtx/event'
import { RECORD_HEADER_SIZE } from '../evtx/layout'

const MAX_U64 = 0xffff_ffff_ffff_ffffn

/** The header that a record had in its log, as far as its export tells: record id and time of writing, which stand in for what the event lacks. */
export function recordHeader({ headerRecordId, written }: Event): Uint8Array {
  const bytes = new Uint8Array(RECORD_HEADER_SIZE)
  const view = new DataView(bytes.buffer)
  const id = BigInt(headerRecordId)
  if (id <= MAX_U64) view.setBigUint64(8, id, true)
  view.setBigUint64(16, (written === null ? null : parseFileTimeText(written)) ?? 0n, true)
  return bytes
}
