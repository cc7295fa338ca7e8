/** The timeline acts on its own keys; from the palette a command gives it the key. */
import { useStore } from '../state/store'
import type { Command } from './command'
import { keyPress } from './key-names'
import { TIMELINE_KEYS } from './timeline-keys'

export const TIMELINE_COMMANDS: readonly Command[] = TIMELINE_KEYS.map(({ id, title, icon, keys }) => {
  return {
    id,
    title,
    area: 'Timeline',
    icon,
    keys,
    scope: 'pane',
    when: () => useStore.getState().view === 'workspace' && useStore.getState().railView === 'timeline',
    run: () => pressInTimeline(keys[0] ?? ''),
  }
})

function pressInTimeline(name: string): void {
  const timeline = document.querySelector<HTMLElement>('[data-pane="timeline"] [role="application"]')
  timeline?.focus()
  timeline?.dispatchEvent(
    new KeyboardEvent('keydown', { ...keyPress(name), bubbles: true, cancelable: true }),
  )
}
