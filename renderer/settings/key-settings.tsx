import { useStore } from '../state/store'
import { strings } from '../strings'
import { Button } from '../ui/button'
import { SettingRow } from './setting-row'

const words = strings.settings

/** Whether single letters act, and the way to the list of all keys. */
export function KeySettings() {
  const { letterKeys } = useStore((state) => state.preferences)
  const change = useStore((state) => state.changePreferences)
  const showOverlay = useStore((state) => state.showOverlay)
  return (
    <>
      <SettingRow name={strings.keys.letters} about={strings.keys.lettersText}>
        <input
          type="checkbox"
          aria-label={strings.keys.letters}
          checked={letterKeys}
          onChange={({ target }) => change({ letterKeys: target.checked })}
        />
      </SettingRow>
      <SettingRow name={strings.keys.title} about={words.keysAbout}>
        <Button icon="key" onClick={() => showOverlay('keys')}>
          {words.showKeys}
        </Button>
      </SettingRow>
    </>
  )
}
