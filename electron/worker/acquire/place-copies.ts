/** Files of another computer that are copied one after the other, those that failed again if the person wants it. */
import type { Acquisition } from '../../contract/acquisition'
import type { PlaceState } from '../../contract/places'
import { isArchive } from '../sources/list-logs'
import { isNamedLog } from '../sources/log-start'
import type { Place, PlaceEntry } from '../sources/place'
import { type RemoteAddress, shownAddress } from '../sources/remote/address'
import { acquire } from './acquire'
import { type ArchiveRequest, archiveLogs, type ReadyLog, type Receiver } from './archive-logs'
import { atMostEvery } from './at-most-every'
import { EarlyRow } from './early-row'

/** How often one hears how far a copy is. */
const TELL_MS = 200

/** Hears of the logs of a place too. */
export interface PlaceReceiver extends Receiver {
  /** `path`: by which the file can be copied once more; left out of what lay in an archive. */
  ended(
    item: number,
    log: Omit<ReadyLog, 'spot'> & { readonly spot: ReadyLog['spot'] | null; readonly path?: string },
  ): void
  /** What came of this file before is void: it is here once more, or coming. */
  renewed?(shown: string): void
  /** An archive is here, whole or as far as it came. */
  acquired?(shown: string, archive: Acquisition): void
}

export interface PlaceCopyRequest extends Pick<
  ArchiveRequest,
  'cache' | 'version' | 'caseFile' | 'signal' | 'password' | 'gate'
> {
  readonly receiver: PlaceReceiver
  tell(state: PlaceState): void
  /** Takes what stops a single log. */
  stopOf(item: number, stop: () => void): void
}

interface Wanted {
  readonly entry: PlaceEntry
  readonly again: boolean
}

/** The copies of one place, and their numbers. */
export class PlaceCopies {
  /** Logs so far; the next one's number. */
  logs = 0
  private done = 0
  private count = 0
  private readonly waiting: Wanted[] = []
  private readonly known = new Map<string, PlaceEntry>()
  private readonly tell: (state: PlaceState) => void

  constructor(
    private readonly place: Place,
    private readonly address: RemoteAddress,
    private readonly request: PlaceCopyRequest,
  ) {
    this.tell = atMostEvery(TELL_MS, request.tell)
  }

  /** Copies all of them, and what `addAgain` adds meanwhile. @param again they have been tried before */
  async run(entries: readonly PlaceEntry[], again: boolean): Promise<void> {
    for (const entry of entries) {
      this.known.set(entry.path, entry)
      this.waiting.push({ entry, again })
    }
    this.count = entries.length
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) {
      if (this.request.signal.aborted) this.leaveOut(next)
      else await this.add(next)
    }
  }

  /** Paths that were tried before come once more, behind the others. */
  addAgain(paths: readonly string[]): void {
    const entries = paths.flatMap((path) => this.known.get(path) ?? [])
    this.waiting.push(...entries.map((entry) => ({ entry, again: true })))
    this.count += entries.length
  }

  private leaveOut({ entry: { path }, again }: Wanted): void {
    // Its row says already why it is not here.
    if (again) return
    const shown = shownAddress(this.address, path)
    this.request.receiver.ended(this.logs++, {
      shown,
      spot: null,
      problem: LEFT_OUT,
      acquisition: null,
      path,
    })
  }

  /** One file; an archive becomes the logs in it. */
  private async add({ entry: { name, path, size: listedSize } }: Wanted): Promise<void> {
    const { place, request } = this
    const { cache, version, caseFile, receiver } = request
    const shown = shownAddress(this.address, path)
    const stop = new AbortController()
    const signal = AbortSignal.any([request.signal, stop.signal])
    let item = this.logs++
    const progress = this.progressOf(name, () => item)
    let size = listedSize
    const row: { early: EarlyRow | null } = { early: null }
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
          if (told === null || !isNamedLog(name)) return
          row.early = new EarlyRow(spot, told, () => {
            receiver.renewed?.(shown)
            receiver.began?.(item, { shown, spot, size: told })
          })
        },
        arrived: (bytes) => {
          if (row.early?.isShown(bytes) === true) receiver.arrived?.(item, bytes)
          progress(bytes, size)
        },
        restarted: () => {
          const { early } = row
          row.early = null
          if (early?.isShown(0) !== true) return
          receiver.ended(item, { shown, spot: null, problem: CHANGED, acquisition: null })
          item = this.logs++
          request.stopOf(item, () => stop.abort('skipped'))
        },
      },
    )
    this.done++
    const { path: copy, record, problem } = acquired
    if (row.early?.isShown(0) === true) receiver.arrived?.(item, acquired.bytes)
    else if (copy !== null) receiver.renewed?.(shown)
    if (copy === null || !(await isArchive(copy)))
      receiver.ended(item, { shown, spot: copy, problem, acquisition: record, path })
    else {
      // A row of its own: it can be tried again.
      if (problem !== null) receiver.ended(item, { shown, spot: null, problem, acquisition: null, path })
      if (record !== null) receiver.acquired?.(shown, record)
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
    const { done, address } = this
    const startMs = performance.now()
    return (bytes, size) => {
      const seconds = (performance.now() - startMs) / 1000
      const bytesPerSecond = seconds > 0 ? bytes / seconds : 0
      const { host } = address
      const file = { name, item: item(), bytes, size, bytesPerSecond }
      this.tell({ kind: 'copying', host, ...file, paused: false, done, count: this.count })
    }
  }
}

const CHANGED = 'It changed at its source while it was copied, and is copied anew. What came before is void.'
const LEFT_OUT = 'Copying was stopped before its turn. Nothing of it was copied. Try again to get it.'
