import { type KeyboardEvent, type ReactNode, useId } from 'react'
import { useStore } from '../state/store'
import { strings } from '../strings'

interface BottomPanelProps {
  readonly sessions: ReactNode
  readonly count: ReactNode
  readonly pane: ReactNode
}

/** Below 1200 px the side slot becomes a second tab beside the grid. The grid stays mounted: its place is kept. */
export function BottomPanel({ sessions, count, pane }: BottomPanelProps) {
  const importing = useStore((state) => state.importing)
  const evidence = useStore((state) => state.sidePane === 'evidence')
  const tab = useStore((state) => state.panelTab)
  const setTab = useStore((state) => state.setPanelTab)
  const id = useId()
  const paneName = evidence
    ? importing
      ? strings.evidence.reading
      : strings.evidence.title
    : strings.details
  const key = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    const next = tab === 'sessions' ? 'pane' : 'sessions'
    setTab(next)
    document.getElementById(`${id}-${next}`)?.focus()
  }
  const tabProps = (name: typeof tab) => ({
    id: `${id}-${name}`,
    role: 'tab',
    type: 'button' as const,
    'aria-selected': tab === name,
    'aria-controls': `${id}-${name}-panel`,
    tabIndex: tab === name ? 0 : -1,
    onClick: () => setTab(name),
  })
  const panelProps = (name: typeof tab) => ({
    id: `${id}-${name}-panel`,
    role: 'tabpanel',
    'aria-labelledby': `${id}-${name}`,
    className: 'tab-panel',
    hidden: tab !== name,
  })
  return (
    <>
      <div className="panel-bar">
        <div className="panel-tabs" role="tablist" aria-label="Bottom panel" onKeyDown={key}>
          <button {...tabProps('sessions')}>{strings.sessions}</button>
          <button {...tabProps('pane')}>{paneName}</button>
        </div>
        {tab === 'sessions' ? count : null}
      </div>
      <div {...panelProps('sessions')}>{sessions}</div>
      <div {...panelProps('pane')}>{pane}</div>
    </>
  )
}
