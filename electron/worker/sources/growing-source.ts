import type { Arrival } from './arrival'
import type { ByteSource } from './byte-source'
import { type FileSpot, openFile } from './file-source'

/** A copy that is still being made, of known size: reading waits for bytes that are not there yet, and ends where they end. @throws a system error */
export async function openGrowing(spot: FileSpot, arrival: Arrival): Promise<ByteSource> {
  const file = await openFile(spot, arrival.size)
  return {
    size: arrival.size,
    modifiedMs: file.modifiedMs,
    read: async (into, position) => {
      const end = await arrival.reach(Math.min(arrival.size, position + into.length))
      const length = Math.max(0, Math.min(into.length, end - position))
      return length === 0 ? 0 : file.read(into.subarray(0, length), position)
    },
    close: () => file.close(),
  }
}
