/** Moving focus between panes. A pane carries `data-pane`; what takes its focus carries `data-pane-focus`, or is the first that can. */
const FOCUSABLE = 'button:not([disabled]), input, [tabindex="0"]'

export const SEARCH_ID = 'filter-text'

export function focusSearch(): void {
  const field = document.getElementById(SEARCH_ID)
  if (!(field instanceof HTMLInputElement)) return
  field.focus()
  field.select()
}

/** Asks a pane to place the focus itself; one that did so prevents the default. */
export const ENTER_PANE = 'enter-pane'

/** Moves focus to a pane by its name, once it is drawn. */
export function focusPane(name: string): void {
  requestAnimationFrame(() => enter(document.querySelector<HTMLElement>(`[data-pane="${name}"]`)))
}

/** F6: the next pane in reading order, round and round. */
export function nextPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(
    (pane) => pane.offsetParent !== null,
  )
  const here = panes.findIndex((pane) => pane.contains(document.activeElement))
  for (let tried = 1; tried <= panes.length; tried++) {
    const index = (((here + step * tried) % panes.length) + panes.length) % panes.length
    if (enter(panes[index] ?? null)) return
  }
}

function enter(pane: HTMLElement | null): boolean {
  if (pane === null) return false
  if (!pane.dispatchEvent(new Event(ENTER_PANE, { cancelable: true }))) return true
  const target =
    pane.querySelector<HTMLElement>('[data-pane-focus]') ?? pane.querySelector<HTMLElement>(FOCUSABLE)
  target?.focus()
  return pane.contains(document.activeElement)
}
