/** Timelines that other programs make of logs: which program wrote one, told by its columns or keys (sessions.md 10.4). */
import { csvCells } from './csv-rows'

export type TimelineKind = 'evtxecmd' | 'hayabusa'

interface TimelineFormat {
  readonly kind: TimelineKind
  /** Of CSV its columns in order; null of JSON. */
  readonly columns: readonly string[] | null
}

const COLUMNS: Readonly<Record<TimelineKind, readonly string[]>> = {
  evtxecmd: ['EventRecordId', 'TimeCreated', 'EventId', 'Channel', 'Computer'],
  hayabusa: ['Timestamp', 'RuleTitle', 'EventID', 'Channel', 'Computer'],
}
/** Keys that stand near the front of an object, before long values. */
const KEYS: Readonly<Record<TimelineKind, readonly string[]>> = {
  evtxecmd: ['"ChunkNumber"', '"Payload"'],
  hayabusa: ['"Timestamp"', '"RuleTitle"', '"EventID"'],
}
const KINDS = ['evtxecmd', 'hayabusa'] as const

/** @param text the first characters of a file, the line of columns among them; null where it is no timeline */
export function timelineFormat(text: string): TimelineFormat | null {
  if (/^[{[]/.test(text)) {
    const kind = KINDS.find((one) => KEYS[one].every((key) => text.includes(key)))
    return kind === undefined ? null : { kind, columns: null }
  }
  const end = /[\r\n]/.exec(text)
  if (end === null) return null
  const columns = csvCells(text.slice(0, end.index))
  const kind = KINDS.find((one) => COLUMNS[one].every((column) => columns.includes(column)))
  return kind === undefined ? null : { kind, columns }
}
