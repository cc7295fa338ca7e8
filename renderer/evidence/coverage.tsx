import type { CoverageReport } from '../../electron/contract/coverage'
import { fileTimeToUnixMs } from '../../electron/core/text/time'
import { strings } from '../strings'
import { AuditMatrix } from './audit-matrix'
import { ChannelTable } from './channel-table'
import { ClockList } from './clock-list'
import { RangeHatch, type Extent } from './range-bar'
import './coverage.css'

/** What the opened logs hold: a table a computer, then what the audit of each wrote. */
export function Coverage({ report }: { readonly report: CoverageReport }) {
  const extent = extentOf(report)
  if (extent === null) return <p className="no-rows">{strings.coverage.none}</p>
  return (
    <div
      className="coverage"
      data-pane="coverage"
      tabIndex={0}
      role="region"
      aria-label={strings.coverage.title}
    >
      <RangeHatch />
      {report.machines.map((machine) => (
        <ChannelTable key={machine.name} machine={machine} extent={extent} />
      ))}
      <ClockList clocks={report.clocks} />
      <AuditMatrix report={report} />
    </div>
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
