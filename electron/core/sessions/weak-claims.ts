/** What rests on records without a record id, or on timelines of other programs, alone is never more than medium, and says so (sessions.md 10.4). */
import type { Confidence, EvidenceLink, Interval, Logon, Session } from '../../contract/sessions'
import type { CaseRows } from './records/case-rows'
import type { RecordRun } from './records/record-runs'

const CAP: Confidence = 'medium'
/** Flag of a logon whose start or end rests on such records. */
const WEAK_FLAG = 'weak-source'

const WITHOUT_ID =
  'records without a record id, from an export: none of them can be told from one that was added or changed'
const RETOLD = 'a timeline that another program made of a log: what it left out or reworded cannot be told'

/** How what is claimed is lowered. */
export interface Claims {
  readonly logon: (logon: Logon) => Logon
  readonly session: (session: Session) => Session
}

export const AS_IT_IS: Claims = { logon: (logon) => logon, session: (session) => session }

/** One after the other. */
export function allClaims(...all: readonly Claims[]): Claims {
  const [first, ...more] = all.filter((one) => one !== AS_IT_IS)
  if (first === undefined) return AS_IT_IS
  return {
    logon: (logon) => more.reduce((made, { logon: lower }) => lower(made), first.logon(logon)),
    session: (session) => more.reduce((made, { session: lower }) => lower(made), first.session(session)),
  }
}

/** How to lower what is claimed; as it is where every record has an id, which is nearly always. */
export function weakClaims(rows: CaseRows, runs: readonly RecordRun[]): Claims {
  if (!runs.some(({ first }) => rows.isWeakRecord(first))) return AS_IT_IS
  const isWeak = (claim: Interval, evidence: readonly EvidenceLink[]): boolean =>
    claim.best !== null && restsOnWeak(rows, claim.best, evidence)
  return {
    logon: (logon) => {
      const start = isWeak(logon.start, logon.evidence)
      const end = isWeak(logon.end, logon.evidence)
      if (!start && !end) return logon
      return { ...logon, ...lowered(logon, start, end), flags: [...logon.flags, WEAK_FLAG] }
    },
    session: (session) => {
      const start = isWeak(session.start, session.evidence)
      const end = isWeak(session.end, session.evidence)
      if (!start && !end) return session
      const what = start && end ? 'Start and end rest' : start ? 'The start rests' : 'The end rests'
      return {
        ...session,
        ...lowered(session, start, end),
        confidence: atMost(session.confidence),
        explanation: [
          ...session.explanation,
          `${what} on ${session.evidence.some(({ record }) => rows.isRetold(record)) ? RETOLD : WITHOUT_ID}, so this is no more than ${CAP}.`,
        ],
      }
    },
  }
}

/** The records of that very moment have no ids; where none is of that moment (a time that was corrected), all of the evidence has none. */
function restsOnWeak(rows: CaseRows, time: bigint, evidence: readonly EvidenceLink[]): boolean {
  const { records } = rows
  const own = evidence.filter(({ record }) => records.time[record] === time)
  const bearing = own.length > 0 ? own : evidence
  return bearing.length > 0 && bearing.every(({ record }) => rows.isWeakRecord(record))
}

/** Start and end, of which those that are weak are medium at most. */
export function lowered<T extends Logon | Session>(
  { start, end }: T,
  weakStart: boolean,
  weakEnd: boolean,
): Pick<Logon, 'start' | 'end'> {
  return {
    start: weakStart ? { ...start, confidence: atMost(start.confidence) } : start,
    end: weakEnd ? { ...end, confidence: atMost(end.confidence) } : end,
  }
}

export function atMost(confidence: Confidence | null): Confidence | null {
  return confidence === 'certain' || confidence === 'high' ? CAP : confidence
}
