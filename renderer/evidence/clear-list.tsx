import type { ChannelCoverage, CoverageClear, MachineCoverage } from '../../electron/contract/coverage'
import { fileTimeToUnixMs } from '../../electron/core/text/time'
import { visibleName, visibleText } from '../../electron/core/text/visible-text'
import { useStore } from '../state/store'
import { zoneOf } from '../state/view-slice'
import { dayTimeText } from '../state/zone-format'
import { strings } from '../strings'
import { countText } from '../ui/numbers'
import { PopoverButton } from '../ui/popover-button'

const WIDTH = 320

interface ClearListProps {
  readonly machine: MachineCoverage
  readonly log: ChannelCoverage
}

/** How often a log was cleared: a button that lists when, each leading to the record that tells of it. */
export function ClearList({ machine, log }: ClearListProps) {
  if (log.cleared.length === 0) return <>{countText(log.clears)}</>
  const more = log.clears - log.cleared.length
  return (
    <PopoverButton
      className="coverage-missing"
      face={countText(log.clears)}
      title={strings.coverage.clearsTitle}
      label={`${strings.coverage.clears}: ${visibleText(log.channel)} of ${visibleName(machine.name)}`}
      width={WIDTH}
    >
      <ul className="coverage-gaps">
        {log.cleared.map((clear, place) => (
          <li key={place}>
            <Clear machine={machine} clear={clear} />
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="dim">{`${countText(more)} ${strings.coverage.more}`}</p> : null}
    </PopoverButton>
  )
}

function Clear({ machine, clear }: { readonly machine: MachineCoverage; readonly clear: CoverageClear }) {
  const zone = useStore((state) => zoneOf(state, machine.name))
  const showEvents = useStore((state) => state.showEvents)
  const { time, channel, recordId } = clear
  const timeMs = fileTimeToUnixMs(time)
  return (
    <button
      type="button"
      onClick={() =>
        showEvents({
          computer: { values: [...machine.aliases], not: false },
          channel: { values: [channel], not: false },
          recordId,
          // A cleared log counts its records anew: others may have the number.
          fromMs: timeMs - 1,
          toMs: timeMs + 1,
        })
      }
    >
      <span>{dayTimeText(zone, timeMs)}</span>
      <span className="dim">{`${strings.coverage.record} ${recordId}, ${visibleText(channel)}`}</span>
    </button>
  )
}
