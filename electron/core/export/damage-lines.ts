import type { SourceState } from '../../contract/engine'
import { RANGE_WORDS, rangeText } from '../text/byte-ranges'
import { visibleName, visibleText } from '../text/visible-text'

/** Ranges written out for each source; people who want all read the JSON lines. */
const SHOWN = 20

/** For people: what was damaged, lost or brought back in each source, where, and counts that add up. Nothing for sound sources. */
export function* damageLines(sources: readonly SourceState[]): Generator<string> {
  for (const source of sources) {
    const { path, ranges } = source
    if (ranges.shown.length === 0) continue
    yield `\n${visibleName(path)}: ${countsText(source)}\n`
    const shown = ranges.shown.slice(0, SHOWN)
    for (const range of shown)
      yield `  ${RANGE_WORDS[range.state].padEnd(16)}  ${rangeText(range)}: ${visibleText(range.what)}\n`
    const more = ranges.shown.length - shown.length + ranges.more
    if (more > 0) yield `  and ${more} more\n`
  }
}

function countsText({ records, recovery }: SourceState): string {
  const { seen, decoded, damaged, skipped } = records
  const live = `${seen} records seen = ${decoded} decoded + ${damaged} damaged + ${skipped} skipped`
  if (recovery === null) return live
  const { recovered, own, borrowed, none, duplicates } = recovery
  return `${live}; beside them ${recovered} recovered (${own} by own templates, ${borrowed} by borrowed ones, ${none} without names), ${duplicates} dropped as already there`
}
