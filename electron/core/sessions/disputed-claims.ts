/** What rests on a record that another log tells otherwise is never more than medium, and says so (sessions.md 10.1). */
import type { EvidenceLink, Interval } from '../../contract/sessions'
import { visibleText } from '../text/visible-text'
import type { CaseRows } from './records/case-rows'
import type { Disputes } from './records/disputes'
import { citeRecord } from './session-facts'
import { AS_IT_IS, atMost, lowered, type Claims } from './weak-claims'

/** How to lower what is claimed; as it is where no two logs disagree, which is nearly always. */
export function disputedClaims(rows: CaseRows, disputes: Disputes): Claims {
  if (disputes.size === 0) return AS_IT_IS
  const { records } = rows
  /** The disputed one of the records of that very moment, -1 for none. */
  const bearing = ({ best }: Interval, evidence: readonly EvidenceLink[]): number =>
    evidence.find(({ record }) => records.time[record] === best && disputes.by(record) !== null)?.record ?? -1
  return {
    logon: (logon) => {
      const [start, end] = [bearing(logon.start, logon.evidence), bearing(logon.end, logon.evidence)]
      return start < 0 && end < 0 ? logon : { ...logon, ...lowered(logon, start >= 0, end >= 0) }
    },
    session: (session) => {
      const [start, end] = [bearing(session.start, session.evidence), bearing(session.end, session.evidence)]
      if (start < 0 && end < 0) return session
      const told = [
        ['start', start],
        ['end', end],
      ] as const
      const sentences = told.flatMap(([what, record]) => {
        const other = record < 0 ? null : disputes.by(record)
        const source = other === null ? '' : visibleText(rows.table.sources[other] ?? '')
        return other === null
          ? []
          : [
              `The ${what} rests on ${citeRecord(rows, record)}, which reads otherwise in ${source}, so this is no more than medium.`,
            ]
      })
      return {
        ...session,
        ...lowered(session, start >= 0, end >= 0),
        confidence: atMost(session.confidence),
        explanation: [...session.explanation, ...sentences],
      }
    },
  }
}
