import type { ReactNode } from 'react'
import type { MachineZone } from '../../electron/contract/engine'
import { visibleName } from '../../electron/core/text/visible-text'
import { useStore } from '../state/store'
import { commonZone } from '../state/machine-zones'
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
  // Of a case whose logs are all missing the name leads to them.
  const hasCase = useStore((state) => state.view === 'workspace' || state.caseView.file !== null)
  return (
    <header className="title-bar">
      <Brand />
      {hasCase ? caseName : null}
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

/** Machines named in a tooltip. */
const HOSTS_SHOWN = 12

function hostTitle(machineZones: readonly MachineZone[]): string {
  const zone = commonZone(machineZones)
  if (zone === null) return strings.zone.noHost
  const hosts = machineZones.slice(0, HOSTS_SHOWN).map(({ computer, told, followsSummer }) => {
    const fixed = followsSummer ? '' : strings.zone.fixed
    return `${visibleName(computer)}: ${visibleName(told)}${fixed}`
  })
  const more = machineZones.length > HOSTS_SHOWN ? [`${machineZones.length - HOSTS_SHOWN} more`] : []
  return [`${strings.zone.hostTitle} ${zone} (Z)`, ...hosts, ...more].join('\n')
}

function ZoneSwitch() {
  const zone = useStore((state) => state.preferences.zone)
  const localZone = useStore((state) => state.localZone)
  const chosenZone = useStore((state) => state.preferences.chosenZone)
  const machineZones = useStore((state) => state.machineZones)
  const change = useStore((state) => state.changePreferences)
  return (
    <Segmented
      label={strings.zone.label}
      value={zone}
      onChange={(value) => change({ zone: value })}
      segments={[
        { value: 'utc', label: strings.zone.utc, title: `${strings.zone.utcTitle} (Z)` },
        { value: 'local', label: strings.zone.local, title: `This computer: ${localZone} (Z)` },
        {
          value: 'host',
          label: strings.zone.host,
          title: hostTitle(machineZones),
          disabled: machineZones.length === 0,
        },
        ...(chosenZone === ''
          ? []
          : [{ value: 'chosen' as const, label: shortZone(chosenZone), title: `${chosenZone} (Z)` }]),
      ]}
    />
  )
}
