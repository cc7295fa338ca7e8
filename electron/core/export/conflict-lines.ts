import type { EventTable } from '../columns/event-table'
import { conflictText } from '../sessions/records/conflict-text'
import type { RecordCopies } from '../sessions/records/record-copies'
import { visibleName, visibleText } from '../text/visible-text'

/** Conflicts written out; the JSON lines have them all. */
const SHOWN = 20

/** For people: records that sources disagree about. Nothing where all agree. */
export function* conflictLines(table: EventTable, copies: RecordCopies | null): Generator<string> {
  if (copies === null || copies.conflicts.length === 0) return
  yield '\nRecords that sources disagree about:\n'
  for (const conflict of copies.conflicts.slice(0, SHOWN)) {
    const channel = visibleName(table.strings[conflict.channel] ?? '')
    yield `  ${channel}: ${visibleText(conflictText(table, conflict))}\n`
  }
  const more = copies.conflicts.length - SHOWN
  if (more > 0) yield `  and ${more} more\n`
}
