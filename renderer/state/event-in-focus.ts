/** Which event F1 is about. Whatever shows a record says so by `data-event`, `data-channel` and `data-provider`. */
import type { EventName } from './help-slice'
import { useStore } from './store'

/**
 * The event under the keyboard; else the one marked in the palette, the record chosen in the list of events, or the record
 * that is open beside its session. null: none of them.
 */
export function eventInFocus(): EventName | null {
  const focused = document.activeElement?.closest<HTMLElement>('[data-event]')
  const marked = document.querySelector<HTMLElement>('[role="option"][aria-selected="true"][data-event]')
  const named = nameOn(focused ?? marked ?? null)
  if (named !== null) return named
  const { railView, chosenEvent } = useStore.getState()
  if (railView === 'events' && chosenEvent?.damage === null) return chosenEvent
  return nameOn(document.querySelector<HTMLElement>('[data-event][aria-pressed="true"]'))
}

function nameOn(element: HTMLElement | null): EventName | null {
  const eventId = Number(element?.dataset['event'] ?? Number.NaN)
  if (element === null || !Number.isInteger(eventId)) return null
  return { eventId, channel: element.dataset['channel'] ?? '', provider: element.dataset['provider'] ?? '' }
}
