/** Opens archives by the acquirer. */
import type { AcquirerHost } from './acquirer-host'
import { type ArrivalDesk, arrivingLogs } from './arriving-logs'

/** Where copies go, and what they are noted for. */
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

export interface OpenedArchive {
  readonly path: string
  /** It was found in a folder, where one without logs is no news. */
  readonly inFolder: boolean
  /** Logs in it that are wanted, as shown; left out: all. */
  readonly only?: readonly string[] | null
}

/** Opens an archive; what goes wrong is a warning when all of it has come. */
export function openArchive(
  { path, inFolder, only = null }: OpenedArchive,
  desk: ArchiveDesk,
  arrivals: ArrivalDesk,
): void {
  const { cacheFolder, version, acquirer } = desk
  const none = inFolder ? null : NO_LOGS
  const { hearer, itemOf } = arrivingLogs(arrivals, { shown: path, archive: path, none })
  const caseFile = desk.caseFile()
  const wanted = only && [...only]
  const task = { kind: 'open-archive', path, only: wanted, cacheFolder, version, caseFile } as const
  const job = acquirer.open(task, hearer)
  arrivals.engine.onUnwanted((id) => {
    if (itemOf(id) !== null) acquirer.steer('cancel', job)
  })
}
