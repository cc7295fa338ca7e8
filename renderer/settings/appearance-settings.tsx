import { ZOOM_STEPS } from '../../electron/contract/preferences'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Segmented } from '../ui/segmented'
import { SettingRow } from './setting-row'

const words = strings.settings

/** Theme, contrast, rows, motion, zoom. */
export function AppearanceSettings() {
  const { theme, contrast, density, motion, zoom } = useStore((state) => state.preferences)
  const change = useStore((state) => state.changePreferences)
  return (
    <>
      <SettingRow name={words.theme}>
        <Segmented
          label={words.theme}
          value={theme}
          onChange={(value) => change({ theme: value })}
          segments={[
            { value: 'system', label: words.asSystem },
            { value: 'light', label: words.light },
            { value: 'dark', label: words.dark },
          ]}
        />
      </SettingRow>
      <SettingRow name={words.contrast} about={words.contrastAbout}>
        <Segmented
          label={words.contrast}
          value={contrast}
          onChange={(value) => change({ contrast: value })}
          segments={[
            { value: 'system', label: words.asSystem },
            { value: 'high', label: words.high },
          ]}
        />
      </SettingRow>
      <SettingRow name={words.density}>
        <Segmented
          label={words.density}
          value={density}
          onChange={(value) => change({ density: value })}
          segments={[
            { value: 'compact', label: words.compact },
            { value: 'comfortable', label: words.comfortable },
          ]}
        />
      </SettingRow>
      <SettingRow name={words.motion} about={words.motionAbout}>
        <Segmented
          label={words.motion}
          value={motion}
          onChange={(value) => change({ motion: value })}
          segments={[
            { value: 'system', label: words.asSystem },
            { value: 'reduced', label: words.reduced },
          ]}
        />
      </SettingRow>
      <SettingRow name={words.zoom} about={words.zoomAbout}>
        <Segmented
          label={words.zoom}
          value={String(zoom)}
          onChange={(value) => change({ zoom: Number(value) })}
          segments={ZOOM_STEPS.map((step) => ({ value: String(step), label: `${step} %` }))}
        />
      </SettingRow>
    </>
  )
}
