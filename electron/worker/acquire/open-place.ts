/** Logs of another computer for the window: found, listed, and those that a person ticks copied, one after the other. */
import type { ListedLogOfPlace, PlaceState } from '../../contract/places'
import { LISTED_LIMIT } from '../../contract/place-limits'
import { isArchive } from '../sources/list-logs'
import { isNamedLog } from '../sources/log-start'
import type { Place, PlaceEntry } from '../sources/place'
import { type RemoteAddress, shownAddress } from '../sources/remote/address'
import { findLogs, type FoundLogs } from '../sources/remote/find-logs'
import { type LoginDesk, logIn } from '../sources/remote/login-desk'
import { problemSentence } from '../sources/source-problem'
import { acquire } from './acquire'
import { atMostEvery } from './at-most-every'
import { type ArchiveRequest, archiveLogs, type Receiver } from './archive-logs'

/** How often one hears how far a copy is. */
const TELL_MS = 200
/** Folders that could not be listed, each named. */
const SHOWN_PROBLEMS = 10

export interface PlaceRequestOfJob extends Pick<
  ArchiveRequest,
  'cache' | 'version' | 'caseFile' | 'signal' | 'password' | 'gate'
> {
  readonly address: string
  readonly desk: LoginDesk
  readonly receiver: Receiver
  tell(state: PlaceState): void
  /** Which of the listed logs are wanted; null where the person has left. */
  choose(): Promise<readonly number[] | null>
  /** Takes what stops a single log. */
  stopOf(item: number, stop: () => void): void
}

/** Resolves when all that was ticked has ended, with how many logs there were. Never rejects. */
export async function openPlace(request: PlaceRequestOfJob): Promise<{ readonly logs: number }> {
  const { desk, signal, tell } = request
  try {
    const parsed = desk.parse(request.address)
    const { address } = parsed
    tell({ kind: 'connecting', host: address.host })
    const { place, result } = await logIn(parsed, desk, signal, (opened) =>
      findLogs(opened, address.path, signal),
    )
    try {
      const ticked = await tickedOf(result, address, request)
      const copies = new Copies(place, address, ticked.length, request)
      for (const entry of ticked) if (!signal.aborted) await copies.add(entry)
      tell({ kind: 'none', problem: null })
      return { logs: copies.logs }
    } finally {
      await place.close()
    }
  } catch (error) {
    tell({ kind: 'none', problem: signal.aborted ? null : problemSentence(error) })
    return { logs: 0 }
  }
}

async function tickedOf(
  { files, problems }: FoundLogs,
  address: RemoteAddress,
  { tell, choose }: PlaceRequestOfJob,
): Promise<readonly PlaceEntry[]> {
  const listed = files.slice(0, LISTED_LIMIT)
  const sentences = problems
    .slice(0, SHOWN_PROBLEMS)
    .map(({ path, sentence }) => `${shownAddress(address, path)}: ${sentence}`)
  if (problems.length > SHOWN_PROBLEMS)
    sentences.push(`${problems.length - SHOWN_PROBLEMS} more folders were not listed.`)
  if (files.length > listed.length)
    sentences.push(
      `${files.length - listed.length} more logs are not shown. Name a folder further down to see them.`,
    )
  const logs = listed.map((entry) => listedLog(entry, address.path))
  tell({ kind: 'choosing', host: address.host, shown: shownAddress(address), logs, problems: sentences })
  const chosen = new Set(await choose())
  return listed.filter((_, i) => chosen.has(i))
}

/** Its folder as seen from the one that was named. */
function listedLog({ name, path, size, modifiedMs }: PlaceEntry, named: string): ListedLogOfPlace {
  const top = named.endsWith('/') ? named : `${named}/`
  const folder = path.slice(0, path.length - name.length)
  return { name, folder: folder.startsWith(top) ? folder.slice(top.length) : '', size, modifiedMs }
}

/** The copies of one place, and their numbers. */
class Copies {
  /** Logs so far; the next one's number. */
  logs = 0
  private done = 0
  private readonly tell: (state: PlaceState) => void

  constructor(
    private readonly place: Place,
    private readonly address: RemoteAddress,
    private readonly count: number,
    private readonly request: PlaceRequestOfJob,
  ) {
    this.tell = atMostEvery(TELL_MS, request.tell)
  }

  /** One file; an archive becomes the logs in it. */
  async add({ name, path, size: listedSize }: PlaceEntry): Promise<void> {
    const { place, request } = this
    const { cache, version, caseFile, receiver } = request
    const shown = shownAddress(this.address, path)
    const stop = new AbortController()
    const signal = AbortSignal.any([request.signal, stop.signal])
    let item = this.logs++
    const progress = this.progressOf(name, () => item)
    let isEarly = false
    let size = listedSize
    request.stopOf(item, () => stop.abort('skipped'))
    progress(0, size)
    const acquired = await acquire(
      cache,
      {
        source: place.shown + path,
        protocol: place.protocol,
        fingerprint: place.fingerprint,
        version,
        caseFile,
        open: (opening) => place.open(path, opening),
      },
      {
        signal,
        ...(request.gate && { gate: request.gate }),
        began: (spot, told) => {
          size = told
          // An archive is none before all of it is here.
          isEarly = told !== null && isNamedLog(name)
          if (isEarly) receiver.began?.(item, { shown, spot, size: told! })
        },
        arrived: (bytes) => {
          if (isEarly) receiver.arrived?.(item, bytes)
          progress(bytes, size)
        },
        restarted: () => {
          if (!isEarly) return
          receiver.ended(item, { shown, spot: null, problem: CHANGED, acquisition: null })
          isEarly = false
          item = this.logs++
          request.stopOf(item, () => stop.abort('skipped'))
        },
      },
    )
    this.done++
    const { path: copy, record, problem } = acquired
    if (copy === null || !(await isArchive(copy)))
      receiver.ended(item, { shown, spot: copy, problem, acquisition: record })
    else {
      if (problem !== null) receiver.problem(shown, problem)
      await this.unpack(copy, shown, place.shown + path)
    }
  }

  private async unpack(path: string, shown: string, source: string): Promise<void> {
    const { receiver, cache, version, caseFile, signal, password, gate } = this.request
    const first = this.logs
    const { logs } = await archiveLogs({
      ...{ path, shown, source, cache, version, caseFile, signal, password },
      ...(gate && { gate }),
      receiver: {
        began: (item, log) => receiver.began?.(first + item, log),
        arrived: (item, bytes) => receiver.arrived?.(first + item, bytes),
        ended: (item, log) => receiver.ended(first + item, log),
        problem: (where, sentence) => receiver.problem(where, sentence),
      },
    })
    this.logs += logs
    if (logs === 0) receiver.problem(shown, 'The archive gave no event logs.')
  }

  private progressOf(name: string, item: () => number): (bytes: number, size: number | null) => void {
    const { done, count, address } = this
    const startMs = performance.now()
    return (bytes, size) => {
      const seconds = (performance.now() - startMs) / 1000
      const bytesPerSecond = seconds > 0 ? bytes / seconds : 0
      const { host } = address
      const file = { name, item: item(), bytes, size, bytesPerSecond }
      this.tell({ kind: 'copying', host, ...file, paused: false, done, count })
    }
  }
}

const CHANGED = 'It changed at its source while it was copied, and is copied anew. What came before is void.'
