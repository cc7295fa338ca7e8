/** Which logs of a place are ticked: by path, over all of its folders. */
import type { FoundLogOfPlace, PlaceEntryShown } from '../../electron/contract/places'

/** Size by path; null where the server does not say. */
export type Ticked = ReadonlyMap<string, number | null>
/** The logs below each folder that was searched, by its path. */
export type Found = ReadonlyMap<string, readonly FoundLogOfPlace[]>
export type TickState = 'none' | 'some' | 'all'

/** Whether `path` lies below the folder. */
export function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith('/') ? folder : `${folder}/`)
}

/** The logs below a folder; null where neither it nor one above it was searched. */
export function logsBelow(folder: string, found: Found): readonly FoundLogOfPlace[] | null {
  const own = found.get(folder)
  if (own !== undefined) return own
  for (const [above, logs] of found)
    if (isBelow(folder, above)) return logs.filter(({ path }) => isBelow(path, folder))
  return null
}

/** Of a folder whose logs are not known more may be there than is ticked. */
export function tickStateOf(
  { kind, path }: Pick<PlaceEntryShown, 'kind' | 'path'>,
  ticked: Ticked,
  found: Found,
): TickState {
  if (ticked.has(path)) return 'all'
  if (kind === 'file' || ticked.size === 0) return 'none'
  const logs = logsBelow(path, found)
  if (logs !== null && logs.length > 0 && logs.every((log) => ticked.has(log.path))) return 'all'
  for (const one of ticked.keys()) if (isBelow(one, path)) return 'some'
  return 'none'
}

export function withLogs(ticked: Ticked, logs: readonly FoundLogOfPlace[]): Ticked {
  return new Map([...ticked, ...logs.map(({ path, size }) => [path, size] as const)])
}

export function withoutFile(ticked: Ticked, file: string): Ticked {
  return new Map([...ticked].filter(([path]) => path !== file))
}

export function withoutFolder(ticked: Ticked, folder: string): Ticked {
  return new Map([...ticked].filter(([path]) => !isBelow(path, folder)))
}

/** Bytes of all of them; `atLeast`: the server does not tell the size of each. */
export function totalSize(sizes: Iterable<number | null>): {
  readonly bytes: number
  readonly atLeast: boolean
} {
  let bytes = 0
  let atLeast = false
  for (const size of sizes) {
    bytes += size ?? 0
    atLeast ||= size === null
  }
  return { bytes, atLeast }
}
