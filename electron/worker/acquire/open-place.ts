/** Logs of another computer for the window: shown folder by folder, and those that a person ticks copied, one after the other. */
import type { PlaceState } from '../../contract/places'
import { isArchive } from '../sources/list-logs'
import { isNamedLog } from '../sources/log-start'
import type { Place, PlaceEntry } from '../sources/place'
import { type RemoteAddress, shownAddress } from '../sources/remote/address'
import { lookAt } from '../sources/remote/find-logs'
import { type LoginDesk, logIn } from '../sources/remote/login-desk'
import { problemSentence } from '../sources/source-problem'
import { acquire } from './acquire'
import { atMostEvery } from './at-most-every'
import { type ArchiveRequest, archiveLogs, type Receiver } from './archive-logs'
import { PlaceBrowser } from './place-browser'

/** How often one hears how far a copy is. */
const TELL_MS = 200

export interface PlaceRequestOfJob extends Pick<
  ArchiveRequest,
  'cache' | 'version' | 'caseFile' | 'signal' | 'password' | 'gate'
> {
  readonly address: string
  readonly desk: LoginDesk
  readonly receiver: Receiver
  tell(state: PlaceState): void
  /** Lets the person look around; answers the paths of the logs that are wanted, null where the person has left. */
  choose(browser: PlaceBrowser): Promise<readonly string[] | null>
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
      lookAt(opened, address.path, signal),
    )
    try {
      const browser = new PlaceBrowser(place, signal)
      const { host, path } = address
      const named = 'file' in result ? result.file : null
      const first =
        'file' in result
          ? browser.folder(folderOf(path), [result.file])
          : browser.folder(withoutSlash(path), result.entries)
      const hasFolders = place.protocol !== 'https' && place.protocol !== 'http'
      const shown = shownAddress(address, '')
      tell({ kind: 'choosing', host, place: shown, hasFolders, first, named: named?.path ?? null })
      const ticked = browser.chosen((await request.choose(browser)) ?? [])
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

function folderOf(path: string): string {
  return withoutSlash(path.slice(0, path.lastIndexOf('/') + 1))
}

function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
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
