import { Coverage } from '../evidence/coverage'
import { useCoverage } from '../evidence/use-coverage'
import { strings } from '../strings'
import { Message } from '../ui/message'
import { counted } from '../ui/numbers'
import { SidePane, useSidePaneName } from './case-panes'
import { ViewArea } from './view-area'

/** What the opened logs hold of each computer, and what they cannot tell. */
export function EvidenceView() {
  const { report, problem } = useCoverage()
  const paneName = useSidePaneName()
  const count = <span role="status">{counted(report?.machines.length ?? 0, 'computer')}</span>
  return (
    <ViewArea
      title={strings.coverage.title}
      head={null}
      count={count}
      toolbar={
        <div className="panel-bar">
          <h2>{strings.coverage.title}</h2>
          {count}
          <span className="spacer" />
          <span className="dim">{strings.coverage.hint}</span>
        </div>
      }
      paneName={paneName}
      pane={<SidePane />}
    >
      {problem === '' ? null : <Message level="error">{problem}</Message>}
      {report === null ? null : <Coverage report={report} />}
    </ViewArea>
  )
}
