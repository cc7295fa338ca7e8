import { DetailsPane } from './details/details-pane'
import { FilterBar } from './filters/filter-bar'
import { NothingMatches } from './filters/nothing-matches'
import { SearchBox } from './filters/search-box'
import { BottomPanel } from './frame/bottom-panel'
import { Rail } from './frame/rail'
import { SideSlot } from './frame/side-slot'
import { StatusBar } from './frame/status-bar'
import { TitleBar } from './frame/title-bar'
import { WorkArea } from './frame/work-area'
import { GridToolbar, SessionCount } from './grid/grid-toolbar'
import { SessionsGrid } from './grid/sessions-grid'
import { DropTarget } from './sources/drop-target'
import { EvidencePane } from './sources/evidence-pane'
import { useStore } from './state/store'
import { Timeline } from './timeline/timeline'
import { NextTask } from './ui/next-task'
import { COMPACT_QUERY, useMedia } from './ui/use-media'
import { StartPage } from './welcome/start-page'
import './app.css'

export function App() {
  const view = useStore((state) => state.view)
  return (
    <div className="app">
      <TitleBar search={<SearchBox />} />
      <Rail disabled={view === 'start'} />
      {view === 'start' ? <StartPage /> : <Workspace />}
      <StatusBar />
      <DropTarget />
    </div>
  )
}

function Workspace() {
  const compact = useMedia(COMPACT_QUERY)
  const evidence = useStore((state) => state.sidePane === 'evidence')
  const grid = (
    <NextTask>
      <SessionsGrid />
    </NextTask>
  )
  const pane = evidence ? <EvidencePane /> : <DetailsPane />
  return (
    <>
      <WorkArea
        filter={<FilterBar />}
        timeline={
          <>
            <Timeline />
            <NothingMatches />
          </>
        }
        panel={
          compact ? (
            <BottomPanel sessions={grid} count={<SessionCount />} pane={pane} />
          ) : (
            <>
              <GridToolbar />
              {grid}
            </>
          )
        }
      />
      {compact ? null : <SideSlot>{pane}</SideSlot>}
    </>
  )
}
