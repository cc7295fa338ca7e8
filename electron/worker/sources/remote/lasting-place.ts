/** A place that is connected to again after its connection broke, so that a transfer can go on. */
import type { Place, PlaceFile } from '../place'
import { BrokenTransfer } from './connection'

/** @throws what `connect` throws. The second connection is made by the same means as the first. */
export async function lastingPlace(connect: () => Promise<Place>): Promise<Place> {
  let place = await connect()
  let broken = false
  const { protocol, shown } = place

  const alive = async (): Promise<Place> => {
    if (!broken) return place
    await place.close()
    place = await connect()
    broken = false
    return place
  }
  const watched = async <T>(what: (place: Place) => Promise<T>): Promise<T> => {
    try {
      return await what(await alive())
    } catch (error) {
      broken ||= error instanceof BrokenTransfer
      throw error
    }
  }
  const watchedFile = (file: PlaceFile): PlaceFile => ({
    ...file,
    async *read(position, signal) {
      try {
        yield* file.read(position, signal)
      } catch (error) {
        broken ||= error instanceof BrokenTransfer
        throw error
      }
    },
  })
  return {
    protocol,
    shown,
    get fingerprint() {
      return place.fingerprint
    },
    list: (path, signal) => watched((now) => now.list(path, signal)),
    open: async (path, signal) => watchedFile(await watched((now) => now.open(path, signal))),
    close: () => place.close(),
  }
}
