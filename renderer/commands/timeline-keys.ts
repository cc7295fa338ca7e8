/** The keys of the timeline: what each is called in palette and sheet of keys, and what it asks of the timeline. */
import type { IconName } from '../theme/icons'

/** What a key asks of the timeline. */
export type KeyAction =
  | { readonly kind: 'lane'; readonly by: number }
  | { readonly kind: 'edge-lane'; readonly last: boolean }
  | { readonly kind: 'session'; readonly by: 1 | -1 }
  | { readonly kind: 'logoff'; readonly by: 1 | -1 }
  | { readonly kind: 'event'; readonly by: 1 | -1 }
  | { readonly kind: 'pan'; readonly share: number }
  | { readonly kind: 'zoom'; readonly closer: boolean }
  | { readonly kind: 'fit' }
  | { readonly kind: 'evidence-edge'; readonly last: boolean }
  | { readonly kind: 'select'; readonly also: boolean }
  | { readonly kind: 'pin' }
  | { readonly kind: 'measure' }
  | { readonly kind: 'centre' }
  | { readonly kind: 'leave' }

export interface TimelineKey {
  readonly id: string
  readonly title: string
  readonly icon: IconName
  /** As `keyName` has them. */
  readonly keys: readonly string[]
  readonly action: KeyAction
}

const PAN_SHARE = 0.15
const PAGE_SHARE = 0.9

const key = (
  id: string,
  title: string,
  icon: IconName,
  keys: readonly string[],
  action: KeyAction,
): TimelineKey => ({ id, title, icon, keys, action })

export const TIMELINE_KEYS: readonly TimelineKey[] = [
  key('next-logoff', 'Go to next logoff mark', 'goto', [']'], { kind: 'logoff', by: 1 }),
  key('previous-logoff', 'Go to previous logoff mark', 'goto', ['['], { kind: 'logoff', by: -1 }),
  key('next-session', 'Go to next session in lane', 'goto', ['.'], { kind: 'session', by: 1 }),
  key('previous-session', 'Go to previous session in lane', 'goto', [','], { kind: 'session', by: -1 }),
  key('next-event', 'Go to next machine event', 'goto', ['E'], { kind: 'event', by: 1 }),
  key('previous-event', 'Go to previous machine event', 'goto', ['Shift+E'], { kind: 'event', by: -1 }),
  key('lane-up', 'Lane above', 'up', ['ArrowUp'], { kind: 'lane', by: -1 }),
  key('lane-down', 'Lane below', 'down', ['ArrowDown'], { kind: 'lane', by: 1 }),
  key('first-lane', 'First lane', 'up', ['Ctrl+Home'], { kind: 'edge-lane', last: false }),
  key('last-lane', 'Last lane', 'down', ['Ctrl+End'], { kind: 'edge-lane', last: true }),
  key('zoom-in', 'Zoom in', 'plus', ['+', 'W', '='], { kind: 'zoom', closer: true }),
  key('zoom-out', 'Zoom out', 'minus', ['-', 'S'], { kind: 'zoom', closer: false }),
  key('zoom-fit', 'Show the whole case', 'fit', ['0'], { kind: 'fit' }),
  key('pan-back', 'Earlier', 'goto', ['ArrowLeft', 'A'], { kind: 'pan', share: -PAN_SHARE }),
  key('pan-on', 'Later', 'goto', ['ArrowRight', 'D'], { kind: 'pan', share: PAN_SHARE }),
  key('page-back', 'Earlier by a view', 'goto', ['PageUp'], { kind: 'pan', share: -PAGE_SHARE }),
  key('page-on', 'Later by a view', 'goto', ['PageDown'], { kind: 'pan', share: PAGE_SHARE }),
  key('centre', 'Centre the selection; twice: fit it', 'timeline', ['F', 'F F'], { kind: 'centre' }),
  key('choose', 'Select the session under the cursor', 'timeline', ['Enter', 'Space'], {
    kind: 'select',
    also: false,
  }),
  key('choose-also', 'Add the session under the cursor, or take it out', 'timeline', ['Ctrl+Space'], {
    kind: 'select',
    also: true,
  }),
  key('measure', 'Measure the session under the cursor; again: up to another', 'clock', ['M', 'Alt+drag'], {
    kind: 'measure',
  }),
  key('pin', 'Pin the lanes under the cursor to the top, or let them go', 'up', ['P'], { kind: 'pin' }),
  key('first-record', 'Go to the first record', 'clock', ['Home'], { kind: 'evidence-edge', last: false }),
  key('last-record', 'Go to the last record', 'clock', ['End'], { kind: 'evidence-edge', last: true }),
  key('leave', 'Leave the cursor, one layer at a time', 'x', ['Escape'], { kind: 'leave' }),
]
