/** Pages of a bucket or container as entries of a folder. */
import type { PlaceEntry } from '../place'
import { SourceProblem } from '../source-problem'
import { MAX_REMOTE_ENTRIES } from './connection'

export interface ObjectPage {
  readonly entries: readonly PlaceEntry[]
  /** Where the next page begins; '' after the last. */
  readonly next: string
}

/** An empty page that promises another is allowed by both protocols, but not for ever. */
const MAX_PAGES = 2_000

/** All pages. @throws SourceProblem for more than can be browsed, or a list that goes in circles */
export async function allPages(
  shown: string,
  page: (marker: string) => Promise<ObjectPage>,
): Promise<readonly PlaceEntry[]> {
  const entries: PlaceEntry[] = []
  let marker = ''
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const { entries: some, next } = await page(marker)
    entries.push(...some)
    if (entries.length > MAX_REMOTE_ENTRIES) break
    if (next === '') return entries
    if (next === marker) break
    marker = next
  }
  throw new SourceProblem(
    `${shown} lists more than ${MAX_REMOTE_ENTRIES} entries, or goes in circles. Nothing was listed. Give a longer prefix.`,
  )
}

/** An object below `prefix`; null for the object that stands for the folder itself. */
export function objectEntry(
  prefix: string,
  key: string,
  facts: Pick<PlaceEntry, 'kind' | 'size' | 'modifiedMs'>,
): PlaceEntry | null {
  const name = key.slice(prefix.length).replace(/\/$/, '')
  return !key.startsWith(prefix) || name === '' ? null : { name, path: `/${key}`, ...facts }
}

/** Keys of a folder begin with its path and a slash; the first slash belongs to us. */
export function folderPrefix(path: string): string {
  const key = path.replace(/^\//, '')
  return key === '' || key.endsWith('/') ? key : `${key}/`
}
