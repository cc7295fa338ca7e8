import type { AcquiredCopy } from '../../../contract/acquisition'
import type { ExportedSource } from './export-case'

/** How a log came, of all that was acquired: the archive that it lay in first, then its own copy. None of one that was read where it lay. */
export function waysOf(path: string, copies: readonly AcquiredCopy[]): Pick<ExportedSource, 'acquisitions'> {
  const own = copies
    .filter((copy) => copy.path === path || path.startsWith(`${copy.path}/`))
    .toSorted((a, b) => a.path.length - b.path.length || (a.acquisition.end < b.acquisition.end ? -1 : 1))
  return own.length > 0 ? { acquisitions: own.map(({ acquisition }) => acquisition) } : {}
}
