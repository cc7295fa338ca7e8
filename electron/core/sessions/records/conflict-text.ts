import type { EventTable } from '../../columns/event-table'
import { formatFileTime } from '../../text/time'
import type { RecordConflict } from './record-copies'

/** A conflict as a phrase: what disagrees, how much of it, what that may mean, and the first record of it on both sides. */
export function conflictText(table: EventTable, conflict: RecordConflict): string {
  const { kind, count, agree, first } = conflict
  const [a, b] = [sourceName(table, conflict.a), sourceName(table, conflict.b)]
  const places = conflict.a === conflict.b ? `in ${a}` : `in ${a} and ${b}`
  const many = count === 1 ? 'one record id stands' : `${count} record ids stand`
  const others = agree === 0 ? 'none agree' : `${agree} agree`
  const meaning =
    kind === 'other-content' || agree > 0
      ? `${others}: one of the two was changed or damaged`
      : `${others}: two generations of the log, or two computers of one name`
  return `${many} for different records ${places}, ${meaning}; first ${firstText(table, first)}`
}

function firstText(table: EventTable, { a, b, field }: RecordConflict['first']): string {
  const { records } = table
  const id = `record ${records.recordId[a] ?? 0n}`
  const facts = (record: number): string =>
    `${records.eventId[record] ?? 0} of ${formatFileTime(records.time[record] ?? 0n)}`
  return field === null ? `${id}: ${facts(a)}, ${facts(b)}` : `${id} (${facts(a)}), which differs in ${field}`
}

function sourceName(table: EventTable, source: number): string {
  return table.sources[source] ?? ''
}
