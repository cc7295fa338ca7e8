/** What becomes of a case when a person opens, saves or leaves it: dialogs, evidence and page kept in step. */
import path from 'node:path'
import { type BrowserWindow, dialog } from 'electron'
import type { AcquiredCopy } from '../contract/acquisition'
import type { EngineNotice, OpenResult } from '../contract/bridge'
import type {
  Annotation,
  CaseAnswer,
  CaseChange,
  CaseEntry,
  CaseEvidence,
  CustodyLine,
  RecentCase,
} from '../contract/case-file'
import { CASE_EXTENSION } from '../contract/case-constants'
import { isCaseName } from '../core/case-file/case-name'
import { isRemoteAddress } from '../core/text/is-remote'
import type { SourceId } from '../contract/ids'
import type { Warn } from './bridge-calls'
import { CaseKeeper } from './case-keeper'
import type { ReadLog } from './known-logs'
import { readCaseFile, type ReadCaseFile } from './read-case-file'
import { CaseProblem } from './case-journal'
import { CaseTeller } from './case-teller'
import type { CaseRecents } from './case-recents'
import { chooseCaseFile, chooseLog, chooseNewCaseFile } from './dialogs'
import type { EngineHost } from './engine-host'
import { factsOfFile } from './file-facts'
import type { LogOpener } from './open-logs'

const GATHER_MS = 200
const DONE: CaseAnswer = { message: null }

export class CaseDesk {
  private readonly keeper: CaseKeeper
  private readonly teller: CaseTeller
  private mayClose = false
  /** Told by the acquirer and not noted yet: what comes soon after each other is one line of waiting for the disk. */
  private acquired: AcquiredCopy[] = []
  /** Case file that is being read. */
  private opening: string | null = null

  constructor(
    private readonly window: BrowserWindow,
    private readonly engine: EngineHost,
    private readonly logs: LogOpener,
    private readonly recents: CaseRecents,
    private readonly warn: Warn,
    version: string,
  ) {
    this.keeper = new CaseKeeper(version)
    this.teller = new CaseTeller(this.keeper, (notice) => engine.notify(notice))
    engine.onRead = (read) => this.noteRead(read)
    logs.onAcquired = ({ path: place, acquisition }) => {
      if (this.acquired.push({ path: place, acquisition }) === 1)
        setTimeout(() => this.noteAcquired(), GATHER_MS)
    }
    window.on('close', (event) => {
      if (!this.keeper.isUnsaved || this.mayClose) return
      event.preventDefault()
      void this.askBeforeLeaving().then((leave) => {
        if (!leave || window.isDestroyed()) return
        this.mayClose = true
        window.close()
      })
    })
    window.once('closed', () => this.release())
  }

  /** Logs are added to what is open; a case file takes its place. */
  async open(paths: readonly string[]): Promise<OpenResult> {
    const cases = paths.filter(isCaseName)
    const logs = paths.filter((one) => !isCaseName(one))
    const [first] = cases
    if (first === undefined) return this.logs.open(logs)
    if (cases.length > 1) return { message: 'One case is open at a time. Nothing was opened.' }
    const { message } = await this.openCase(first)
    if (message !== null) return { message }
    return logs.length > 0 ? this.logs.open(logs) : { opened: 0 }
  }

  /** As `open`, for paths that no call of the page waits for. */
  async openUnasked(paths: readonly string[]): Promise<void> {
    if (paths.length === 0) return
    const result = await this.open(paths)
    if ('message' in result) this.warn(result.message)
  }

  async openCase(file: string): Promise<CaseAnswer> {
    if (this.keeper.file !== null && path.resolve(file) === path.resolve(this.keeper.file))
      return { message: `${file} is open already.` }
    if (!(await this.askBeforeLeaving())) return DONE
    if (this.opening !== null) return this.isOpening()
    this.opening = file
    try {
      const read = await readCaseFile(file)
      if (!this.window.isDestroyed()) return await this.showCase(read)
      read.journal.close()
      return DONE
    } catch (error) {
      if (error instanceof CaseProblem) return { message: error.message }
      throw error
    } finally {
      this.opening = null
    }
  }

  /** Until a case is read, what is open stays open and as it is: what is said of it then would go with it. */
  private isOpening(): CaseAnswer {
    return { message: `${this.opening ?? ''} is being opened. Try again when it is open.` }
  }

  private async showCase(read: ReadCaseFile): Promise<CaseAnswer> {
    this.noteAcquired()
    this.recents.note(this.keeper.summary())
    const { paths, remote, messages } = this.keeper.open(read)
    this.engine.reset()
    await this.teller.tellInTurns(true)
    if (this.window.isDestroyed()) return DONE
    for (const message of messages) this.warn(message, 'warning')
    this.recents.note(this.keeper.summary())
    this.openCached(remote)
    void this.logs.openUnasked(paths)
    return DONE
  }

  /** The page names no paths of its own: only what the list of recent cases holds. */
  openRecent(file: string): Promise<CaseAnswer> {
    if (this.recents.has(file)) return this.openCase(file)
    return Promise.resolve({ message: `${file} is none of the recent cases. Nothing was opened.` })
  }

  async chooseCase(): Promise<CaseAnswer> {
    const file = await chooseCaseFile(this.window)
    return file === null ? DONE : this.openCase(file)
  }

  async newCase(): Promise<CaseAnswer> {
    if (this.opening !== null) return this.isOpening()
    if (!(await this.askBeforeLeaving())) return DONE
    this.noteAcquired()
    this.recents.note(this.keeper.summary())
    const problem = this.keeper.reset()
    this.engine.reset()
    this.tell(true)
    if (problem !== null) this.warn(problem, 'warning')
    return DONE
  }

  /** Asks for a name where there is none yet, or another one is wanted. */
  async save(elsewhere: boolean): Promise<CaseAnswer> {
    if (this.opening !== null) return this.isOpening()
    const { file } = this.keeper
    if (file !== null && !elsewhere) return DONE
    const chosen = await chooseNewCaseFile(this.window, file)
    if (chosen === null) return DONE
    return this.attempt(() => {
      this.keeper.save(withExtension(chosen))
      this.recents.note(this.keeper.summary())
      this.tell(false)
    })
  }

  change(changes: readonly CaseChange[]): CaseAnswer {
    if (this.opening !== null) return this.isOpening()
    return this.attempt(() => {
      this.keeper.change(changes)
      const sessions = [...new Set(changes.flatMap(sessionOf))]
      this.teller.tellOf(sessions)
    })
  }

  /** More comes of a log that was copied in part: what it is then is no change that has to be asked about. */
  expectMore(log: string): void {
    this.keeper.logs.expectMore(log)
  }

  /** Of the open case; null where it has none. */
  get caseFile(): string | null {
    return this.keeper.file
  }

  /** Logs of the open case, as it knows them. */
  get evidence(): readonly CaseEvidence[] {
    return this.keeper.summary().evidence
  }

  /** Changed logs of the case as they are now: one, or all (null). */
  acceptChanged(log: string | null): CaseAnswer {
    if (this.opening !== null) return this.isOpening()
    return this.attempt(() => {
      this.keeper.logs.acceptChanged(log)
      this.tell(false)
    })
  }

  /** A changed or missing log of the case, wherever the person says that it lies. */
  async locate(log: string): Promise<CaseAnswer> {
    if (this.opening !== null) return this.isOpening()
    const chosen = await chooseLog(this.window, log)
    if (chosen === null) return DONE
    try {
      const found = { path: chosen, ...(await factsOfFile(chosen)) }
      return this.attempt(() => this.readLocated(log, found))
    } catch (error) {
      return { message: `${chosen} could not be read: ${sentence(error)}. Nothing was opened.` }
    }
  }

  custody(): CustodyLine[] {
    return this.keeper.custody()
  }

  /** All of the custody log, with records of acquisition in full. */
  custodyText(): string {
    this.noteAcquired()
    return this.keeper.custodyText()
  }

  /** How copies of the case came to the cache. */
  acquisitions(): readonly AcquiredCopy[] {
    this.noteAcquired()
    return this.keeper.acquisitions()
  }

  known(): Promise<RecentCase[]> {
    return this.recents.known()
  }

  /** The page asks for the case when it starts. */
  tell(fresh: boolean): void {
    this.teller.tell(fresh)
  }

  /** What the case says of sessions. */
  said(): readonly Annotation[] {
    return this.keeper.view().annotations
  }

  noteExport(entry: Extract<CaseEntry, { kind: 'export' }>): CaseAnswer {
    return this.attempt(() => this.keeper.noteExport(entry))
  }

  /** What was read in its place must not stay among the sessions: then everything is read anew. */
  private readLocated(log: string, found: ReadLog): void {
    const instead = this.keeper.logs.locate(log, found)
    if (instead === null) void this.logs.openUnasked([found.path])
    else {
      const opened = this.engine.openedPaths().filter((one) => one !== instead)
      this.engine.reset()
      this.tell(true)
      const isRemote = ({ path: place }: CaseEvidence): boolean =>
        isRemoteAddress(place) && opened.includes(place)
      this.openCached(this.keeper.view().evidence.filter(isRemote))
      const paths = opened.filter((one) => !isRemoteAddress(one))
      void this.logs.openUnasked([...paths, found.path])
    }
    this.recents.note(this.keeper.summary())
    this.tell(false)
  }

  /** Nobody is asked for what came from another computer: it is in the cache, or missing. */
  private openCached(logs: readonly CaseEvidence[]): void {
    const wanted = logs.map(({ path: place, sha256 }) => ({ path: place, sha256 }))
    this.logs.openCached(wanted, (lost) => {
      if (lost.length === 0) return
      const answer = this.attempt(() => this.warn(this.keeper.noteMissing(lost), 'warning'))
      if (answer.message !== null) this.warn(answer.message, 'warning')
      this.tell(false)
    })
  }

  private noteAcquired(): void {
    const copies = this.acquired
    if (copies.length === 0) return
    this.acquired = []
    const answer = this.attempt(() => this.keeper.noteAcquired(copies))
    if (this.window.isDestroyed()) return
    if (answer.message !== null) this.warn(answer.message, 'warning')
    this.teller.tellOf([])
  }

  private noteRead(read: Extract<EngineNotice, { kind: 'read' }>['sources']): void {
    this.noteAcquired()
    const logs = read.flatMap(({ id, size, sha256, zone }): ReadLog[] => {
      const place = this.engine.pathOf(id as SourceId)
      return place === null ? [] : [{ path: place, size, sha256, ...(zone !== null && { zone }) }]
    })
    const answer = this.attempt(() => {
      for (const message of this.keeper.logs.noteRead(logs, this.engine.codePage))
        this.warn(message, 'warning')
    })
    if (answer.message !== null) this.warn(answer.message, 'warning')
    this.recents.note(this.keeper.summary())
    this.tell(false)
  }

  /** True where nothing would be lost, or the person let it go. */
  private async askBeforeLeaving(): Promise<boolean> {
    if (!this.keeper.isUnsaved) return true
    const { response } = await dialog.showMessageBox(this.window, {
      type: 'question',
      message: 'Save the tags and notes of this case?',
      detail: 'They are in memory only. The logs are not affected either way.',
      buttons: ['Save', 'Leave without saving', 'Cancel'],
      defaultId: 0,
      cancelId: 2,
      noLink: true,
    })
    if (response === 1) return true
    if (response === 2) return false
    const { message } = await this.save(false)
    if (message !== null) this.warn(message)
    return !this.keeper.isUnsaved
  }

  private release(): void {
    this.noteAcquired()
    this.recents.note(this.keeper.summary())
    this.keeper.reset()
  }

  private attempt(what: () => void): CaseAnswer {
    try {
      what()
      return DONE
    } catch (error) {
      if (error instanceof CaseProblem) return { message: error.message }
      throw error
    }
  }
}

/** The session that a change is about; none for those about something else. */
function sessionOf(change: CaseChange): string[] {
  if ('session' in change) return [change.session]
  return change.kind === 'verdict' && change.about !== undefined ? [change.finding] : []
}

function withExtension(file: string): string {
  return isCaseName(file) ? file : file + CASE_EXTENSION
}

const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error))
