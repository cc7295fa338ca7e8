import { useMemo } from 'react'
import type { CoverageReport } from '../../electron/contract/coverage'
import type { SourceState } from '../../electron/contract/engine'
import { visibleText } from '../../electron/core/text/visible-text'
import { fileTimeToUnixMs } from '../../electron/core/text/time'
import { spansYears } from '../state/result-slice'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { DamageReport } from '../ui/damage-report'
import { AuditMatrix } from './audit-matrix'
import { ChannelTable } from './channel-table'
import { ClockList } from './clock-list'
import { RangeHatch, type Extent } from './range-bar'
import './coverage.css'

/** What the opened logs hold: a table a computer, then what the audit of each wrote. */
export function Coverage({ report }: { readonly report: CoverageReport }) {
  const extent = extentOf(report)
  const unread = useUnread(report)
  const withYear = useStore(spansYears)
  if (extent === null && unread.length === 0) return <p className="no-rows">{strings.coverage.none}</p>
  return (
    <div
      className={withYear ? 'coverage with-year' : 'coverage'}
      data-pane="coverage"
      tabIndex={0}
      role="region"
      aria-label={strings.coverage.title}
    >
      <RangeHatch />
      {extent === null
        ? null
        : report.machines.map((machine) => (
            <ChannelTable key={machine.name} machine={machine} extent={extent} />
          ))}
      {unread.length === 0 ? null : <UnreadLogs sources={unread} />}
      <ClockList clocks={report.clocks} />
      <AuditMatrix report={report} />
    </div>
  )
}

/** Logs with damage that no computer's table lists, because no record of them was read. */
function useUnread({ machines }: CoverageReport): readonly SourceState[] {
  const sources = useStore((state) => state.sources)
  return useMemo(() => {
    const listed = new Set(machines.flatMap(({ channels }) => channels.flatMap(({ files }) => files)))
    return sources.filter(({ path, status, ranges }) => {
      return status !== 'duplicate' && ranges.shown.length > 0 && !listed.has(path)
    })
  }, [sources, machines])
}

function UnreadLogs({ sources }: { readonly sources: readonly SourceState[] }) {
  return (
    <section className="coverage-machine" aria-label={strings.coverage.unread}>
      <h3>{strings.coverage.unread}</h3>
      {sources.map((source) => (
        <div key={source.source} className="coverage-file">
          <span title={visibleText(source.path)}>{visibleText(source.name)}</span>
          <DamageReport source={source} />
        </div>
      ))}
    </section>
  )
}

function extentOf({ machines }: CoverageReport): Extent | null {
  let extent: Extent | null = null
  for (const { first, last } of machines.flatMap(({ channels }) => channels)) {
    const [fromMs, toMs] = [fileTimeToUnixMs(first), fileTimeToUnixMs(last)]
    extent =
      extent === null
        ? { fromMs, toMs }
        : { fromMs: Math.min(extent.fromMs, fromMs), toMs: Math.max(extent.toMs, toMs) }
  }
  return extent
}
