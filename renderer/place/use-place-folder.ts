/** Looking around in a place: the folder that is shown, what is looked at now, and what is ticked. */
import { useState } from 'react'
import { LISTED_LIMIT } from '../../electron/contract/place-limits'
import type { PlaceFolder, PlaceLook, PlaceSight, PlaceState } from '../../electron/contract/places'
import { strings } from '../strings'
import { countText } from '../ui/numbers'
import {
  type Found,
  logsBelow,
  type Ticked,
  tickStateOf,
  withLogs,
  withoutFile,
  withoutFolder,
} from './ticked-logs'

type Choosing = Extract<PlaceState, { kind: 'choosing' }>
type Entry = PlaceFolder['entries'][number]

export interface PlaceFolderView {
  readonly folder: PlaceFolder
  readonly ticked: Ticked
  readonly found: Found
  /** What is looked at now. */
  readonly looking: PlaceLook | null
  readonly problems: readonly string[]
  /** Path of the folder that was left last: going up ends there. */
  readonly cameFrom: string | null
  enter(path: string): void
  toggle(entry: Pick<Entry, 'kind' | 'path' | 'size'>): void
  stop(): void
  clear(): void
}

export function usePlaceFolder({ first, named }: Choosing): PlaceFolderView {
  const [folder, setFolder] = useState(first)
  const [cameFrom, setCameFrom] = useState<string | null>(null)
  const [ticked, setTicked] = useState<Ticked>(() =>
    named === null ? new Map() : new Map(first.entries.map(({ path, size }) => [path, size])),
  )
  const [found, setFound] = useState<Found>(() => new Map())
  const [looking, setLooking] = useState<PlaceLook | null>(null)
  const [problems, setProblems] = useState<readonly string[]>([])

  /** null where it was stopped or went wrong, which is told. */
  const look = async <K extends 'folder' | 'logs'>(
    wanted: PlaceLook,
    kind: K,
  ): Promise<Extract<PlaceSight, { kind: K }> | null> => {
    setLooking(wanted)
    const sight = await window.sojourn.lookInPlace(wanted)
    // A look that took the place of this one tells its own end.
    setLooking((now) => (now === wanted ? null : now))
    if (sight.kind !== 'stopped') setProblems(sight.kind === 'problem' ? [sight.sentence] : [])
    return sight.kind === kind ? (sight as Extract<PlaceSight, { kind: K }>) : null
  }
  const enter = async (path: string): Promise<void> => {
    const sight = await look({ path, below: false }, 'folder')
    if (sight === null) return
    setCameFrom(folder.path)
    setFolder(sight.folder)
  }
  const search = async (path: string): Promise<void> => {
    const sight = await look({ path, below: true }, 'logs')
    if (sight === null) return
    setFound((before) => new Map([...before, [path, sight.logs]]))
    setTicked((before) => withLogs(before, sight.logs))
    setProblems(sight.more === 0 ? sight.problems : [notTicked(sight.more), ...sight.problems])
  }
  return {
    folder,
    ticked,
    found,
    looking,
    problems,
    cameFrom,
    enter: (path) => void enter(path),
    toggle: ({ kind, path, size }) => {
      const isOn = tickStateOf({ kind, path }, ticked, found) === 'all'
      if (kind === 'file') setTicked(isOn ? withoutFile(ticked, path) : withLogs(ticked, [{ path, size }]))
      else if (isOn) setTicked(withoutFolder(ticked, path))
      else {
        const known = logsBelow(path, found)
        if (known === null) void search(path)
        else setTicked(withLogs(ticked, known))
      }
    },
    stop: () => void window.sojourn.lookInPlace(null),
    clear: () => setTicked(new Map()),
  }
}

function notTicked(more: number): string {
  return `${countText(more)} ${strings.place.notTicked} ${countText(LISTED_LIMIT)}.`
}
