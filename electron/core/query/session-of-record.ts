import type { Reconstruction } from '../../contract/sessions'
import type { EventTable } from '../columns/event-table'
import { rowAtOffset, rowsOfSource } from './rows-of-source'

/** Records behind a session, or all that tell of failed logons, as rows of the table. @param what index of the session; -1 has none */
export function recordsBehind(
  { sessions, failures }: Pick<Reconstruction, 'sessions' | 'failures'>,
  what: number | 'failures',
): ReadonlySet<number> {
  const links = what === 'failures' ? failures : (sessions[what]?.evidence ?? [])
  return new Set(links.map(({ record }) => record))
}

/**
 * The session that rests on the record at an offset of a source, -1 if none does. A record behind several (a start that ended an unlock, say)
 * leads to the one with the most evidence: the stay, not the helper.
 * @param source path as the table names it
 */
export function sessionOfRecord(
  { sources, records }: EventTable,
  { sessions }: Reconstruction,
  source: string,
  offset: number,
): number {
  const number = sources.indexOf(source)
  if (number < 0) return -1
  const { from, live, to } = rowsOfSource(records, number)
  const rows = [rowAtOffset(records, offset, from, live), rowAtOffset(records, offset, live, to)]
  let best = -1
  sessions.forEach(({ evidence }, i) => {
    if (evidence.length <= (sessions[best]?.evidence.length ?? 0)) return
    if (evidence.some(({ record }) => rows.includes(record))) best = i
  })
  return best
}
