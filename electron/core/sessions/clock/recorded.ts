/** What a time of the corrected line was in the log, so that the recorded one is never lost (sessions.md 5.5). */
import type { FileTime } from '../../../contract/ids'
import type {
  ClockCorrection,
  EvidenceLink,
  Interval,
  Logon,
  RecordedTimes,
  Session,
} from '../../../contract/sessions'
import { formatFileTime } from '../../text/time'
import type { CaseRows } from '../records/case-rows'
import { stepText } from './steps'
import { citeRecord } from '../session-facts'

interface Timed {
  readonly machine: number
  readonly start: Interval
  readonly end: Interval
  readonly evidence: readonly EvidenceLink[]
  readonly recorded: RecordedTimes | null
}

/** Logons and sessions with their recorded times, where a correction moved them; as they are where none was made. */
export class RecordedLine {
  constructor(
    private readonly rows: CaseRows,
    private readonly corrections: readonly ClockCorrection[],
  ) {}

  logon(logon: Logon): Logon {
    const recorded = this.recordedOf(logon)
    return recorded === null ? logon : { ...logon, recorded }
  }

  /** A session also says by what it was moved. */
  session(session: Session): Session {
    const recorded = this.recordedOf(session)
    if (recorded === null) return session
    return {
      ...session,
      recorded,
      explanation: [...session.explanation, ...this.sentences(session, recorded)],
    }
  }

  private recordedOf({ machine, start, end, evidence, recorded }: Timed): RecordedTimes | null {
    if (!this.rows.isCorrected) return recorded
    const offset = this.toldFor(machine)?.ticks ?? 0n
    const first = this.timeInLog(evidence, start.best ?? start.latest, offset)
    // An end that was put behind its start by steps inside the session has its recorded time already.
    const inside = recorded?.end ?? null
    const last =
      inside === null ? this.timeInLog(evidence, end.best ?? end.earliest, offset) : inside - offset
    return first === null && last === null ? recorded : { start: first, end: last }
  }

  /** Null where the log says the same. Without a record of that very time, only what a person told can have moved it. */
  private timeInLog(
    evidence: readonly EvidenceLink[],
    time: FileTime | null,
    offset: bigint,
  ): FileTime | null {
    if (time === null) return null
    const proof = evidence.find(({ record }) => this.rows.records.time[record] === time)
    const inLog = proof === undefined ? time - offset : this.rows.recordedTime(proof.record)
    return inLog === time ? null : inLog
  }

  private toldFor(machine: number): ClockCorrection | undefined {
    return this.corrections.find((one) => one.by === 'person' && one.machine === machine)
  }

  private sentences(session: Session, recorded: RecordedTimes): string[] {
    const { rows, corrections } = this
    const told = this.toldFor(session.machine)
    const sentences: string[] = []
    if (told !== undefined) {
      const reason = told.reason === '' ? '' : `: ${told.reason}`
      sentences.push(
        `All times of this computer are moved by ${stepText(told.ticks)}, as the case says${reason}.`,
      )
    }
    const start = session.start.best ?? session.start.latest
    if (start === null || recorded.start === null) return sentences
    const byStep = start - recorded.start - (told?.ticks ?? 0n)
    const step = corrections.find(
      ({ by, machine, ticks }) => by === 'step' && machine === session.machine && ticks === byStep,
    )
    const [proof] = step?.evidence ?? []
    if (step !== undefined && proof !== undefined) {
      const clock = `The clock of the early boot was put right by ${stepText(step.ticks)}`
      sentences.push(
        `${clock} (${citeRecord(rows, proof.record)}): the start was recorded as ${formatFileTime(recorded.start)}.`,
      )
    }
    return sentences
  }
}
