import type { ChannelCoverage, MachineCoverage } from '../../electron/contract/coverage'
import { visibleName, visibleText } from '../../electron/core/text/visible-text'
import { spansYears } from '../state/result-slice'
import { type AppState, useStore } from '../state/store'
import { zoneOf } from '../state/view-slice'
import { dayTimeText } from '../state/zone-format'
import { strings } from '../strings'
import { countText } from '../ui/numbers'
import { PopoverButton } from '../ui/popover-button'

/** Where something is in a log, for the list behind a number. */
export interface LogPlace {
  /** When, or from when to when; ms since 1970. */
  readonly times: readonly number[]
  readonly note: string
  /** Its records in the event browser. */
  readonly records: Parameters<AppState['showEvents']>[0]
}

interface PlaceListProps {
  readonly machine: MachineCoverage
  readonly log: ChannelCoverage
  readonly count: number
  readonly places: readonly LogPlace[]
  /** Places that are not listed. */
  readonly more: number
  readonly title: string
  readonly name: string
  readonly width: number
}

/** A number; where places behind it are known, a button that lists them, each leading to its records. */
export function PlaceList({ machine, log, count, places, more, title, name, width }: PlaceListProps) {
  const zone = useStore((state) => zoneOf(state, machine.name))
  const withYear = useStore(spansYears)
  const showEvents = useStore((state) => state.showEvents)
  if (places.length === 0) return <>{countText(count)}</>
  return (
    <PopoverButton
      className="coverage-missing"
      face={countText(count)}
      title={title}
      label={`${name}: ${visibleText(log.channel)} of ${visibleName(machine.name)}`}
      width={width}
    >
      <ul className="coverage-gaps">
        {places.map(({ times, note, records }, place) => (
          <li key={place}>
            <button type="button" onClick={() => showEvents(records)}>
              <span>{times.map((time) => dayTimeText(zone, time, withYear)).join(' – ')}</span>
              <span className="dim">{visibleText(note)}</span>
            </button>
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="dim">{`${countText(more)} ${strings.coverage.more}`}</p> : null}
    </PopoverButton>
  )
}
