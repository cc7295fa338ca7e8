/** Addresses of the network become files of this computer: found, copied to the evidence cache, each with a record of how it came. */
import type { AcquireOptions, CopyHearer, ListedPath, RemoteOptions } from '../listed-evidence'
import { beginsLikeLog, isArchive } from '../sources/list-logs'
import { isNamedLog } from '../sources/log-start'
import type { Place, PlaceEntry } from '../sources/place'
import { type ParsedAddress, shownAddress, withoutSecrets } from '../sources/remote/address'
import { findLogs } from '../sources/remote/find-logs'
import { logIn } from '../sources/remote/login-desk'
import { problemSentence } from '../sources/source-problem'
import { acquire } from './acquire'
import { EvidenceCache } from './evidence-cache'

export class RemoteLogs {
  private readonly cache: EvidenceCache
  /** Where each name of a result lies: addresses that differ only in their query are shown alike. */
  private readonly taken = new Map<string, string>()

  constructor(
    private readonly options: AcquireOptions,
    private readonly remote: RemoteOptions,
    private readonly signal: AbortSignal,
    private readonly hearer: CopyHearer | null = null,
  ) {
    this.cache = new EvidenceCache(options.cacheFolder)
  }

  /** The logs at an address, copied here one after the other. Never throws: what goes wrong is among them, and holds no secret. */
  async at(text: string): Promise<ListedPath[]> {
    let shown = withoutSecrets(text)
    try {
      const parsed = this.remote.desk.parse(text)
      shown = shownAddress(parsed.address)
      return await this.logsOf(parsed, shown)
    } catch (error) {
      return [failed(shown, null, problemSentence(error))]
    }
  }

  private async logsOf(parsed: ParsedAddress, shown: string): Promise<ListedPath[]> {
    const { address } = parsed
    const { place, result } = await logIn(parsed, this.remote.desk, this.signal, (opened) =>
      findLogs(opened, address.path, this.signal),
    )
    try {
      const folder = result.isFolder ? shown : null
      const found = result.problems.map(({ path, sentence }) =>
        failed(shownAddress(address, path), folder, sentence),
      )
      this.hearer?.expected(result.files.reduce((bytes, { size }) => bytes + (size ?? 0), 0))
      for (const entry of result.files) {
        const log = await this.copy(place, entry, shownAddress(address, entry.path), folder)
        if (log !== null) found.push(log)
      }
      return found
    } finally {
      await place.close()
    }
  }

  /** null: of a folder, and no log after all. */
  private async copy(
    place: Place,
    { name, path }: PlaceEntry,
    named: string,
    folder: string | null,
  ): Promise<ListedPath | null> {
    const { protocol, fingerprint } = place
    // Of two files of one name the second gets its own when it is here.
    const hearer = this.taken.has(named) ? null : this.hearer
    let size: number | null = null
    let isEarly = false
    const drop = (): void => {
      if (isEarly) hearer?.dropped()
      isEarly = false
    }
    const { record, ...acquired } = await acquire(
      this.cache,
      {
        source: place.shown + path,
        protocol,
        fingerprint,
        version: this.options.version,
        caseFile: null,
        open: async (signal) => {
          const file = await place.open(path, signal)
          size = file.size
          return file
        },
      },
      {
        signal: this.signal,
        began: (part, told) => {
          isEarly = told !== null && isNamedLog(name)
          if (isEarly) hearer?.began(named, part, told!)
        },
        arrived: (bytes) => {
          this.remote.arrived?.(named, bytes, size)
          if (isEarly) hearer?.arrived(bytes)
        },
        restarted: drop,
      },
    )
    this.remote.ended?.()
    if (acquired.path === null || record === null) {
      drop()
      return failed(named, folder, acquired.problem!)
    }
    this.remote.acquired?.(named, record)
    const archive = await isArchive(acquired.path)
    if (folder !== null && !archive && !isNamedLog(name) && !(await beginsLikeLog(acquired.path))) return null
    const log = {
      path: acquired.path,
      shown: this.unique(named, acquired.path),
      problem: null,
      flaw: acquired.problem,
      isArchive: archive,
      folder,
      acquisitions: [record],
    }
    if (archive || log.flaw !== null) drop()
    else hearer?.copied(log)
    return log
  }

  private unique(named: string, path: string): string {
    for (let n = 1; ; n++) {
      const shown = n === 1 ? named : `${named} (${n})`
      const other = this.taken.get(shown)
      if (other !== undefined && other !== path) continue
      this.taken.set(shown, path)
      return shown
    }
  }
}

function failed(shown: string, folder: string | null, problem: string): ListedPath {
  return { path: shown, shown, problem, flaw: null, isArchive: false, folder, acquisitions: [] }
}
