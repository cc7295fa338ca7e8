import { useMemo } from 'react'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Segmented } from '../ui/segmented'
import { SettingRow } from './setting-row'

const words = strings.settings

/** In which zone times are shown, and with how many digits. Filter and selection stay as they are. */
export function TimeSettings() {
  const { zone, chosenZone, fullDigits } = useStore((state) => state.preferences)
  const hasHost = useStore((state) => state.machineZones.length > 0)
  const localZone = useStore((state) => state.localZone)
  const change = useStore((state) => state.changePreferences)
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone'), [])
  return (
    <>
      <SettingRow name={words.zone} about={`${words.zoneAbout} ${localZone}.`}>
        <Segmented
          label={words.zone}
          value={zone}
          onChange={(value) =>
            change(
              value === 'chosen'
                ? { zone: value, chosenZone: chosenZone === '' ? localZone : chosenZone }
                : { zone: value },
            )
          }
          segments={[
            { value: 'utc', label: strings.zone.utc },
            { value: 'local', label: strings.zone.local },
            { value: 'host', label: strings.zone.host, disabled: !hasHost && zone !== 'host' },
            { value: 'chosen', label: words.chosen },
          ]}
        />
      </SettingRow>
      <SettingRow name={words.chosenZone} about={words.chosenZoneAbout}>
        <select
          aria-label={words.chosenZone}
          value={chosenZone}
          onChange={({ target }) =>
            change(
              target.value === ''
                ? { chosenZone: '', ...(zone === 'chosen' ? { zone: 'utc' } : {}) }
                : { chosenZone: target.value, zone: 'chosen' },
            )
          }
        >
          <option value="">{words.noZone}</option>
          {chosenZone === '' || zones.includes(chosenZone) ? null : <option>{chosenZone}</option>}
          {zones.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </SettingRow>
      <SettingRow name={words.digits} about={words.digitsAbout}>
        <input
          type="checkbox"
          aria-label={words.digits}
          checked={fullDigits}
          onChange={({ target }) => change({ fullDigits: target.checked })}
        />
      </SettingRow>
    </>
  )
}
