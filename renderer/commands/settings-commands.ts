/** Preferences by command: what the settings sheet has, one at a time. */
import { STANDARD_PREFERENCES, zoomStep } from '../../electron/contract/preferences'
import type { Preferences } from '../../electron/contract/preferences'
import { eventInFocus } from '../state/event-in-focus'
import { type EventName, GUIDE_START } from '../state/help-slice'
import { useStore } from '../state/store'
import { strings } from '../strings'
import type { IconName } from '../theme/icons'
import type { Command } from './command'

const state = () => useStore.getState()
const preferences = (): Preferences => state().preferences

type Change = (now: Preferences) => Partial<Preferences>

/** A command that changes a preference; offered while `when` holds for those in force. */
function preference(
  id: string,
  title: string,
  icon: IconName,
  change: Change,
  when: (now: Preferences) => boolean = () => true,
): Command {
  return {
    id,
    title,
    icon,
    keys: [],
    area: 'Application',
    scope: 'anywhere',
    when: () => when(preferences()),
    run: () => state().changePreferences(change(preferences())),
  }
}

function showHelp(): void {
  const event = eventInFocus()
  state().showHelp(event === null ? GUIDE_START : { ...nameOf(event), kind: 'event' })
}

const nameOf = ({ eventId, channel, provider }: EventName): EventName => ({ eventId, channel, provider })

export const SETTINGS_COMMANDS: readonly Command[] = [
  {
    id: 'help',
    title: `${strings.help.title}; of a record: its event`,
    area: 'Help',
    icon: 'help',
    keys: ['F1'],
    scope: 'anywhere',
    run: showHelp,
  },
  {
    id: 'event-reference',
    title: strings.help.reference,
    area: 'Help',
    icon: 'list',
    keys: [],
    scope: 'anywhere',
    run: () => state().showHelp({ kind: 'event', eventId: -1, channel: '', provider: '' }),
  },
  {
    id: 'settings',
    title: strings.settings.title,
    area: 'Application',
    icon: 'settings',
    keys: ['Ctrl+,'],
    scope: 'anywhere',
    run: () => state().showOverlay('settings'),
  },
  preference(
    'letter-keys-off',
    'Turn single letter keys off',
    'key',
    () => ({ letterKeys: false }),
    ({ letterKeys }) => letterKeys,
  ),
  preference(
    'letter-keys-on',
    'Turn single letter keys on',
    'key',
    () => ({ letterKeys: true }),
    ({ letterKeys }) => !letterKeys,
  ),
  {
    ...preference('theme', 'Switch between light and dark', 'moon', () => ({})),
    run: () => state().changePreferences({ theme: state().theme === 'dark' ? 'light' : 'dark' }),
  },
  preference('contrast', 'Turn high contrast on or off', 'sun', ({ contrast }) => ({
    contrast: contrast === 'high' ? 'system' : 'high',
  })),
  preference('density', 'Make rows higher or lower', 'table', ({ density }) => ({
    density: density === 'compact' ? 'comfortable' : 'compact',
  })),
  preference('motion', 'Reduce motion, or follow the system', 'fit', ({ motion }) => ({
    motion: motion === 'reduced' ? 'system' : 'reduced',
  })),
  preference('digits', 'Show times in lists to 100 ns, or to the second', 'clock', ({ fullDigits }) => ({
    fullDigits: !fullDigits,
  })),
  preference(
    'theme-system',
    'Follow the system: light or dark',
    'moon',
    () => ({ theme: 'system' }),
    ({ theme }) => theme !== 'system',
  ),
  {
    ...preference('larger', 'Zoom the window in', 'plus', ({ zoom }) => ({ zoom: zoomStep(zoom, 1) })),
    // With Shift and without, and on the number pad.
    keys: ['Ctrl+=', 'Ctrl++', 'Ctrl+Shift++'],
  },
  {
    ...preference('smaller', 'Zoom the window out', 'minus', ({ zoom }) => ({ zoom: zoomStep(zoom, -1) })),
    keys: ['Ctrl+-'],
  },
  {
    ...preference('actual-size', 'Show the window at its actual size', 'fit', () => ({
      zoom: STANDARD_PREFERENCES.zoom,
    })),
    keys: ['Ctrl+0'],
  },
]
