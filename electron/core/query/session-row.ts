import type { SessionRow } from '../../contract/engine'
import type { Interval, Reconstruction } from '../../contract/sessions'
import { durationText } from '../text/duration'
import { isPending } from './bar-window'
import type { SessionColumns } from './session-columns'
import { orNull, unixMs } from './unix-ms'

/** One session as the grid shows it. */
export function sessionRow(
  found: Reconstruction,
  columns: SessionColumns,
  index: number,
  partial: boolean,
): SessionRow {
  const session = found.sessions[index]!
  return {
    session: index,
    id: session.id,
    kind: session.kind,
    class: session.class,
    account: session.account ?? '',
    domain: session.domain ?? '',
    sid: session.sid,
    computer: found.machines[session.machine]?.name ?? '',
    logonType: session.logonTypes[0] ?? null,
    burstCount: session.burst?.count ?? null,
    source: columns.sources.texts[columns.source[index]!]!,
    start: intervalMs(session.start),
    end: intervalMs(session.end),
    endReason: session.end.reason,
    pending: isPending(session, partial),
    durationText: durationText(session),
    confidence: session.confidence,
    eventCount: session.evidence.length,
    adminCapable: session.adminCapable,
    elevationUsed: session.elevationUsed,
    exact: { start: session.start.best, end: session.end.best },
  }
}

function intervalMs({ earliest, best, latest }: Interval): SessionRow['start'] {
  return { earliest: orNull(unixMs(earliest)), best: orNull(unixMs(best)), latest: orNull(unixMs(latest)) }
}
