import type { Acquisition } from '../contract/acquisition'
import type { SourceState } from '../contract/engine'
import type { EventTable } from '../core/columns/event-table'
import { conflictLines } from '../core/export/conflict-lines'
import { damageLines } from '../core/export/damage-lines'
import { csvLines, jsonLines, tableLines } from '../core/export/delimited'
import { CaseLines } from '../core/export/case-lines'
import { CaseObjects } from '../core/export/json-lines'
import { sessionTable } from '../core/export/session-table'
import { sourceEvidence } from '../core/export/source-evidence'
import type { ToldNames } from '../core/sessions/machines/machines'
import { reconstruct, reconstructLogons } from '../core/sessions/reconstruct'
import { findCopies } from '../core/sessions/records/record-copies'
import { endReasonWord } from '../core/text/end-reasons'
import { visibleName, visibleText } from '../core/text/visible-text'
import { acquisitionText } from '../core/case-file/acquisition-text'
import type { Invocation } from './arguments'

/** Lines of `logons`. As JSON Lines, each logon is made when its line is due. */
export function logonLines(table: EventTable, { format }: Invocation, told: ToldNames): Iterable<string> {
  const found = { ...reconstructLogons(table, told), copies: format === 'table' ? null : findCopies(table) }
  if (format === 'jsonl') {
    const lines = new CaseLines(table, found)
    return each(found.logons, (logon) => lines.logon(logon))
  }
  const objects = new CaseObjects(table, found)
  if (format === 'csv') return csvLines(each(found.logons, (logon) => objects.logon(logon)))
  const rows = Array.from(found.logons, (logon) => {
    const { start, end, logonId } = objects.logon(logon) as {
      start: Record<string, string | null>
      end: Record<string, string | null>
      logonId: string
    }
    return [
      visibleName(logon.account ?? logon.sid ?? ''),
      visibleName(found.machines[logon.machine]?.name ?? ''),
      logonId,
      String(logon.logonType ?? ''),
      logon.class,
      start['best'] ?? (start['latest'] ? `<= ${start['latest']}` : ''),
      end['best'] ?? '',
      endReasonWord(logon.end.reason),
    ]
  })
  return tableLines(
    ['Account', 'Computer', 'Logon ID', 'Type', 'Class', 'Start (UTC)', 'End (UTC)', 'End reason'],
    rows,
  )
}

/** Lines of `sessions`. */
export function sessionLines(
  table: EventTable,
  { format, all }: Invocation,
  told: ToldNames,
): Iterable<string> {
  const found = reconstruct(table, told)
  if (format === 'table') {
    const shown = all ? found.sessions : found.sessions.filter((session) => session.class === 'human')
    return sessionTable(found, shown)
  }
  const names = { ...found, logonIds: found.logons.map(({ id }) => id), copies: findCopies(table) }
  if (format === 'jsonl') {
    const lines = new CaseLines(table, names)
    return each(found.sessions, (session) => lines.session(session))
  }
  const objects = new CaseObjects(table, names)
  return csvLines(each(found.sessions, (session) => objects.session(session)))
}

/** One at a time: none of them outlives its line. */
function* each<T, U>(items: Iterable<T>, make: (item: T) => U): Generator<U> {
  for (const item of items) yield make(item)
}

/** Lines of `evidence`. The table is followed by the damaged and recovered byte ranges of each source that has some, and by how sources came. */
export function evidenceLines(
  table: EventTable,
  sources: readonly SourceState[],
  { format }: Invocation,
  acquisitions: ReadonlyMap<string, readonly Acquisition[]> = new Map(),
): Iterable<string> {
  const copies = findCopies(table)
  const evidence = sourceEvidence(table, sources, copies)
  if (format === 'jsonl') {
    return jsonLines(
      evidence.map((e, i) => {
        const { recovery, ranges } = sources[i]!
        const ways = acquisitions.get(e.source) ?? []
        return { ...e, recovery, ranges: { shown: ranges.shown, more: ranges.more }, acquisitions: ways }
      }),
    )
  }
  const rows = evidence.map((e) => [
    visibleName(e.source),
    String(e.size),
    String(e.records.seen),
    String(e.records.decoded),
    String(e.records.damaged),
    String(e.records.skipped),
    String(e.records.recovered),
    String(e.copies),
    `${e.chunks.ok}/${e.chunks.damaged}/${e.chunks.empty}`,
    e.first ?? '',
    e.last ?? '',
    (e.sha256 ?? '').slice(0, 16),
    e.computers.map(visibleName).join(' '),
  ])
  const headers = [
    'Source',
    'Bytes',
    'Seen',
    'Decoded',
    'Damaged',
    'Skipped',
    'Recovered',
    'Copies',
    'Chunks ok/bad/empty',
    'First',
    'Last',
    'SHA-256',
    'Computers',
  ]
  return chain(
    tableLines(headers, rows, ['Bytes', 'Seen', 'Decoded', 'Damaged', 'Skipped', 'Recovered', 'Copies']),
    damageLines(sources),
    conflictLines(table, copies),
    acquisitionLines(sources, acquisitions),
  )
}

/** For people: where each source that was copied comes from, and how it came. */
function* acquisitionLines(
  sources: readonly SourceState[],
  acquisitions: ReadonlyMap<string, readonly Acquisition[]>,
): Generator<string> {
  for (const { path } of sources) {
    for (const acquisition of acquisitions.get(path) ?? []) {
      yield `\n${visibleName(path)} was copied:\n`
      for (const line of acquisitionText(acquisition).split('\n').filter(Boolean))
        yield `  ${visibleText(line)}\n`
    }
  }
}

function* chain(...parts: readonly Iterable<string>[]): Generator<string> {
  for (const part of parts) yield* part
}
