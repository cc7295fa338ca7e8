/** What a damaged place is called in lists and in its pane. */
import type { DamageInList } from '../../electron/contract/events'
import { RANGE_WORDS } from '../../electron/core/text/byte-ranges'
import { visibleText } from '../../electron/core/text/visible-text'
import { counted } from '../ui/numbers'

/** `between records 4711 and 4715`: where it stands in its log. */
export function betweenText({ before, after }: DamageInList): string {
  if (before !== null && after !== null) return `between records ${before} and ${after}`
  if (before !== null) return `after record ${before}, the last of the file`
  if (after !== null) return `before record ${after}, the first of the file`
  return 'in a log without a readable record'
}

/** `Skipped bytes between records 4711 and 4715: no readable record in 136 bytes`. */
export function damageTitle(damage: DamageInList): string {
  return `${RANGE_WORDS[damage.state]} ${betweenText(damage)}: ${visibleText(damage.what)}`
}

/** What was kept of it, and of what lies around it. */
export function keptText({ state, chunk, readInChunk }: DamageInList): string {
  const around =
    chunk === null
      ? ''
      : ` ${counted(readInChunk, 'record')} of its chunk ${readInChunk === 1 ? 'was' : 'were'} read.`
  switch (state) {
    case 'damaged-chunk':
      return `The records of the chunk were read all the same.${around}`
    case 'lost-chunk':
      return 'Nothing of the chunk was read. Recovery looks for records in it.'
    case 'damaged-record':
      return `What could be read of the record is shown with it.${around}`
    case 'skipped-bytes':
      return `Nothing of these bytes. Recovery looks for records in them.${around}`
    case 'recovered-record':
      return 'It came back without a name for each value, so it is no event. What could be read is shown with it.'
  }
}
