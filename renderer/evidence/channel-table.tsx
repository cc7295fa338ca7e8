import type { ChannelCoverage, MachineCoverage } from '../../electron/contract/coverage'
import type { FileTime } from '../../electron/contract/ids'
import { visibleName, visibleText } from '../../electron/core/text/visible-text'
import { fileTimeToUnixMs } from '../../electron/core/text/time'
import { spansYears } from '../state/result-slice'
import { useStore } from '../state/store'
import { zoneOf } from '../state/view-slice'
import { dayTimeText, fullFileTimeText } from '../state/zone-format'
import { strings } from '../strings'
import { DamageReport } from '../ui/damage-report'
import { countText } from '../ui/numbers'
import { ClearList } from './clear-list'
import { ConflictList } from './conflict-list'
import { MissingIds } from './gap-list'
import { RangeBar, type Extent } from './range-bar'

interface ChannelTableProps {
  readonly machine: MachineCoverage
  readonly extent: Extent
}

/** The logs of one computer. */
export function ChannelTable({ machine, extent }: ChannelTableProps) {
  return (
    <section className="coverage-machine" aria-label={visibleName(machine.name)}>
      <h3>{visibleName(machine.name)}</h3>
      {machine.identity.map((text) => (
        <p key={text} className="dim selectable">
          {visibleText(text)}
        </p>
      ))}
      <table className="coverage-table">
        <thead>
          <tr>
            {strings.coverage.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {machine.channels.map((log) => (
            <ChannelRow key={log.channel} machine={machine} log={log} extent={extent} />
          ))}
        </tbody>
      </table>
      <ConflictList channels={machine.channels} />
    </section>
  )
}

function ChannelRow({ machine, log, extent }: ChannelTableProps & { readonly log: ChannelCoverage }) {
  const showEvents = useStore((state) => state.showEvents)
  const show = () =>
    showEvents({
      computer: { values: [...machine.aliases], not: false },
      channel: { values: [log.channel], not: false },
    })
  return (
    <tr>
      <th scope="row" className="clip" title={visibleText(log.channel)}>
        {shortLog(visibleText(log.channel))}
      </th>
      <td>
        <RangeBar log={log} extent={extent} />
      </td>
      <td className="number">
        <button
          type="button"
          className="coverage-count"
          title={log.copies > 0 ? `${countText(log.copies)} ${strings.coverage.copies}` : undefined}
          onClick={show}
        >
          {countText(log.records)}
        </button>
      </td>
      <td className="number" title={`record ids ${log.firstId} to ${log.lastId}`}>
        <MissingIds machine={machine} log={log} />
        {log.filtered ? (
          <small title={strings.coverage.filteredTitle}> {strings.coverage.filtered}</small>
        ) : null}
      </td>
      <Time time={log.first} computer={machine.name} />
      <Time time={log.last} computer={machine.name} />
      <td className="number">
        <ClearList machine={machine} log={log} />
      </td>
      <td>
        {log.files.map((path) => (
          <LogFile key={path} path={path} />
        ))}
      </td>
    </tr>
  )
}

function Time({ time, computer }: { readonly time: FileTime; readonly computer: string }) {
  const zone = useStore((state) => zoneOf(state, computer))
  const withYear = useStore(spansYears)
  return <td title={fullFileTimeText(zone, time)}>{dayTimeText(zone, fileTimeToUnixMs(time), withYear)}</td>
}

const HASH_SHOWN = 8

function LogFile({ path }: { readonly path: string }) {
  const source = useStore(({ sources }) =>
    sources.find((one) => one.path === path && one.status !== 'duplicate'),
  )
  const shown = visibleText(path)
  const name = shown.split(/[\\/]/).at(-1) ?? shown
  return (
    <div className="coverage-file">
      <span className="clip" title={shown}>
        {shortLog(name)}
      </span>
      {source?.sha256 == null ? (
        <small className="dim">{strings.coverage.noHash}</small>
      ) : (
        <code className="dim" title={`SHA-256 ${source.sha256}`}>
          {`${source.sha256.slice(0, HASH_SHOWN)}…`}
        </code>
      )}
      {source === undefined ? null : <DamageReport source={source} />}
    </div>
  )
}

/** Without what most names begin with; the tooltip has the whole name. */
function shortLog(name: string): string {
  return name.replace(/^Microsoft-Windows-(?=.)/, '')
}
