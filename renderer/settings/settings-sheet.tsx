import { type KeyboardEvent, useRef, useState } from 'react'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { IconButton } from '../ui/button'
import { Overlay } from '../ui/overlay'
import { AppearanceSettings } from './appearance-settings'
import { KeySettings } from './key-settings'
import { ReadingSettings } from './reading-settings'
import { TimeSettings } from './time-settings'
import './settings-sheet.css'

const SECTIONS = [
  { id: 'appearance', name: strings.settings.appearance, Content: AppearanceSettings },
  { id: 'time', name: strings.settings.time, Content: TimeSettings },
  { id: 'keys', name: strings.settings.keys, Content: KeySettings },
  { id: 'reading', name: strings.settings.reading, Content: ReadingSettings },
] as const

const STEPS: { readonly [key: string]: number } = { ArrowDown: 1, ArrowUp: -1 }

/** What this computer remembers of how the window looks; while the store says that it is open. Everything acts at once. */
export function SettingsSheet() {
  return useStore((state) => state.overlay === 'settings') ? <Sheet /> : null
}

function Sheet() {
  const showOverlay = useStore((state) => state.showOverlay)
  const [current, setCurrent] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent): void => {
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = (current + step + SECTIONS.length) % SECTIONS.length
    setCurrent(next)
    list.current?.querySelectorAll('button')[next]?.focus()
  }
  const { id, name, Content } = SECTIONS[current]!
  return (
    <Overlay label={strings.settings.title} className="settings" onClose={() => showOverlay(null)}>
      <div className="settings-head">
        <h2>{strings.settings.title}</h2>
        <span className="dim">{strings.settings.kept}</span>
        <span className="spacer" />
        <IconButton icon="x" label={strings.settings.close} hotkey="Esc" onClick={() => showOverlay(null)} />
      </div>
      <div className="settings-body">
        <div
          ref={list}
          className="settings-list"
          role="tablist"
          aria-orientation="vertical"
          aria-label={strings.settings.title}
          onKeyDown={move}
        >
          {SECTIONS.map((section, index) => (
            <button
              key={section.id}
              type="button"
              role="tab"
              id={`settings-tab-${section.id}`}
              aria-controls="settings-panel"
              aria-selected={index === current}
              tabIndex={index === current ? 0 : -1}
              {...(index === current ? { 'data-autofocus': '' } : {})}
              onClick={() => setCurrent(index)}
            >
              {section.name}
            </button>
          ))}
        </div>
        <div
          id="settings-panel"
          className="settings-panel"
          role="tabpanel"
          aria-labelledby={`settings-tab-${id}`}
        >
          <h3>{name}</h3>
          <Content />
        </div>
      </div>
    </Overlay>
  )
}
