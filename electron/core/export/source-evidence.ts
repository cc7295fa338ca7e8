import type { SourceState } from '../../contract/engine'
import type { EventTable } from '../columns/event-table'
import { conflictText } from '../sessions/records/conflict-text'
import type { RecordCopies } from '../sessions/records/record-copies'
import { formatFileTime } from '../text/time'

/** What one source holds, as `evidence` prints it. */
export interface SourceEvidence {
  readonly source: string
  readonly format: string
  readonly sha256: string | null
  readonly size: number
  readonly computers: readonly string[]
  readonly channels: readonly string[]
  readonly first: string | null
  readonly last: string | null
  readonly chunks: SourceState['chunks']
  readonly records: SourceState['records'] & { readonly recovered: number }
  /** Records that a source before it (logs by path, then exports) holds too; they count once. */
  readonly copies: number
  /** Records about which it disagrees with another source. */
  readonly conflicts: readonly SourceConflict[]
  readonly warnings: readonly string[]
}

export interface SourceConflict {
  readonly with: string
  readonly channel: string
  readonly records: number
  readonly agree: number
  readonly text: string
}

interface Facts {
  readonly computers: Set<number>
  readonly channels: Set<number>
  first: bigint | null
  last: bigint | null
}

/** One object a source, in the order of `sources`. */
export function sourceEvidence(
  table: EventTable,
  sources: readonly SourceState[],
  copies: RecordCopies | null,
): SourceEvidence[] {
  const facts = factsBySource(table)
  const numbers = new Map(table.sources.map((path, i) => [path, i]))
  return sources.map((state) => {
    const known = facts.get(state.path)
    const texts = (ids: Iterable<number>): string[] =>
      [...ids]
        .map((id) => table.strings[id] ?? '')
        .filter(Boolean)
        .sort()
    return {
      source: state.path,
      format: state.format,
      sha256: state.sha256,
      size: state.size,
      computers: texts(known?.computers ?? []),
      channels: texts(known?.channels ?? []),
      first: known?.first == null ? null : formatFileTime(known.first),
      last: known?.last == null ? null : formatFileTime(known.last),
      chunks: state.chunks,
      records: { ...state.records, recovered: state.recovery?.recovered ?? 0 },
      ...agreement(table, copies, state.status === 'duplicate' ? -1 : (numbers.get(state.path) ?? -1)),
      warnings: state.message ? [state.message, ...state.warnings] : state.warnings,
    }
  })
}

function agreement(
  table: EventTable,
  copies: RecordCopies | null,
  source: number,
): Pick<SourceEvidence, 'copies' | 'conflicts'> {
  const conflicts = (copies?.conflicts ?? [])
    .filter(({ a, b }) => a === source || b === source)
    .map((conflict) => ({
      with: table.sources[conflict.a === source ? conflict.b : conflict.a] ?? '',
      channel: table.strings[conflict.channel] ?? '',
      records: conflict.count,
      agree: conflict.agree,
      text: conflictText(table, conflict),
    }))
  return { copies: copies?.bySource[source] ?? 0, conflicts }
}

function factsBySource({ sources, records }: EventTable): Map<string, Facts> {
  const facts: Facts[] = sources.map(() => ({
    computers: new Set(),
    channels: new Set(),
    first: null,
    last: null,
  }))
  for (let row = 0; row < records.length; row++) {
    const of = facts[records.source[row]!]!
    of.computers.add(records.computer[row]!)
    of.channels.add(records.channel[row]!)
    const time = records.time[row]!
    if (of.first === null || time < of.first) of.first = time
    if (of.last === null || time > of.last) of.last = time
  }
  return new Map(sources.map((path, i) => [path, facts[i]!]))
}
