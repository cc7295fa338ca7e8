/** What a key asks of the timeline. */
export type KeyAction =
  | { readonly kind: 'lane'; readonly by: number }
  | { readonly kind: 'edge-lane'; readonly last: boolean }
  | { readonly kind: 'session'; readonly by: 1 | -1 }
  | { readonly kind: 'logoff'; readonly by: 1 | -1 }
  | { readonly kind: 'pan'; readonly share: number }
  | { readonly kind: 'zoom'; readonly closer: boolean }
  | { readonly kind: 'fit' }
  | { readonly kind: 'evidence-edge'; readonly last: boolean }
  | { readonly kind: 'select'; readonly also: boolean }
  | { readonly kind: 'pin' }
  | { readonly kind: 'centre' }
  | { readonly kind: 'leave' }

/** The part of a keyboard event that matters. */
export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
}

const PAN_SHARE = 0.15
const PAGE_SHARE = 0.9

const ACTIONS: ReadonlyMap<string, KeyAction> = new Map<string, KeyAction>([
  ['ArrowUp', { kind: 'lane', by: -1 }],
  ['ArrowDown', { kind: 'lane', by: 1 }],
  ['ArrowLeft', { kind: 'pan', share: -PAN_SHARE }],
  ['ArrowRight', { kind: 'pan', share: PAN_SHARE }],
  ['a', { kind: 'pan', share: -PAN_SHARE }],
  ['d', { kind: 'pan', share: PAN_SHARE }],
  ['PageUp', { kind: 'pan', share: -PAGE_SHARE }],
  ['PageDown', { kind: 'pan', share: PAGE_SHARE }],
  ['w', { kind: 'zoom', closer: true }],
  ['+', { kind: 'zoom', closer: true }],
  ['=', { kind: 'zoom', closer: true }],
  ['s', { kind: 'zoom', closer: false }],
  ['-', { kind: 'zoom', closer: false }],
  ['0', { kind: 'fit' }],
  ['[', { kind: 'logoff', by: -1 }],
  [']', { kind: 'logoff', by: 1 }],
  [',', { kind: 'session', by: -1 }],
  ['.', { kind: 'session', by: 1 }],
  ['Home', { kind: 'evidence-edge', last: false }],
  ['End', { kind: 'evidence-edge', last: true }],
  ['Enter', { kind: 'select', also: false }],
  [' ', { kind: 'select', also: false }],
  ['p', { kind: 'pin' }],
  ['f', { kind: 'centre' }],
  ['Escape', { kind: 'leave' }],
])

/** The action of a key press, null when the timeline leaves the key to others. */
export function keyAction(press: KeyPress): KeyAction | null {
  if (press.altKey || press.metaKey) return null
  if (press.ctrlKey) {
    if (press.key === 'Home') return { kind: 'edge-lane', last: false }
    if (press.key === ' ') return { kind: 'select', also: true }
    return press.key === 'End' ? { kind: 'edge-lane', last: true } : null
  }
  return ACTIONS.get(press.key.length === 1 ? press.key.toLowerCase() : press.key) ?? null
}
