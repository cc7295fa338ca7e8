/** The picked rows as TSV, asked of the engine: rows that were never scrolled to are copied too. */
import type { Annotation } from '../../electron/contract/case-file'
import type { SessionRow } from '../../electron/contract/engine'
import { endReasonWord } from '../../electron/core/text/end-reasons'
import type { EngineClient } from '../state/engine-client'
import type { RowRange } from '../state/value-slice'
import { fullTimeText } from '../state/zone-format'
import { annotationText } from '../ui/tag-marks'
import { tsvText } from '../ui/tsv'
import { spelled } from './row-text'

/** Rows of one question, and most rows of one copy: about 20 MB of text. */
const BLOCK = 2000
export const MOST_COPIED = 100_000

const HEADINGS = [
  'Account',
  'Domain',
  'SID',
  'Computer',
  'Logon type',
  'Source',
  'Start',
  'End',
  'Duration',
  'End reason',
  'Confidence',
  'Events',
  'Tags and notes',
] as const

/** @throws EngineRefusal where the result is out of date */
export async function rowsAsTsv(
  engine: Pick<EngineClient, 'call'>,
  resultId: number,
  ranges: readonly RowRange[],
  zoneOf: (computer: string) => string,
  annotations: ReadonlyMap<string, Annotation>,
): Promise<string> {
  const lines: (readonly string[])[] = [HEADINGS]
  for (const { from, to } of ranges) {
    for (let at = from; at <= to && lines.length <= MOST_COPIED; at += BLOCK) {
      const { rows } = await engine.call({
        call: 'rows',
        resultId,
        from: at,
        to: Math.min(at + BLOCK, to + 1),
      })
      for (const row of rows)
        lines.push([...rowCells(row, zoneOf(row.computer)), remarks(annotations.get(row.id))])
    }
  }
  return tsvText(lines.slice(0, MOST_COPIED + 1))
}

const remarks = (said: Annotation | undefined): string => (said === undefined ? '' : annotationText(said))

function rowCells(row: SessionRow, zone: string): string[] {
  const time = (timeMs: number | null): string => (timeMs === null ? '' : fullTimeText(zone, timeMs))
  return [
    row.account,
    row.domain,
    row.sid ?? '',
    row.computer,
    row.logonType === null ? '' : String(row.logonType),
    row.source,
    time(row.start.best ?? row.start.latest),
    row.pending ? '' : time(row.end.best ?? row.end.latest),
    row.pending ? '' : spelled(row.durationText),
    row.pending ? '' : endReasonWord(row.endReason),
    row.confidence ?? '',
    String(row.eventCount),
  ]
}
