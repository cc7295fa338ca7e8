/** Parts that several views share: the grid of sessions, and what is known about the selected one. */
import { SayButtons, SessionSaid } from '../case/session-said'
import { DetailsPane } from '../details/details-pane'
import { SessionsGrid } from '../grid/sessions-grid'
import { EvidencePane } from '../sources/evidence-pane'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { NextTask } from '../ui/next-task'

export function LateGrid() {
  return (
    <NextTask>
      <SessionsGrid />
    </NextTask>
  )
}

/** Details of the session, or the files being read: one in place of the other. */
export function SidePane() {
  const evidence = useStore((state) => state.sidePane === 'evidence')
  return evidence ? <EvidencePane /> : <DetailsPane said={<SessionSaid />} sayButtons={<SayButtons />} />
}

/** What the pane shows now, as a tab says it. */
export function useSidePaneName(): string {
  const importing = useStore((state) => state.importing)
  const evidence = useStore((state) => state.sidePane === 'evidence')
  if (!evidence) return strings.details
  return importing ? strings.evidence.reading : strings.evidence.title
}
