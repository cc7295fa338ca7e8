/** Where records stand on the events rail: day, mark, and the line between them. */
import type { EvidenceItem, SessionDetails } from '../../electron/contract/engine'
import { fileTimeToUnixMs } from '../../electron/core/text/time'
import { isOpenEnd } from '../../electron/core/text/end-reasons'
import { dateText } from '../state/zone-format'
import { type EventLook, eventLook } from './event-look'

/** In use, away (locked, disconnected, asleep), or past the end of the session. */
export type RailLine = 'use' | 'away' | 'over'

export interface PlacedEvent {
  readonly item: EvidenceItem
  /** Date above the first record of a day, in the zone on screen. */
  readonly day: string | null
  readonly mark: EventLook['mark']
  readonly strong: boolean
  /** The lines that lead to this record and on from it. */
  readonly before: RailLine
  readonly after: RailLine
}

/** Roles of helper logons read `unlock:start`, `nla:end`. */
const HELPER_ROLE = ':'

/**
 * Records that end a helper logon (an unlock, a linked token) come long before the session ends, and records of the next
 * boot after it: only the session's own end turns the line.
 */
export function placeEvents(
  details: Pick<SessionDetails, 'row' | 'end'>,
  items: readonly EvidenceItem[],
  zone: string,
): readonly PlacedEvent[] {
  const end = isOpenEnd(details.row.endReason) ? null : details.end.best
  let line: RailLine = 'use'
  let lastDay = ''
  return items.map((item) => {
    const day = dateText(zone, fileTimeToUnixMs(item.time))
    const isHelper = item.role.includes(HELPER_ROLE)
    const look = eventLook(item)
    const before = line
    if (end !== null && item.time >= end) line = 'over'
    else if (look.after !== 'same' && !isHelper) line = look.after
    const placed = {
      item,
      day: day === lastDay ? null : day,
      mark: isHelper ? helperMark(look) : markOf(look, line, end !== null && item.time > end),
      strong: look.strong && line === 'over',
      before,
      after: line,
    }
    lastDay = day
    return placed
  })
}

function helperMark({ mark }: EventLook): EventLook['mark'] {
  if (mark === 'm-ended') return 'm-closed'
  return mark === 'start' ? 'dot' : mark
}

function markOf({ mark }: EventLook, line: RailLine, isAfterEnd: boolean): EventLook['mark'] {
  if (mark === 'm-ended' && line !== 'over') return 'm-closed'
  return mark === 'start' && isAfterEnd ? 'dot' : mark
}
