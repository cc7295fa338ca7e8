/** Registers what a person opened: main hands out the ids, the page never sees a file handle. */
import type { OpenResult } from '../contract/bridge'
import type { SourceId } from '../contract/ids'
import { listLogs } from '../worker/sources/list-logs'
import type { Warn } from './bridge-calls'
import type { EngineHost } from './engine-host'
import type { PlaceRequest } from '../contract/places'
import { type ArrivalDesk, arrivingLogs } from './arriving-logs'
import { type ArchiveDesk, openArchive } from './open-archive'
import type { PlaceHearer } from './place-desk'

export class LogOpener {
  private count = 0
  private readonly arrivals: ArrivalDesk

  constructor(
    private readonly engine: EngineHost,
    private readonly warn: Warn,
    private readonly archives: ArchiveDesk,
  ) {
    const { askPassword } = archives
    this.arrivals = { engine, warn, askPassword, nextId: () => this.nextId() }
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
    for (const { path, folder } of archives) openArchive(path, folder !== null, this.archives, this.arrivals)
    if (message !== '') this.warn(message)
    return { opened: readable.length }
  }

  /**
   * Opens a place; what is ticked there is opened as it comes.
   * @param own where confirmed servers are kept, and a file with certificates of authorities
   * @param tell hears of the place itself
   * @returns the acquirer's job
   */
  openPlace(
    request: PlaceRequest,
    own: { readonly dataFolder: string; readonly authoritiesFile: string | null },
    tell: PlaceHearer,
  ): number {
    const { acquirer, cacheFolder, version, caseFile } = this.archives
    const shown = 'The other place'
    const { hearer, itemOf } = arrivingLogs(this.arrivals, { shown, archive: null, none: null })
    const task = { request, ...own, cacheFolder, version, caseFile: caseFile() }
    const job = acquirer.open({ kind: 'open-place', ...task }, { ...hearer, ...tell })
    this.engine.onUnwanted((id) => {
      const item = itemOf(id)
      if (item !== null) acquirer.command({ kind: 'skip', job, item })
    })
    return job
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
