import { FilterBar } from '../filters/filter-bar'
import { NothingMatches } from '../filters/nothing-matches'
import { GridActions } from '../grid/grid-actions'
import { GridToolbar, SessionCount } from '../grid/grid-toolbar'
import { Timeline } from '../timeline/timeline'
import { COMPACT_QUERY, useMedia } from '../ui/use-media'
import { BottomPanel } from './bottom-panel'
import { LateGrid, SidePane, useSidePaneName } from './case-panes'
import { SideSlot } from './side-slot'
import { WorkArea } from './work-area'
import { strings } from '../strings'

/** Timeline above, grid below, details at the right. */
export function TimelineView() {
  const compact = useMedia(COMPACT_QUERY)
  const paneName = useSidePaneName()
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
            <BottomPanel
              name={strings.sessions}
              count={
                <>
                  <SessionCount />
                  <GridActions />
                </>
              }
              paneName={paneName}
              pane={<SidePane />}
            >
              <LateGrid />
            </BottomPanel>
          ) : (
            <>
              <GridToolbar />
              <LateGrid />
            </>
          )
        }
      />
      {compact ? null : (
        <SideSlot>
          <SidePane />
        </SideSlot>
      )}
    </>
  )
}
