/** What a key press is called in the registry. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'> & {
  readonly code?: string
}

/**
 * `Ctrl+Shift+O`, `Z`, `/`, `Space`; Command counts as Ctrl. Letters and digits are taken by their place on the keyboard, so a
 * Cyrillic or French layout has them where the hand expects them; signs are taken as typed, since they move with the layout.
 */
export function keyName(event: KeyPress): string {
  const place = /^(?:Key|Digit)(.)$/.exec(event.code ?? '')?.[1]
  const single = event.key.length === 1
  const isSign = single && !/[\p{L}\p{N}]/u.test(event.key)
  const modified = event.ctrlKey || event.metaKey || event.altKey
  const typed = event.key === ' ' ? 'Space' : single ? event.key.toUpperCase() : event.key
  const base = isSign && !modified ? typed : (place ?? typed)
  const parts = [
    event.ctrlKey || event.metaKey ? 'Ctrl' : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey && (!isSign || modified) ? 'Shift' : '',
    base,
  ]
  return parts.filter(Boolean).join('+')
}

/** A press that has this name. */
export function keyPress(name: string): KeyPress {
  const parts = name === '+' ? ['+'] : name.split('+')
  const base = parts.at(-1) ?? ''
  return {
    key: base === 'Space' ? ' ' : base,
    ctrlKey: parts.includes('Ctrl'),
    altKey: parts.includes('Alt'),
    shiftKey: parts.includes('Shift'),
    metaKey: false,
  }
}

/** A letter, digit or sign without Ctrl or Alt: what can be switched off, and never acts in a field. */
export function isSingleLetter(event: KeyPress): boolean {
  return event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey
}

const KEY_WORDS: { readonly [key: string]: string } = {
  ArrowUp: '\u2191',
  ArrowDown: '\u2193',
  ArrowLeft: '\u2190',
  ArrowRight: '\u2192',
  Escape: 'Esc',
  Enter: '\u21b5',
}

/** The parts of a key as they are printed on keycaps: `Ctrl`, `Shift`, `O`; `F F` is pressed twice. */
export function keyCaps(key: string): readonly string[] {
  if (key === '+') return ['+']
  return key
    .replace(/\+\+$/, '+Plus')
    .split(/[+ ]/)
    .map((part) => KEY_WORDS[part] ?? part)
}
