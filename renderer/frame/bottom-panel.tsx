import { type KeyboardEvent, type ReactNode, useId } from 'react'
import { useStore } from '../state/store'

interface BottomPanelProps {
  readonly name: string
  readonly count: ReactNode
  readonly paneName: string
  readonly pane: ReactNode
  /** The grid. */
  readonly children: ReactNode
}

/** Below 1200 px the side slot becomes a second tab beside the grid. The grid stays mounted: its place is kept. */
export function BottomPanel({ name, count, paneName, pane, children }: BottomPanelProps) {
  const tab = useStore((state) => state.panelTab)
  const setTab = useStore((state) => state.setPanelTab)
  const id = useId()
  const key = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    const next = tab === 'sessions' ? 'pane' : 'sessions'
    setTab(next)
    document.getElementById(`${id}-${next}`)?.focus()
  }
  const tabProps = (which: typeof tab) => ({
    id: `${id}-${which}`,
    role: 'tab',
    type: 'button' as const,
    'aria-selected': tab === which,
    'aria-controls': `${id}-${which}-panel`,
    tabIndex: tab === which ? 0 : -1,
    onClick: () => setTab(which),
  })
  const panelProps = (which: typeof tab) => ({
    id: `${id}-${which}-panel`,
    role: 'tabpanel',
    'aria-labelledby': `${id}-${which}`,
    className: 'tab-panel',
    hidden: tab !== which,
  })
  return (
    <>
      <div className="panel-bar">
        <div className="panel-tabs" role="tablist" aria-label="Bottom panel" onKeyDown={key}>
          <button {...tabProps('sessions')}>{name}</button>
          <button {...tabProps('pane')}>{paneName}</button>
        </div>
        {tab === 'sessions' ? count : null}
      </div>
      <div {...panelProps('sessions')}>
        <h2 className="visually-hidden">{name}</h2>
        {children}
      </div>
      <div {...panelProps('pane')}>{pane}</div>
    </>
  )
}
