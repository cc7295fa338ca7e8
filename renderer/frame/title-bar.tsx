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
  const changePreferences = useStore((state) => state.changePreferences)
  return (
    <IconButton
      className="theme-switch"
      icon={theme === 'dark' ? 'sun' : 'moon'}
      label={theme === 'dark' ? strings.theme.toLight : strings.theme.toDark}
      onClick={() => changePreferences({ theme: theme === 'dark' ? 'light' : 'dark' })}
    />
  )
}

/** `Berlin` of `Europe/Berlin`. */
const shortZone = (zone: string): string => zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')

function ZoneSwitch() {
  const zone = useStore((state) => state.preferences.zone)
  const localZone = useStore((state) => state.localZone)
  const chosenZone = useStore((state) => state.preferences.chosenZone)
  const change = useStore((state) => state.changePreferences)
  return (
    <Segmented
      label={strings.zone.label}
      value={zone}
      onChange={(value) => change({ zone: value })}
      segments={[
        { value: 'utc', label: strings.zone.utc, title: `${strings.zone.utcTitle} (Z)` },
        { value: 'local', label: strings.zone.local, title: `This computer: ${localZone} (Z)` },
        ...(chosenZone === ''
          ? []
          : [{ value: 'chosen' as const, label: shortZone(chosenZone), title: `${chosenZone} (Z)` }]),
      ]}
    />
  )
}
