import { useRef } from 'react'
import { CODE_PAGES } from '../../electron/contract/preferences'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Button } from '../ui/button'
import { SettingRow } from './setting-row'

const words = strings.settings

const NAMES: { readonly [P in (typeof CODE_PAGES)[number]]: string } = {
  'windows-1252': 'Western European',
  'windows-1250': 'Central European',
  'windows-1251': 'Cyrillic',
  'windows-1253': 'Greek',
  'windows-1254': 'Turkish',
  'windows-1255': 'Hebrew',
  'windows-1256': 'Arabic',
  'windows-1257': 'Baltic',
  'windows-1258': 'Vietnamese',
  'windows-874': 'Thai',
  shift_jis: 'Japanese, 932',
  gbk: 'Simplified Chinese, 936',
  'euc-kr': 'Korean, 949',
  big5: 'Traditional Chinese, 950',
  ibm866: 'Cyrillic of the console, 866',
  'koi8-r': 'Cyrillic of Unix',
  'utf-8': 'Unicode, 65001',
}

/** How logs are read. What is open stays as it was read until it is read again. */
export function ReadingSettings() {
  const { codePage } = useStore((state) => state.preferences)
  const inForce = useStore((state) => state.codePage)
  const importing = useStore((state) => state.importing)
  const hasLogs = useStore((state) => state.sources.length > 0)
  const change = useStore((state) => state.changePreferences)
  const choice = useRef<HTMLSelectElement>(null)
  const readAgain = (): void => {
    // The button goes when it has done its work, and would take the focus with it.
    choice.current?.focus()
    void window.sojourn.readAgain()
  }
  return (
    <>
      <SettingRow name={words.codePage} about={words.codePageAbout}>
        <select
          ref={choice}
          aria-label={words.codePage}
          value={codePage}
          onChange={({ target }) => {
            const chosen = CODE_PAGES.find((name) => name === target.value)
            if (chosen !== undefined) change({ codePage: chosen })
          }}
        >
          {CODE_PAGES.map((name) => (
            <option key={name} value={name}>{`${name} (${NAMES[name]})`}</option>
          ))}
        </select>
      </SettingRow>
      {hasLogs && inForce !== codePage ? (
        <SettingRow name={`${words.readAs} ${inForce}`} {...(importing && { about: words.readingNow })}>
          <Button disabled={importing} onClick={readAgain}>
            {words.readAgain}
          </Button>
        </SettingRow>
      ) : null}
    </>
  )
}
