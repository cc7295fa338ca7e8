import type { ChannelCoverage, CoverageGap, MachineCoverage } from '../../electron/contract/coverage'
import { fileTimeToUnixMs } from '../../electron/core/text/time'
import { visibleName, visibleText } from '../../electron/core/text/visible-text'
import { useStore } from '../state/store'
import { zoneOf } from '../state/view-slice'
import { dayTimeText } from '../state/zone-format'
import { strings } from '../strings'
import { countText } from '../ui/numbers'
import { PopoverButton } from '../ui/popover-button'

const WIDTH = 420

interface GapListProps {
  readonly machine: MachineCoverage
  readonly log: ChannelCoverage
}

/** How many record IDs are missing; where gaps are known, a button that lists them, each leading to the records around it. */
export function MissingIds({ machine, log }: GapListProps) {
  if (log.gaps.length === 0) return <>{countText(log.missing)}</>
  return (
    <PopoverButton
      className="coverage-missing"
      face={countText(log.missing)}
      title={strings.coverage.gapsTitle}
      label={`${strings.coverage.gaps}: ${visibleText(log.channel)} of ${visibleName(machine.name)}`}
      width={WIDTH}
    >
      <ul className="coverage-gaps">
        {log.gaps.map((gap, place) => (
          <li key={place}>
            <Gap machine={machine} log={log} gap={gap} />
          </li>
        ))}
      </ul>
      {log.moreGaps > 0 ? (
        <p className="dim">{`${countText(log.moreGaps)} ${strings.coverage.more}`}</p>
      ) : null}
    </PopoverButton>
  )
}

function Gap({ machine, log, gap }: GapListProps & { readonly gap: CoverageGap }) {
  const zone = useStore((state) => zoneOf(state, machine.name))
  const showEvents = useStore((state) => state.showEvents)
  const from = fileTimeToUnixMs(gap.from ?? log.first)
  const to = fileTimeToUnixMs(gap.to ?? log.last)
  return (
    <button
      type="button"
      onClick={() =>
        showEvents({
          computer: { values: [...machine.aliases], not: false },
          channel: { values: [log.channel], not: false },
          // A gap begins and ends with the records beside it.
          fromMs: from - 1,
          toMs: to + 1,
        })
      }
    >
      <span>{`${dayTimeText(zone, from)} – ${dayTimeText(zone, to)}`}</span>
      <span className="dim">{visibleText(gap.text)}</span>
    </button>
  )
}
