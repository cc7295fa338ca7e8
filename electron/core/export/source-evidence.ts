import type { SourceState } from '../../contract/engine'
import type { EventTable } from '../columns/event-table'
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
  readonly warnings: readonly string[]
}

interface Facts {
  readonly computers: Set<number>
  readonly channels: Set<number>
  first: bigint | null
  last: bigint | null
}

/** One object a source, in the order of `sources`. */
export function sourceEvidence(table: EventTable, sources: readonly SourceState[]): SourceEvidence[] {
  const facts = factsBySource(table)
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
      warnings: state.message ? [state.message, ...state.warnings] : state.warnings,
    }
  })
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
