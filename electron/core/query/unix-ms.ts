import type { FileTime, UnixMs } from '../../contract/ids'
import { fileTimeToUnixMs } from '../text/time'

/** As columns hold a time: NaN stands for "not known". */
export function unixMs(time: FileTime | null): UnixMs {
  return time === null ? NaN : fileTimeToUnixMs(time)
}

/** null where a column holds NaN: the contract's form. */
export function orNull(ms: number): UnixMs | null {
  return Number.isNaN(ms) ? null : ms
}
