import type { Reconstruction, Session } from '../../contract/sessions'
import { sourceText } from '../query/session-sources'
import { durationText } from '../text/duration'
import { endReasonWord } from '../text/end-reasons'
import { logonTypeName } from '../text/logon-types'
import { formatFileTime } from '../text/time'
import { visibleName } from '../text/visible-text'
import { tableLines } from './delimited'

const HEADERS = [
  'Account',
  'Computer',
  'Type',
  'Source',
  'Start (UTC)',
  'End (UTC)',
  'Duration',
  'End reason',
  'Confidence',
]

/** The session table of the command line, earliest start first. */
export function sessionTable(found: Reconstruction, sessions: readonly Session[]): Iterable<string> {
  return tableLines(
    HEADERS,
    sessions.map((session) => row(found, session)),
    ['Duration'],
  )
}

function row(found: Reconstruction, session: Session): string[] {
  const name = session.account ?? session.sid ?? '(unknown)'
  const account = session.domain ? `${session.domain}\\${name}` : name
  const type = session.logonTypes[0] ?? null
  return [
    visibleName(account),
    visibleName(found.machines[session.machine]?.name ?? ''),
    type === null ? '' : `${type} ${logonTypeName(type)}${session.burst ? ` x${session.burst.count}` : ''}`,
    visibleName(sourceText(session, found.logons)),
    session.start.best !== null
      ? seconds(session.start.best)
      : session.start.latest !== null
        ? `<= ${seconds(session.start.latest)}`
        : 'unknown',
    endText(session),
    durationText(session),
    endReasonWord(session.end.reason),
    session.confidence ?? '',
  ]
}

function endText({ end }: Session): string {
  if (end.best === null) return 'none'
  return end.earliest === end.latest ? seconds(end.best) : `~${seconds(end.best)}`
}

function seconds(time: bigint): string {
  return formatFileTime(time).slice(0, 19).replace('T', ' ')
}
