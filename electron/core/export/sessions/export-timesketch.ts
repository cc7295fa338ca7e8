/** Sessions as events for Timesketch: each start and each end is one, with the fields that it asks for (message, datetime, timestamp_desc). */
import type { Session } from '../../../contract/sessions'
import { wideTimeText } from '../../bytes/filetime'
import { UNIX_EPOCH } from '../../text/time'
import { visibleName } from '../../text/visible-text'
import { csvCell } from '../csv-cell'
import type { ExportCase } from './export-case'
import { exportColumns, type ExportColumn, type ExportValue } from './export-columns'

type TimesketchEvent = Record<string, ExportValue>

/** JSON Lines. */
export function* timesketchLines(from: ExportCase): Generator<string> {
  for (const event of events(from)) {
    // Its own list of tags, which the columns name as one text.
    const tag = from.said.get(String(event['id']))?.tags ?? []
    yield JSON.stringify({ ...event, tag }) + '\n'
  }
}

/** CSV with a header line; guarded as every CSV for people. */
export function* timesketchCsv(from: ExportCase): Generator<string> {
  let columns: readonly string[] | null = null
  for (const event of events(from)) {
    if (columns === null) {
      columns = Object.keys(event)
      yield columns.join(',') + '\n'
    }
    yield columns.map((name) => csvCell(event[name] ?? null)).join(',') + '\n'
  }
}

function* events(from: ExportCase): Generator<TimesketchEvent> {
  const columns = exportColumns(from)
  for (const session of from.sessions) {
    const { start, end } = session
    if (start.best !== null) yield event(from, columns, session, start.best, 'Logon')
    if (end.best !== null) yield event(from, columns, session, end.best, 'Logoff')
    const seen = start.latest ?? end.earliest
    if (start.best === null && end.best === null && seen !== null)
      yield event(from, columns, session, seen, 'Session seen')
  }
}

function event(
  { found }: ExportCase,
  columns: readonly ExportColumn[],
  session: Session,
  time: bigint,
  what: string,
): TimesketchEvent {
  const account = visibleName(session.account ?? session.sid ?? '(unknown)')
  const computer = visibleName(found.machines[session.machine]?.name ?? '(unknown)')
  const how =
    what === 'Logoff' ? ` (${session.end.reason}, ${session.end.confidence ?? 'no confidence'})` : ''
  const fields: TimesketchEvent = {
    message: `${what}: ${account} on ${computer}${how}`,
    datetime: wideTimeText(time),
    timestamp: Number((time - UNIX_EPOCH) / 10n),
    timestamp_desc: what,
    data_type: 'sojourn:session',
  }
  for (const { name, value } of columns) fields[name] = value(session)
  return fields
}
