import type { FileTime } from '../../../contract/ids'
import type { Boot } from '../../../contract/sessions'

/** Place of the last boot that began at or before a time, -1 if none did; boots come in order of time. */
export function bootPlace(boots: readonly Boot[], time: FileTime): number {
  let [low, high] = [0, boots.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((boots[middle]?.start.latest ?? 0n) <= time) low = middle + 1
    else high = middle
  }
  return low - 1
}
