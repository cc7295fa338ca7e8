/** Registers what a person opened: main hands out the ids, the page never sees a file handle. */
import type { AcquiredCopy } from '../contract/acquisition'
import type { OpenResult } from '../contract/bridge'
import type { SourceId } from '../contract/ids'
import { listLogs } from '../worker/sources/list-logs'
import type { Warn } from './bridge-calls'
import type { EngineHost } from './engine-host'
import type { PlaceRequest } from '../contract/places'
import { type ArrivalDesk, arrivingLogs, type BrokenHearer } from './arriving-logs'
import type { BrokenCopies } from './broken-copies'
import { type ArchiveDesk, openArchive } from './open-archive'
import type { PlaceHearer } from './place-desk'

export class LogOpener {
  /** Hears how something came to the cache. */
  onAcquired: (copy: AcquiredCopy) => void = () => undefined
  private count = 0
  private readonly arrivals: ArrivalDesk

  constructor(
    private readonly engine: EngineHost,
    private readonly warn: Warn,
    private readonly archives: ArchiveDesk,
    private readonly broken: BrokenCopies,
    /** Hears of a log that will have another content than the case knows, because more of it came. */
    private readonly onRenewed: (path: string) => void,
  ) {
    const { askPassword } = archives
    this.arrivals = {
      engine,
      warn,
      askPassword,
      nextId: () => this.nextId(),
      acquired: (copy) => this.onAcquired(copy),
    }
  }

  /** Hands the logs at these paths to the engine. Paths without any are named: in the answer, or as a warning beside it. */
  async open(paths: readonly string[]): Promise<OpenResult> {
    const listed = await listLogs(paths)
    const readable = listed.filter(({ problem }) => problem === null)
    const files = readable.filter(({ isArchive }) => !isArchive).map(({ path }) => path)
    const archives = readable.filter(({ isArchive }) => isArchive)
    const message = listed
      .flatMap(({ path, problem }) => (problem === null ? [] : [`${path}: ${problem}`]))
      .join('\n')
    if (readable.length === 0) return { message }
    if (files.length > 0) this.engine.open(files.map((path) => ({ id: this.nextId(), path, display: path })))
    for (const { path, folder } of archives)
      openArchive({ path, inFolder: folder !== null }, this.archives, this.arrivals)
    if (message !== '') this.warn(message)
    return { opened: readable.length }
  }

  /**
   * Opens a place; what is ticked there is opened as it comes.
   * @param own where confirmed servers are kept, and a file with certificates of authorities
   * @param tell hears of the place itself
   * @param wanted paths that are copied without a choice; null: the person chooses
   * @returns the acquirer's job
   */
  openPlace(
    request: PlaceRequest,
    own: { readonly dataFolder: string; readonly authoritiesFile: string | null },
    tell: PlaceHearer,
    wanted: readonly string[] | null,
  ): number {
    const { acquirer, cacheFolder, version, caseFile } = this.archives
    const shown = 'The other place'
    const { authoritiesFile } = own
    const broken: BrokenHearer = {
      add: (id, named, path) =>
        this.broken.add(id, { shown: named, place: { request, authoritiesFile, path } }),
      isKnown: (named) => this.broken.idOf(named, request.endpoint) !== null,
      renew: (named) => this.renew(named, request.endpoint),
    }
    const { hearer, itemOf } = arrivingLogs(this.arrivals, { shown, archive: null, none: null, broken })
    const task = {
      request,
      wanted: wanted && [...wanted],
      ...own,
      cacheFolder,
      version,
      caseFile: caseFile(),
    }
    const job = acquirer.open({ kind: 'open-place', ...task }, { ...hearer, ...tell })
    this.engine.onUnwanted((id) => {
      const item = itemOf(id)
      if (item !== null) acquirer.command({ kind: 'skip', job, item })
    })
    return job
  }

  /**
   * Reads logs again that were not read whole, each in place of what was read of it before. Copies from other computers are not among them.
   * @returns how many
   */
  readAgain(ids: readonly SourceId[]): number {
    const inArchives = new Map<string, string[]>()
    let count = 0
    for (const id of ids) {
      const source = this.engine.sourceOf(id)
      if (source === null) continue
      count++
      this.engine.forget(id)
      const { archive, display, path } = source
      if (archive === undefined) this.engine.open([{ id: this.nextId(), path, display }])
      else inArchives.set(archive, [...(inArchives.get(archive) ?? []), display])
    }
    for (const [path, only] of inArchives)
      openArchive({ path, inFolder: true, only }, this.archives, this.arrivals)
    return count
  }

  /** What came of a copy before goes: it is here once more, or coming. */
  private renew(shown: string, endpoint: string): void {
    const id = this.broken.idOf(shown, endpoint)
    if (id === null) return
    this.onRenewed(shown)
    this.broken.remove(id)
    this.engine.forget(id)
  }

  /**
   * Opens what the evidence cache has of logs of other computers; nobody is contacted.
   * @param lost hears of those that are not there, when all was looked for
   */
  openCached(
    wanted: readonly { readonly path: string; readonly sha256: string }[],
    lost: (paths: readonly string[]) => void,
  ): void {
    if (wanted.length === 0) return
    const { acquirer, cacheFolder, version, caseFile } = this.archives
    const broken: BrokenHearer = {
      add: (id, shown) => this.broken.add(id, { shown, place: null }),
      isKnown: () => false,
      renew: () => undefined,
    }
    const from = { shown: 'The evidence cache', archive: null, none: null, broken }
    const { hearer } = arrivingLogs(this.arrivals, from)
    const left = new Set(wanted.map(({ path }) => path))
    const task = { wanted: [...wanted], cacheFolder, version, caseFile: caseFile() }
    acquirer.open(
      { kind: 'open-cached', ...task },
      {
        ...hearer,
        ended: (item, log) => {
          left.delete(log.shown)
          hearer.ended(item, log)
        },
        finished: (logs) => {
          hearer.finished(logs)
          lost([...left])
        },
      },
    )
  }

  /** For paths that no call of the page waits for: what goes wrong becomes a warning. */
  async openUnasked(paths: readonly string[]): Promise<void> {
    if (paths.length === 0) return
    const result = await this.open(paths)
    if ('message' in result) this.warn(result.message)
  }

  private nextId(): SourceId {
    this.count += 1
    return `source-${this.count}` as SourceId
  }
}
