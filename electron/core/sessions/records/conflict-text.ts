import type { EventTable } from '../../columns/event-table'
import { formatFileTime } from '../../text/time'
import type { RecordConflict } from './record-copies'

/** A conflict as a phrase: what disagrees, how much of it, what that may mean, and the first record of it on both sides. */
export function conflictText(table: EventTable, conflict: RecordConflict): string {
  const { kind, count, agree, first } = conflict
  const [a, b] = [sourceName(table, conflict.a), sourceName(table, conflict.b)]
  if (kind === 'not-in-log') {
    const what = count === 1 ? 'one record' : `${count} records`
    return `${what} of ${b} ${count === 1 ? 'is' : 'are'} not in ${a}, whose record ids run on at that time: the text was changed, or its times are of another zone; first ${factsText(table, first.b)}; sessions go by the log`
  }
  const places = conflict.a === conflict.b ? `in ${a}` : `in ${a} and ${b}`
  const many = count === 1 ? 'one record id stands' : `${count} record ids stand`
  const others = agree === 0 ? 'none agree' : `${agree} agree`
  const isText = table.textFrom !== undefined && conflict.b >= table.textFrom
  const meaning =
    kind === 'other-content' || agree > 0
      ? `${others}: one of the two was changed or damaged`
      : `${others}: ${isText ? 'times of another zone, ' : ''}two generations of the log, or two computers of one name`
  return `${many} for different records ${places}, ${meaning}; first ${firstText(table, first)}`
}

function firstText(table: EventTable, { a, b, field }: RecordConflict['first']): string {
  const id = `record ${table.records.recordId[a] ?? 0n}`
  const facts = factsText(table, a)
  return field === null
    ? `${id}: ${facts}, ${factsText(table, b)}`
    : `${id} (${facts}), which differs in ${field}`
}

function factsText({ records }: EventTable, record: number): string {
  return `${records.eventId[record] ?? 0} of ${formatFileTime(records.time[record] ?? 0n)}`
}

function sourceName(table: EventTable, source: number): string {
  return table.sources[source] ?? ''
}
