import type { ChannelCoverage, MachineCoverage } from '../../electron/contract/coverage'
import { fileTimeToUnixMs } from '../../electron/core/text/time'
import { strings } from '../strings'
import { PlaceList } from './place-list'

const WIDTH = 320

interface ClearListProps {
  readonly machine: MachineCoverage
  readonly log: ChannelCoverage
}

/** How often a log was cleared: a button that lists when, each leading to the record that tells of it. */
export function ClearList({ machine, log }: ClearListProps) {
  const places = log.cleared.map(({ time, channel, recordId }) => {
    const timeMs = fileTimeToUnixMs(time)
    return {
      times: [timeMs],
      note: `${strings.coverage.record} ${recordId}, ${channel}`,
      records: {
        computer: { values: [...machine.aliases], not: false },
        channel: { values: [channel], not: false },
        recordId,
        // A cleared log counts its records anew: others may have the number.
        fromMs: timeMs - 1,
        toMs: timeMs + 1,
      },
    }
  })
  return (
    <PlaceList
      machine={machine}
      log={log}
      count={log.clears}
      places={places}
      more={log.clears - places.length}
      title={strings.coverage.clearsTitle}
      name={strings.coverage.clears}
      width={WIDTH}
    />
  )
}
