import { EVT_HEADER_SIZE, LOG_NAME_PROBE_SIZE } from '../evt/layout'
import { readEvtRecord } from '../evt/record'
import { wholeRecordSize } from '../evt/record-shape'
import { RingBytes } from '../evt/ring-bytes'
import { channelOfFileName, channelOfSource } from './legacy-catalogue'

/**
 * The log that a legacy file is, which the file itself does not say: told by the first source that only one log has, else by the
 * file's name. Empty if neither tells. `head` are the first LOG_NAME_PROBE_SIZE bytes or all.
 */
export function legacyChannel(head: Uint8Array, fileName: string): string {
  const bytes = new RingBytes(head.subarray(0, LOG_NAME_PROBE_SIZE))
  for (let at = EVT_HEADER_SIZE; at + 8 <= bytes.end;) {
    const size = wholeRecordSize(bytes, at, bytes.end - at)
    const source = size > 0 ? (readEvtRecord(bytes.slice(at, size))?.source ?? '') : ''
    const channel = channelOfSource(source)
    if (channel !== null) return channel
    at += size > 0 ? size : 4
  }
  return channelOfFileName(fileName) ?? ''
}
