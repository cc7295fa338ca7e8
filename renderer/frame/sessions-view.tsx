import { FilterBar } from '../filters/filter-bar'
import { NothingMatches } from '../filters/nothing-matches'
import { GridActions } from '../grid/grid-actions'
import { GridToolbar, SessionCount } from '../grid/grid-toolbar'
import { strings } from '../strings'
import { LateGrid, SidePane, useSidePaneName } from './case-panes'
import { ViewArea } from './view-area'

/** The grid at full height, the details at the right. */
export function SessionsView() {
  const paneName = useSidePaneName()
  return (
    <ViewArea
      title={strings.sessions}
      head={<FilterBar />}
      count={
        <>
          <SessionCount />
          <GridActions />
        </>
      }
      toolbar={<GridToolbar />}
      paneName={paneName}
      pane={<SidePane />}
    >
      <div className="view-body">
        <LateGrid />
        <NothingMatches />
      </div>
    </ViewArea>
  )
}
