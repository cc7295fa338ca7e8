/** The logs of a case: what was read of them is noted, and what changed, moved or is missing is asked about. */
import { existsSync } from 'node:fs'
import type { CaseEntry, CaseEvidence, EvidenceQuestion } from '../contract/case-file'
import { STANDARD_PREFERENCES } from '../contract/preferences'
import { CaseProblem } from './case-journal'

/** A log that was read to its end. */
export interface ReadLog {
  readonly path: string
  readonly size: number
  readonly sha256: string
  /** That times without an offset were read in; absent where it has none. */
  readonly zone?: string
}

/** The case that the logs belong to. */
interface Host {
  evidence(): readonly CaseEvidence[]
  /** From the case file; null where it has none, or no way leads there. */
  relative(place: string): string | null
  /** @throws CaseProblem */
  add(entries: readonly CaseEntry[]): void
}

export class KnownLogs {
  /** Logs that were opened from another place than the case names. */
  private readonly expected = new Map<string, CaseEvidence>()
  private readonly noted = new Map<
    string,
    { readonly sha256: string; readonly codePage: string; readonly zone: string | undefined }
  >()
  /** Logs of which the person had the rest copied. */
  private readonly renewed = new Set<string>()
  /** By the path that the case knows. */
  private readonly asked = new Map<string, EvidenceQuestion>()

  constructor(private readonly host: Host) {}

  questions(): EvidenceQuestion[] {
    return [...this.asked.values()]
  }

  /** The log at a place is the one that the case knows. */
  expect(place: string, known: CaseEvidence): void {
    this.expected.set(place, known)
  }

  /** Logs that are not there. */
  askFor(missing: readonly CaseEvidence[]): void {
    this.host.add(missing.map(({ path: lost, sha256 }) => ({ kind: 'missing', path: lost, sha256 })))
    for (const lost of missing) this.asked.set(lost.path, { ...lost, found: null })
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
      this.host.add([entry])
      this.noted.set(log.path, { sha256, codePage, zone })
      if (entry.finding === 'differs' && known !== null) {
        this.asked.set(known.path, { ...known, found: log })
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
    for (const { path: known, sha256: before, found } of this.asked.values()) {
      if (found === null || (knownPath !== null && knownPath !== known)) continue
      this.host.add([
        { kind: 'evidence', ...found, relative: this.host.relative(found.path), before, finding: 'changed' },
      ])
      this.settle(found)
      this.asked.delete(known)
    }
  }

  /**
   * A person says where a changed or missing log lies.
   * @returns the path that was read in its place, null where there was none
   * @throws CaseProblem where the file is another one
   */
  locate(knownPath: string, log: ReadLog): string | null {
    const question = this.asked.get(knownPath)
    if (question === undefined) throw new CaseProblem(`${knownPath} is not looked for. Nothing was opened.`)
    if (question.sha256 !== log.sha256)
      throw new CaseProblem(
        `${log.path} is not the log that this case read as ${knownPath}: its SHA-256 is ${log.sha256}, ` +
          `not ${question.sha256}. Nothing was opened; locate another file.`,
      )
    this.host.add([
      {
        kind: 'evidence',
        ...log,
        relative: this.host.relative(log.path),
        before: log.sha256,
        finding: 'moved',
      },
    ])
    this.noted.set(log.path, { sha256: log.sha256, codePage: STANDARD_PREFERENCES.codePage, zone: undefined })
    this.settle(log)
    return question.found?.path ?? null
  }

  /** The log of the case that this one is, or is in the place of. */
  private knownAs({ path: place, sha256 }: ReadLog): CaseEvidence | null {
    const evidence = this.host.evidence()
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
    const relative = this.host.relative(place)
    const named = zone === undefined ? {} : { zone }
    return { kind: 'evidence', path: place, relative, size, sha256, before, finding, ...named }
  }

  /** Nothing is asked any more about the log that this one is. */
  private settle({ path: place, sha256 }: ReadLog): void {
    this.expected.delete(place)
    for (const [known, question] of this.asked) if (question.sha256 === sha256) this.asked.delete(known)
  }
}
