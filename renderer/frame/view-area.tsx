import type { ReactNode } from 'react'
import { COMPACT_QUERY, useMedia } from '../ui/use-media'
import { BottomPanel } from './bottom-panel'
import { SideSlot } from './side-slot'
import './view-area.css'

interface ViewAreaProps {
  readonly title: string
  /** Above everything: the filter of the view. */
  readonly head: ReactNode
  /** Over the grid in a wide window. */
  readonly toolbar: ReactNode
  /** Beside the tabs in a narrow one. */
  readonly count: ReactNode
  readonly paneName: string
  readonly pane: ReactNode
  readonly children: ReactNode
}

/** A view that is one grid at full height, with the slot at the right; in a narrow window the slot is a tab beside the grid. */
export function ViewArea({ title, head, toolbar, count, paneName, pane, children }: ViewAreaProps) {
  const compact = useMedia(COMPACT_QUERY)
  return (
    <>
      <main className="work-area">
        <h1 className="visually-hidden">{title}</h1>
        {head}
        <div className="view-area">
          {compact ? (
            <BottomPanel name={title} count={count} paneName={paneName} pane={pane}>
              {children}
            </BottomPanel>
          ) : (
            <>
              {toolbar}
              {children}
            </>
          )}
        </div>
      </main>
      {compact ? null : <SideSlot>{pane}</SideSlot>}
    </>
  )
}
