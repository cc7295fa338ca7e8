import { type KeyAction, keyName, type KeyPress, TIMELINE_KEYS } from '../../commands'

const ACTIONS: ReadonlyMap<string, KeyAction> = new Map(
  TIMELINE_KEYS.flatMap(({ keys, action }) => keys.map((name) => [name, action] as const)),
)

/** The action of a key press, null when the timeline leaves the key to others. Shift changes only what it has an action for. */
export function keyAction(press: KeyPress): KeyAction | null {
  const name = keyName(press)
  return ACTIONS.get(name) ?? ACTIONS.get(name.replace('Shift+', '')) ?? null
}
