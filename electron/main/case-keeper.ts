/** The open case: in memory until it is saved, from then on every change goes to its file first. */
import { randomUUID } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import path from 'node:path'
import type { AcquiredCopy } from '../contract/acquisition'
import type {
  Annotation,
  CaseChange,
  CaseEntry,
  CaseEvidence,
  CaseLine,
  CaseView,
  CustodyLine,
} from '../contract/case-file'
import { CASE_EXTENSION } from '../contract/case-constants'
import { custodyLog } from '../core/case-file/custody-log'
import { custodyText } from '../core/case-file/custody-text'
import { evidenceArchive, evidencePlace } from '../core/case-file/evidence-place'
import { NO_LINE } from '../core/case-file/journal-line'
import { damageSentence } from '../core/case-file/read-journal'
import { CaseReducer } from '../core/case-file/reduce-entries'
import { isRemoteAddress } from '../core/text/is-remote'
import { CaseJournal, CaseProblem, type TimedEntry } from './case-journal'
import { KnownCopies } from './known-copies'
import { KnownLogs } from './known-logs'
import type { ReadCaseFile } from './read-case-file'

/** What a change leaves to be told. */
export interface CaseDelta {
  readonly view: Omit<CaseView, 'annotations'>
  readonly annotations: readonly Annotation[]
}

export interface CaseSummary extends Pick<CaseView, 'file' | 'name' | 'evidence'> {
  /** Sessions of which something is said. */
  readonly marked: number
}

/** Where the evidence of an opened case is to be read, and what has to be said about it. */
export interface OpenedCase {
  readonly paths: readonly string[]
  /** What came from other computers: it is in the evidence cache, or missing (`noteMissing`). */
  readonly remote: readonly CaseEvidence[]
  readonly messages: readonly string[]
}

export class CaseKeeper {
  private journal: CaseJournal | null = null
  private reducer = new CaseReducer()
  private lines: CaseLine[] = []
  private unsaved = false
  private copies = new KnownCopies()
  private known = this.noLogs()

  constructor(private readonly version: string) {}

  get file(): string | null {
    return this.journal?.file ?? null
  }

  /** A person said something that no file holds. */
  get isUnsaved(): boolean {
    return this.unsaved
  }

  view(): CaseView {
    return { ...this.reducer.state(), ...this.standing() }
  }

  /** The case without what it says of sessions, and what it says of these: a large case is not told whole for each tag. */
  viewOf(sessions: Iterable<string>): CaseDelta {
    const view = { ...this.reducer.rest(), ...this.standing() }
    return { view, annotations: this.reducer.annotationsOf(sessions) }
  }

  /** What the list of recent cases keeps. */
  summary(): CaseSummary {
    const { name, evidence } = this.reducer.rest()
    return { file: this.file, name, evidence, marked: this.reducer.marked }
  }

  private standing(): Pick<CaseView, 'questions' | 'file' | 'unsaved'> {
    return { questions: this.known.questions(), file: this.file, unsaved: this.unsaved }
  }

  custody(): CustodyLine[] {
    return custodyLog(this.lines)
  }

  /** @throws CaseProblem, and nothing has changed then */
  change(changes: readonly CaseChange[]): void {
    this.add(changes)
    if (this.journal === null) this.unsaved = true
  }

  /** What the case says of its logs, and what is to be asked about them. */
  get logs(): KnownLogs {
    return this.known
  }

  /** Notes how copies came to the cache; each once. @throws CaseProblem */
  noteAcquired(copies: readonly AcquiredCopy[]): void {
    const fresh = this.copies.fresh(copies)
    if (fresh.length > 0) this.add(fresh)
  }

  /** How the copies of this case came, as far as it was noted. */
  acquisitions(): AcquiredCopy[] {
    return this.copies.all()
  }

  /** All of the custody log as text. */
  custodyText(): string {
    const facts = { name: this.reducer.rest().name, file: this.file, version: this.version, written: now() }
    return custodyText(this.lines, facts)
  }

  noteExport(entry: Extract<CaseEntry, { kind: 'export' }>): void {
    this.add([entry])
  }

  /**
   * Forgets the case, and begins another in memory. All that was said is in its file already: that its end cannot be noted there keeps nobody in it.
   * @returns a sentence where it could not be noted
   */
  reset(): string | null {
    const { journal } = this
    const problem = journal === null ? null : endNoted(journal)
    journal?.close()
    this.clear()
    return problem
  }

  /**
   * Gives the case a file. A case that has one already goes on in a copy of it.
   * @throws CaseProblem
   */
  save(file: string): void {
    if (this.file !== null && path.resolve(file) === path.resolve(this.file)) return
    const own = this.lines.map(({ seq: _seq, prev: _prev, ...entry }) => this.placed(entry, file))
    const entries = own.some(({ kind }) => kind === 'created') ? own : [...this.opening(file), ...own]
    const journal = CaseJournal.create(file, entries)
    this.journal?.close()
    this.reducer = new CaseReducer()
    this.lines = []
    for (const entry of entries) this.take({ seq: 0, prev: NO_LINE, ...entry })
    this.journal = journal
    this.unsaved = false
  }

  /**
   * Opens a case that was read in place of what is open. Its evidence is looked for where it was, then beside the case file.
   * @throws CaseProblem, and what is open stays open then
   */
  open({ journal, lines, reducer, damage }: ReadCaseFile): OpenedCase {
    const { file } = journal
    const begun = this.begun(journal)
    const unended = this.reset()
    this.journal = journal
    this.lines = lines
    this.reducer = reducer
    for (const line of lines) this.copies.take(line)
    for (const line of begun) this.take(line)
    const messages = [unended, damageSentence(damage)].filter((one) => one !== null)
    const paths: string[] = []
    const missing: CaseEvidence[] = []
    const { evidence } = this.reducer.rest()
    const remote = evidence.filter((known) => isRemoteAddress(known.path))
    for (const known of evidence) {
      if (remote.includes(known)) continue
      const place = evidencePlace(known, file, HOST)
      const inside = place === null ? evidenceArchive(known, file, HOST) : null
      const open = place ?? inside?.archive
      if (open === undefined) missing.push(known)
      else {
        if (!paths.includes(open)) paths.push(open)
        this.known.expect(inside?.shown ?? open, known)
      }
    }
    if (missing.length > 0) {
      this.known.askFor(missing)
      messages.push(
        `${counted(missing)} not found: ${namesOf(missing)}. Tags and notes on their sessions are kept. ` +
          'Put the logs back, or locate them in the case (its name in the title): they are known by their SHA-256.',
      )
    }
    if (this.reducer.dropped > 0)
      messages.push(
        `${this.reducer.dropped} entries of ${file} go beyond what a case may hold and are not shown. They stay in the file.`,
      )
    return { paths, remote, messages }
  }

  /** Logs of other computers that are not in the evidence cache. @returns a sentence about them */
  noteMissing(paths: readonly string[]): string {
    const missing = this.reducer.rest().evidence.filter((known) => paths.includes(known.path))
    this.known.askFor(missing)
    return (
      `${counted(missing)} copied from other computers and not found in the evidence cache: ${namesOf(missing)}. ` +
      'Nobody was contacted. Tags and notes on their sessions are kept. Fetch them again, or locate copies, in the case (its name in the title).'
    )
  }

  /** Notes in a case that was read that it is open from now on. Where it takes no more lines it is left. */
  private begun(journal: CaseJournal): readonly CaseLine[] {
    try {
      return journal.append([{ time: now(), ...this.openedNow() }])
    } catch (error) {
      journal.close()
      throw error
    }
  }

  private opening(file: string): TimedEntry[] {
    const time = this.lines[0]?.time ?? now()
    const name = path.basename(file, CASE_EXTENSION)
    return [
      { time, kind: 'created', format: 1, id: randomUUID(), name, version: this.version },
      { time, ...this.openedNow() },
    ]
  }

  private openedNow(): Extract<CaseEntry, { kind: 'opened' }> {
    return { kind: 'opened', version: this.version, by: userName(), computer: hostname() }
  }

  /** Evidence beside the case file is found again when both move together. */
  private placed(entry: TimedEntry, file: string): TimedEntry {
    return entry.kind === 'evidence' ? { ...entry, relative: relativeTo(file, entry.path) } : entry
  }

  private noLogs(): KnownLogs {
    return new KnownLogs({
      evidence: () => this.reducer.rest().evidence,
      relative: (place) => this.relative(place),
      add: (entries) => this.add(entries),
    })
  }

  private relative(place: string): string | null {
    return this.file === null ? null : relativeTo(this.file, place)
  }

  private add(entries: readonly CaseEntry[]): void {
    const timed = entries.map((entry) => ({ ...entry, time: now() }))
    const lines =
      this.journal === null
        ? timed.map((entry) => ({ seq: 0, prev: NO_LINE, ...entry }))
        : this.journal.append(timed)
    for (const line of lines) this.take(line)
  }

  private take(line: CaseLine): void {
    this.lines.push(line)
    this.reducer.add(line)
    this.copies.take(line)
  }

  private clear(): void {
    this.journal = null
    this.reducer = new CaseReducer()
    this.lines = []
    this.copies = new KnownCopies()
    this.unsaved = false
    this.known = this.noLogs()
  }
}

function endNoted(journal: CaseJournal): string | null {
  try {
    journal.append([{ time: now(), kind: 'closed' }])
    return null
  } catch (error) {
    if (!(error instanceof CaseProblem)) throw error
    return `${error.message} The case was left without a note of its end; what was said in it before is in its file.`
  }
}

const now = (): string => new Date().toISOString()

function userName(): string {
  try {
    return userInfo().username
  } catch {
    // An account without a name, as in some containers.
    return ''
  }
}

/** Null where no way leads from one to the other, as between two drives or computers. */
function relativeTo(file: string, evidence: string): string | null {
  if (isRemoteAddress(evidence)) return null
  const relative = path.relative(path.dirname(file), evidence)
  return relative === '' || path.isAbsolute(relative) ? null : relative.split(path.sep).join('/')
}

/** A part of the way that is a file is an error of the system's own. */
function isFile(file: string): boolean {
  try {
    return statSync(file).isFile()
  } catch {
    return false
  }
}

const HOST = { exists: existsSync, isFile, resolve: path.resolve, folderOf: path.dirname }

/** Names in one sentence; the custody log has all. */
const NAMES_SHOWN = 5

function counted({ length }: readonly CaseEvidence[]): string {
  return length === 1 ? '1 log of this case was' : `${length} logs of this case were`
}

function namesOf(missing: readonly CaseEvidence[]): string {
  const names = missing.slice(0, NAMES_SHOWN).map((one) => one.path)
  const more = missing.length > NAMES_SHOWN ? ` and ${missing.length - NAMES_SHOWN} more` : ''
  return names.join(', ') + more
}
