/** Registers what a person opened: main hands out the ids, the page never sees a file handle. */
import type { OpenResult } from '../contract/bridge'
import type { SourceId } from '../contract/ids'
import { listLogs } from '../worker/sources/list-logs'
import type { Warn } from './bridge-calls'
import type { EngineHost } from './engine-host'
import { type ArchiveDesk, openArchive } from './open-archive'

export class LogOpener {
  private count = 0

  constructor(
    private readonly engine: EngineHost,
    private readonly warn: Warn,
    private readonly archives: ArchiveDesk,
  ) {}

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
      openArchive(path, folder !== null, this.archives, this.engine, () => this.nextId(), this.warn)
    if (message !== '') this.warn(message)
    return { opened: readable.length }
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
