/** Hands the logs of archives from the acquirer to the engine as they come. */
import type { SourceId } from '../contract/ids'
import type { Warn } from './bridge-calls'
import type { AcquirerHost, JobHearer } from './acquirer-host'
import type { EngineHost } from './engine-host'

/** Where copies go, and who asks for passwords. */
export interface ArchiveDesk {
  readonly acquirer: AcquirerHost
  readonly cacheFolder: string
  readonly version: string
  /** The case that is open; null where it has no file. */
  caseFile(): string | null
  /** null: the person has none. */
  askPassword(archive: string, wrong: boolean): Promise<string | null>
}

const NO_LOGS = 'The archive holds no Windows event logs (.evtx, .evt). Nothing was opened.'
/** Problems of one archive that are shown; more are counted. */
const SHOWN_PROBLEMS = 10

/** Opens an archive; what goes wrong is a warning when all of it has come. */
export function openArchive(
  path: string,
  inFolder: boolean,
  desk: ArchiveDesk,
  engine: EngineHost,
  nextId: () => SourceId,
  warn: Warn,
): void {
  const ids = new Map<number, SourceId>()
  const problems: string[] = []
  const hearer: JobHearer = {
    began: (item, { shown, spot, size }) => {
      const id = nextId()
      ids.set(item, id)
      engine.open([{ id, path: spot, display: shown, archive: path, arriving: { size, bytes: 0 } }])
    },
    arrived: (item, bytes) => engine.arrived(ids.get(item)!, bytes),
    ended: (item, { shown, spot, problem }) => {
      const id = ids.get(item)
      if (id !== undefined) engine.arrivalEnded(id, spot, problem)
      else if (spot !== null)
        engine.open([{ id: nextId(), path: spot, display: shown, archive: path, flaw: problem }])
      else if (problem !== null) problems.push(`${shown}: ${problem}`)
    },
    problem: (shown, sentence) => problems.push(`${shown}: ${sentence}`),
    password: (archive, wrong) => desk.askPassword(archive, wrong),
    finished: (logs) => {
      const more = problems.length - SHOWN_PROBLEMS
      const shown = problems.slice(0, SHOWN_PROBLEMS)
      if (more > 0) shown.push(`${path}: ${more} more entries were not read.`)
      if (logs === 0 && problems.length === 0 && !inFolder) shown.push(`${path}: ${NO_LOGS}`)
      if (shown.length > 0) warn(shown.join('\n'), 'warning')
    },
  }
  const { cacheFolder, version } = desk
  const job = desk.acquirer.openArchive({ path, cacheFolder, version, caseFile: desk.caseFile() }, hearer)
  engine.onUnwanted((id) => {
    for (const known of ids.values()) if (known === id) desk.acquirer.steer('cancel', job)
  })
}
