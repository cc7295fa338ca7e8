import { type KeyboardEvent, type RefObject, useRef } from 'react'
import type { PlaceEntryShown } from '../../electron/contract/places'

/** Letters typed within this belong to one name. */
const TYPING_MS = 800
const PAGE = 10

interface EntryKeys {
  /** In the order of their boxes. */
  readonly entries: readonly PlaceEntryShown[]
  readonly list: RefObject<HTMLElement | null>
  enter(path: string): void
  up(): void
}

/** Keys of a list of files and folders, as file managers have them; Space is that of the box in each row. */
export function useEntryKeys({ entries, list, enter, up }: EntryKeys) {
  const typed = useRef({ text: '', atMs: 0 })
  return (event: KeyboardEvent): void => {
    const boxes = [...(list.current?.querySelectorAll<HTMLInputElement>('[data-entry]') ?? [])]
    const at = boxes.indexOf(document.activeElement as HTMLInputElement)
    const go = (to: number): void => boxes[Math.max(0, Math.min(boxes.length - 1, to))]?.focus()
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + PAGE,
      PageUp: at - PAGE,
      Home: 0,
      End: boxes.length - 1,
    }
    const { key } = event
    const entry = entries[at]
    const isFolder = entry?.kind === 'folder'
    if (key === 'Backspace' || key === 'ArrowLeft' || (key === 'ArrowUp' && event.altKey)) up()
    else if (isFolder && (key === 'Enter' || key === 'ArrowRight')) enter(entry.path)
    else if (steps[key] !== undefined) go(steps[key])
    else if (key.length === 1 && key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const now = performance.now()
      const text = (now - typed.current.atMs < TYPING_MS ? typed.current.text : '') + key.toLowerCase()
      typed.current = { text, atMs: now }
      const first = text.length === 1 ? at + 1 : Math.max(0, at)
      const wanted = [...entries.keys()]
        .map((i) => (first + i) % entries.length)
        .find((i) => entries[i]!.name.toLowerCase().startsWith(text))
      if (wanted !== undefined) go(wanted)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
}
