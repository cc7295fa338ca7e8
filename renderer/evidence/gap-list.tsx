import type { ChannelCoverage, MachineCoverage } from '../../electron/contract/coverage'
import { fileTimeToUnixMs } from '../../electron/core/text/time'
import { strings } from '../strings'
import { PlaceList } from './place-list'

const WIDTH = 420

interface GapListProps {
  readonly machine: MachineCoverage
  readonly log: ChannelCoverage
}

/** How many record IDs are missing; where gaps are known, a button that lists them, each leading to the records around it. */
export function MissingIds({ machine, log }: GapListProps) {
  const places = log.gaps.map(({ from, to, text }) => {
    const times = [fileTimeToUnixMs(from ?? log.first), fileTimeToUnixMs(to ?? log.last)] as const
    return {
      times,
      note: text,
      records: {
        computer: { values: [...machine.aliases], not: false },
        channel: { values: [log.channel], not: false },
        // A gap begins and ends with the records beside it.
        fromMs: times[0] - 1,
        toMs: times[1] + 1,
      },
    }
  })
  return (
    <PlaceList
      machine={machine}
      log={log}
      count={log.missing}
      places={places}
      more={log.moreGaps}
      title={strings.coverage.gapsTitle}
      name={strings.coverage.gaps}
      width={WIDTH}
    />
  )
}
