/** One registry behind every hotkey, menu, button, the palette and the sheet of keys. */
import { CASE_COMMANDS } from './commands/case-commands'
import type { Command } from './commands/command'
import { CASE_FILE_COMMANDS } from './commands/case-file-commands'
import { isSingleLetter, keyName } from './commands/key-names'
import { SETTINGS_COMMANDS } from './commands/settings-commands'
import { TIMELINE_COMMANDS } from './commands/timeline-commands'
import { VIEW_COMMANDS } from './commands/view-commands'
import { useStore } from './state/store'

export { COMMAND_AREAS, type Command } from './commands/command'
export { COPY_ROWS } from './commands/view-commands'
export { keyCaps, keyName, type KeyPress } from './commands/key-names'
export { type KeyAction, TIMELINE_KEYS } from './commands/timeline-keys'

export const COMMANDS: readonly Command[] = [
  ...VIEW_COMMANDS,
  ...TIMELINE_COMMANDS,
  ...CASE_COMMANDS,
  ...CASE_FILE_COMMANDS,
  ...SETTINGS_COMMANDS,
]

/** Whether a command can be run now. */
export function isAvailable(command: Command): boolean {
  return command.when?.() ?? true
}

/** Runs the command of a key press; true if there was one. */
export function dispatchKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return false
  if (isHeld(event) || document.querySelector('[role="alertdialog"]') !== null) return false
  const name = keyName(event)
  const command = COMMANDS.find(
    (candidate) =>
      candidate.keys.includes(name) &&
      (candidate.scope === 'anywhere' || (candidate.scope === 'data' && isInData(event.target))) &&
      isAvailable(candidate),
  )
  if (command === undefined) return false
  event.preventDefault()
  command.run()
  return true
}

/**
 * Single letters that were turned off reach no pane. To be heard while the event is on its way down, before the panes
 * see it; `?` stays, since it tells how to turn them on again.
 */
export function holdLetters(event: KeyboardEvent): void {
  if (isHeld(event) && isInData(event.target)) event.stopPropagation()
}

function isHeld(event: KeyboardEvent): boolean {
  return !useStore.getState().preferences.letterKeys && isSingleLetter(event) && event.key !== '?'
}

/** The first key of a command; undefined where it has none. */
export function commandKey(id: string): string | undefined {
  return COMMANDS.find((command) => command.id === id)?.keys[0]
}

/** Runs a command by its id, as buttons do. */
export function runCommand(id: string): void {
  COMMANDS.find((command) => command.id === id)?.run()
}

function isInData(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return true
  if (target.closest('input, textarea, select, [contenteditable="true"], [role="dialog"]') !== null)
    return false
  return target === document.body || target.closest('[data-pane]') !== null
}
