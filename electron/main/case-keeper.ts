/** The open case: in memory until it is saved, from then on every change goes to its file first. */
import { randomUUID } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import path from 'node:path'
import type {
  Annotation,
  CaseChange,
  CaseEntry,
  CaseEvidence,
  CaseLine,
  CaseView,
  CustodyLine,
  EvidenceQuestion,
} from '../contract/case-file'
import { STANDARD_PREFERENCES } from '../contract/preferences'
import { CASE_EXTENSION } from '../contract/case-constants'
import { custodyLog } from '../core/case-file/custody-log'
import { evidenceArchive, evidencePlace } from '../core/case-file/evidence-place'
import { NO_LINE } from '../core/case-file/journal-line'
import { damageSentence } from '../core/case-file/read-journal'
import { CaseReducer } from '../core/case-file/reduce-entries'
import { isRemoteAddress } from '../core/text/is-remote'
import { CaseJournal, CaseProblem, type TimedEntry } from './case-journal'
import type { ReadCaseFile } from './read-case-file'

/** A log that was read to its end. */
export interface ReadLog {
  readonly path: string
  readonly size: number
  readonly sha256: string
  /** That times without an offset were read in; absent where it has none. */
  readonly zone?: string
}

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
  /** Logs that were opened from another place than the case names. */
  private expected = new Map<string, CaseEvidence>()
  private noted = new Map<
    string,
    { readonly sha256: string; readonly codePage: string; readonly zone: string | undefined }
  >()
  /** Logs of which the person had the rest copied. */
  private renewed = new Set<string>()
  /** By the path that the case knows. */
  private questions = new Map<string, EvidenceQuestion>()

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
    return { questions: [...this.questions.values()], file: this.file, unsaved: this.unsaved }
  }

  custody(): CustodyLine[] {
    return custodyLog(this.lines)
  }

  /** @throws CaseProblem, and nothing has changed then */
  change(changes: readonly CaseChange[]): void {
    this.add(changes)
    if (this.journal === null) this.unsaved = true
  }

  /**
   * Notes logs that were read; each once, unless its content became another: that is a question of the view.
   * @param codePage that 8-bit text was read with; noted where it is not that of Western Windows, or changed
   * @returns sentences about logs that lie elsewhere than the case knew
   */
  noteRead(logs: readonly ReadLog[], codePage: string = STANDARD_PREFERENCES.codePage): string[] {
    const messages: string[] = []
    for (const log of logs) {
      const noted = this.noted.get(log.path)
      const { sha256, zone } = log
      if (noted?.sha256 === sha256 && noted.codePage === codePage && noted.zone === zone) continue
      const known = this.knownAs(log)
      const isNamed =
        codePage !== STANDARD_PREFERENCES.codePage ||
        (noted?.sha256 === sha256 && noted.codePage !== codePage)
      const compared = this.compare(log, known)
      const isMore = compared.finding === 'differs' && this.hasMore(log.path)
      const finding = isMore ? 'changed' : compared.finding
      const entry = { ...compared, finding, ...(isNamed && { codePage }) }
      this.add([entry])
      this.noted.set(log.path, { sha256, codePage, zone })
      if (entry.finding === 'differs' && known !== null) {
        this.questions.set(known.path, { ...known, found: log })
        continue
      }
      this.settle(log)
      if (entry.finding === 'moved')
        messages.push(
          `${log.path} is unchanged, but lies at another place than before. The case knows it there now.`,
        )
    }
    return messages
  }

  /** The rest of a log is copied: the content that it has next is taken as it is. */
  expectMore(log: string): void {
    this.renewed.add(log)
  }

  /** Of an archive all logs in it are meant, which need not all have changed. */
  private hasMore(log: string): boolean {
    if (this.renewed.delete(log)) return true
    return [...this.renewed].some((archive) => log.startsWith(`${archive}/`))
  }

  /** Takes changed logs into the case as they are now: the one that it knew by this path, or all (null). */
  acceptChanged(knownPath: string | null): void {
    for (const { path: known, sha256: before, found } of this.questions.values()) {
      if (found === null || (knownPath !== null && knownPath !== known)) continue
      this.add([
        { kind: 'evidence', ...found, relative: this.relative(found.path), before, finding: 'changed' },
      ])
      this.settle(found)
      this.questions.delete(known)
    }
  }

  /**
   * A person says where a changed or missing log lies.
   * @returns the path that was read in its place, null where there was none
   * @throws CaseProblem where the file is another one
   */
  locate(knownPath: string, log: ReadLog): string | null {
    const question = this.questions.get(knownPath)
    if (question === undefined) throw new CaseProblem(`${knownPath} is not looked for. Nothing was opened.`)
    if (question.sha256 !== log.sha256)
      throw new CaseProblem(
        `${log.path} is not the log that this case read as ${knownPath}: its SHA-256 is ${log.sha256}, ` +
          `not ${question.sha256}. Nothing was opened; locate another file.`,
      )
    this.add([
      { kind: 'evidence', ...log, relative: this.relative(log.path), before: log.sha256, finding: 'moved' },
    ])
    this.noted.set(log.path, { sha256: log.sha256, codePage: STANDARD_PREFERENCES.codePage, zone: undefined })
    this.settle(log)
    return question.found?.path ?? null
  }

  noteExport(entry: Extract<CaseEntry, { kind: 'export' }>): void {
    this.add([entry])
  }

  /** Forgets the case, and begins another in memory. */
  reset(): void {
    if (this.journal !== null) {
      try {
        this.add([{ kind: 'closed' }])
      } finally {
        this.journal.close()
      }
    }
    this.clear()
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
    this.reset()
    this.journal = journal
    this.lines = lines
    this.reducer = reducer
    this.add([this.openedNow()])
    const messages = [damageSentence(damage)].filter((one) => one !== null)
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
        this.expected.set(inside?.shown ?? open, known)
      }
    }
    if (missing.length > 0) {
      this.askFor(missing)
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
    this.askFor(missing)
    return (
      `${counted(missing)} copied from other computers and not found in the evidence cache: ${namesOf(missing)}. ` +
      'Nobody was contacted. Tags and notes on their sessions are kept. Fetch them again, or locate copies, in the case (its name in the title).'
    )
  }

  private askFor(missing: readonly CaseEvidence[]): void {
    this.add(missing.map(({ path: lost, sha256 }) => ({ kind: 'missing', path: lost, sha256 })))
    for (const lost of missing) this.questions.set(lost.path, { ...lost, found: null })
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

  /** The log of the case that this one is, or is in the place of. */
  private knownAs({ path: place, sha256 }: ReadLog): CaseEvidence | null {
    const { evidence } = this.reducer.rest()
    return (
      this.expected.get(place) ??
      evidence.find((one) => one.path === place) ??
      evidence.find((one) => one.sha256 === sha256 && !existsSync(one.path)) ??
      null
    )
  }

  private compare(log: ReadLog, known: CaseEvidence | null): Extract<CaseEntry, { kind: 'evidence' }> {
    const { path: place, size, sha256, zone } = log
    const before = known?.sha256 ?? null
    const same = known?.path === place ? 'same' : 'moved'
    const finding = before === null ? 'first' : before === sha256 ? same : 'differs'
    const relative = this.relative(place)
    const named = zone === undefined ? {} : { zone }
    return { kind: 'evidence', path: place, relative, size, sha256, before, finding, ...named }
  }

  /** Nothing is asked any more about the log that this one is. */
  private settle({ path: place, sha256 }: ReadLog): void {
    this.expected.delete(place)
    for (const [known, question] of this.questions)
      if (question.sha256 === sha256) this.questions.delete(known)
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
  }

  private clear(): void {
    this.journal = null
    this.reducer = new CaseReducer()
    this.lines = []
    this.unsaved = false
    this.expected = new Map()
    this.noted = new Map()
    this.questions = new Map()
    this.renewed = new Set()
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
