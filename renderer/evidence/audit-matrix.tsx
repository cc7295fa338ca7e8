import type { CoverageReport, MachineCoverage } from '../../electron/contract/coverage'
import { visibleName } from '../../electron/core/text/visible-text'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { hostName } from '../ui/host-name'
import { countText } from '../ui/numbers'

/** Subcategories of the audit by computer: which wrote records, which are silent. */
export function AuditMatrix({ report }: { readonly report: CoverageReport }) {
  return (
    <section
      className="coverage-machine audit-columns"
      tabIndex={0}
      role="region"
      aria-label={strings.coverage.audit}
    >
      <h3>{strings.coverage.audit}</h3>
      <p className="dim">{strings.coverage.auditText}</p>
      <table className="coverage-table audit-matrix">
        <thead>
          <tr>
            <th scope="col">{strings.coverage.subcategory}</th>
            {report.machines.map(({ name }) => (
              <th key={name} scope="col" className="number" title={visibleName(name)}>
                {hostName(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.subcategories.map(({ category, name, eventIds }, i) => (
            <tr key={name}>
              <th scope="row" title={`${category}: ${eventIds.join(', ')}`}>
                {name}
              </th>
              {report.machines.map((machine) => (
                <Cell key={machine.name} machine={machine} index={i} name={name} eventIds={eventIds} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface CellProps {
  readonly machine: MachineCoverage
  readonly index: number
  readonly name: string
  readonly eventIds: readonly number[]
}

/** The channel of the audit as the filter of the event browser takes it. */
const AUDIT_CHANNEL = 'Security'

function Cell({ machine, index, name, eventIds }: CellProps) {
  const showEvents = useStore((state) => state.showEvents)
  const audit = machine.audit[index]
  if (audit === undefined || audit.state === 'no-log')
    return <td className="number no-log">{strings.coverage.noLog}</td>
  if (audit.state === 'silent') return <td className="number silent">{strings.coverage.silent}</td>
  const show = () =>
    showEvents({
      eventId: { values: eventIds.map(String), not: false },
      computer: { values: [...machine.aliases], not: false },
      channel: { values: [AUDIT_CHANNEL], not: false },
    })
  const label = `${name} on ${hostName(machine.name)}: ${countText(audit.count)} records`
  return (
    <td className="number">
      <button type="button" className="coverage-count" aria-label={label} onClick={show}>
        {countText(audit.count)}
      </button>
    </td>
  )
}
