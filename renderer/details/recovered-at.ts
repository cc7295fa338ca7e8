import type { SourceRange, SourceState } from '../../electron/contract/engine'

/** What recovery says of the record at this byte of a source; null for a live record. */
export function recoveredAt(
  sources: readonly SourceState[],
  source: string,
  offset: number,
): SourceRange | null {
  const ranges = sources.find((one) => one.source === source)?.ranges.shown ?? []
  return ranges.find(({ from, state }) => from === offset && state === 'recovered-record') ?? null
}
