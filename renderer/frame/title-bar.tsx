import type { ReactNode } from 'react'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { IconButton } from '../ui/button'
import { Segmented } from '../ui/segmented'
import { Brand } from './brand'
import { ExportButton } from './export-button'
import { EvidenceButton } from './evidence-button'
import './title-bar.css'

interface TitleBarProps {
  readonly caseName: ReactNode
  readonly search: ReactNode
}

export function TitleBar({ caseName, search }: TitleBarProps) {
  const view = useStore((state) => state.view)
  return (
    <header className="title-bar">
      <Brand />
      {view === 'workspace' ? caseName : null}
      {view === 'workspace' ? <EvidenceButton /> : null}
      {search}
      {view === 'workspace' ? <ZoneSwitch /> : null}
      {view === 'workspace' ? <ExportButton /> : null}
      <ThemeSwitch />
      <div className="window-controls" aria-hidden="true" />
    </header>
  )
}

/** Main remembers the choice and tells the page through `prefers-color-scheme`. */
function ThemeSwitch() {
  const theme = useStore((state) => state.theme)
  return (
    <IconButton
      className="theme-switch"
      icon={theme === 'dark' ? 'sun' : 'moon'}
      label={theme === 'dark' ? strings.theme.toLight : strings.theme.toDark}
      onClick={() => void window.sojourn.setTheme(theme === 'dark' ? 'light' : 'dark')}
    />
  )
}

function ZoneSwitch() {
  const zone = useStore((state) => state.zone)
  const localZone = useStore((state) => state.localZone)
  const setZone = useStore((state) => state.setZone)
  return (
    <Segmented
      label={strings.zone.label}
      value={zone}
      onChange={setZone}
      segments={[
        { value: 'utc', label: strings.zone.utc, title: `${strings.zone.utcTitle} (Z)` },
        { value: 'local', label: strings.zone.local, title: `This computer: ${localZone} (Z)` },
      ]}
    />
  )
}
