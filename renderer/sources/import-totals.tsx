import { isSettled } from '../state/sources-slice'
import { useStore } from '../state/store'
import { clockText, shortCount } from '../ui/numbers'
import { ProgressBar } from '../ui/progress-bar'

/** Figures of the whole import: events, sessions, speed, time left. */
export function ImportTotals() {
  const sources = useStore((state) => state.sources)
  const sessions = useStore((state) => state.result?.total ?? 0)
  const size = sources.reduce((sum, source) => sum + source.size, 0)
  const read = sources.reduce((sum, source) => sum + (isSettled(source) ? source.size : source.bytesRead), 0)
  const events = sources.reduce((sum, source) => sum + source.records.decoded, 0)
  const speed = sources.reduce(
    (sum, source) => sum + (source.status === 'reading' ? source.mbPerSecond : 0),
    0,
  )
  const secondsLeft = speed > 0 ? (size - read) / 1e6 / speed : null
  return (
    <div className="import-totals">
      <ProgressBar label="Bytes read" part={size === 0 ? 0 : read / size} className="progress-big" />
      <dl>
        <Figure value={shortCount(events)} name="events" />
        <Figure value={shortCount(sessions)} name="sessions" />
        <Figure value={speed > 0 ? speed.toFixed(1) : '\u2013'} name="MB/s" />
        <Figure value={secondsLeft === null ? '\u2013' : clockText(secondsLeft)} name="left" />
      </dl>
    </div>
  )
}

function Figure({ value, name }: { readonly value: string; readonly name: string }) {
  return (
    <div>
      <dd>{value}</dd>
      <dt>{name}</dt>
    </div>
  )
}
