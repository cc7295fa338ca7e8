/** The timeline acts on its own keys; from the palette a command gives it the key. */
import { useStore } from '../state/store'
import type { IconName } from '../theme/icons'
import type { Command } from './command'

const KEYS: readonly (readonly [id: string, title: string, icon: IconName, ...keys: string[]])[] = [
  ['next-logoff', 'Go to next logoff mark', 'goto', ']'],
  ['previous-logoff', 'Go to previous logoff mark', 'goto', '['],
  ['next-session', 'Go to next session in lane', 'goto', '.'],
  ['previous-session', 'Go to previous session in lane', 'goto', ','],
  ['lane-up', 'Lane above', 'up', 'ArrowUp'],
  ['lane-down', 'Lane below', 'down', 'ArrowDown'],
  ['zoom-in', 'Zoom in', 'plus', '+', 'W'],
  ['zoom-out', 'Zoom out', 'minus', '-', 'S'],
  ['zoom-fit', 'Show the whole case', 'fit', '0'],
  ['pan-back', 'Earlier', 'goto', 'ArrowLeft', 'A'],
  ['pan-on', 'Later', 'goto', 'ArrowRight', 'D'],
  ['centre', 'Centre the selection', 'timeline', 'F'],
  ['pin', 'Pin the lanes under the cursor to the top, or let them go', 'up', 'P'],
  ['first-record', 'Go to the first record', 'clock', 'Home'],
  ['last-record', 'Go to the last record', 'clock', 'End'],
]

export const TIMELINE_COMMANDS: readonly Command[] = KEYS.map(([id, title, icon, ...keys]) => {
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

function pressInTimeline(key: string): void {
  const timeline = document.querySelector<HTMLElement>('[data-pane="timeline"] [role="application"]')
  timeline?.focus()
  timeline?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
}
