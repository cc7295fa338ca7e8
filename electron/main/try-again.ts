/** Trying again what was not read or copied whole: each alone, or several at once. */
import type { OpenResult } from '../contract/bridge'
import type { SourceId } from '../contract/ids'
import { type BrokenCopies, type BrokenCopy, isSamePlace } from './broken-copies'
import type { LogOpener } from './open-logs'
import type { PlaceDesk } from './place-desk'

/** Copies are asked for of one place at a time: those of another are named and stay as they are. */
export function tryAgain(
  sources: readonly SourceId[],
  {
    broken,
    logs,
    places,
  }: { readonly broken: BrokenCopies; readonly logs: LogOpener; readonly places: PlaceDesk },
): OpenResult {
  const copies: NonNullable<BrokenCopy['place']>[] = []
  const others: SourceId[] = []
  for (const id of sources) {
    const copy = broken.of(id)
    if (copy === null) others.push(id)
    // The page asks for a place that nobody named yet.
    else if (copy.place !== null) copies.push(copy.place)
  }
  const opened = logs.readAgain(others)
  const [first] = copies
  if (first === undefined) return { opened }
  const together = copies.filter(({ request }) => isSamePlace(request, first.request))
  const { request, authoritiesFile } = first
  const paths = together.map(({ path }) => path)
  if (!places.copyAgain(request, authoritiesFile, paths))
    return { message: 'Another place is open. Nothing was copied. Try again when it is done.' }
  const left = copies.length - together.length
  if (left === 0) return { opened: opened + together.length }
  return {
    message: `${left} of the files are of another place. They are as they were; try them again when these are done.`,
  }
}
