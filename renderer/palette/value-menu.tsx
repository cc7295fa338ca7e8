import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react'
import { endReasonWord } from '../../electron/core/text/end-reasons'
import { visibleName } from '../../electron/core/text/visible-text'
import { commandKey, COMMANDS } from '../commands'
import { joinComputers, partComputer } from '../state/computer-names'
import {
  filterByTime,
  filterByValue,
  hasEvents,
  type SessionValue,
  showEventsOf,
  type Value,
} from '../state/value-actions'
import { useStore } from '../state/store'
import { zoneName } from '../state/view-slice'
import { pickedCount, type ValueMenu as Menu } from '../state/value-slice'
import { fullTimeText } from '../state/zone-format'
import { strings } from '../strings'
import './value-menu.css'

interface MenuItem {
  readonly name: string
  readonly key?: string | undefined
  readonly run: () => void
}

/** What can be done with the value under the pointer or the cursor. */
export function ValueMenu({ menu }: { readonly menu: Menu }) {
  const openValueMenu = useStore((state) => state.openValueMenu)
  const zone = useStore(zoneName)
  // What is selected may become known after the menu opened on it.
  useStore((state) => state.selection)
  const box = useRef<HTMLDivElement>(null)
  const { value, x, y } = menu
  const text = valueText(value, zone)

  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const { width, height } = element.getBoundingClientRect()
    element.style.left = `${Math.max(4, Math.min(x, window.innerWidth - width - 4))}px`
    element.style.top = `${Math.max(4, Math.min(y, window.innerHeight - height - 4))}px`
  }, [x, y])
  useEffect(() => {
    const before = document.activeElement
    box.current?.querySelector('button')?.focus()
    const close = (event: Event): void => {
      if (box.current?.contains(event.target as Node) !== true) openValueMenu(null)
    }
    document.addEventListener('pointerdown', close, true)
    return () => {
      document.removeEventListener('pointerdown', close, true)
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus()
    }
  }, [openValueMenu])

  const key = (event: KeyboardEvent): void => {
    const buttons = [...(box.current?.querySelectorAll('button') ?? [])]
    const here = buttons.findIndex((button) => button === document.activeElement)
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) buttons[(here + step + buttons.length) % buttons.length]?.focus()
    else if (event.key === 'Home') buttons[0]?.focus()
    else if (event.key === 'End') buttons.at(-1)?.focus()
    else if (event.key === 'Escape' || event.key === 'Tab') openValueMenu(null)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <section ref={box} aria-label={text} className="value-menu">
      <div className="value-menu-name clip" title={text} aria-hidden="true">
        {text}
      </div>
      <div role="menu" aria-label={text} onKeyDown={key}>
        {[...itemsOf(value, text), ...pinItems(value), ...computerItems(menu), ...caseItems(menu)].map(
          ({ name, key: hotkey, run }) => (
            <button
              key={name}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                openValueMenu(null)
                run()
              }}
            >
              <span>{name}</span>
              {hotkey === undefined ? null : <kbd aria-hidden="true">{hotkey}</kbd>}
            </button>
          ),
        )}
      </div>
    </section>
  )
}

/** What a bar offers: each of its values, and the time before and after it. */
function sessionItems(value: SessionValue, text: string): MenuItem[] {
  const { account, computer, type, end, fromMs, toMs } = value
  const include = (kind: 'account' | 'computer' | 'type' | 'end', of: string, name: string): MenuItem => {
    return { name: `Include ${name}`, run: () => filterByValue('include', { kind, value: of }) }
  }
  const exclude = (kind: 'account' | 'computer', of: string): MenuItem => {
    return { name: `Exclude ${visibleName(of)}`, run: () => filterByValue('exclude', { kind, value: of }) }
  }
  return [
    include('account', account, visibleName(account)),
    exclude('account', account),
    include('computer', computer, visibleName(computer)),
    exclude('computer', computer),
    include('type', type, `logon type ${type}`),
    include('end', end, `end: ${endWord(end).toLowerCase()}`),
    { name: 'Before its start', run: () => filterByTime('before', fromMs) },
    { name: 'After its end', run: () => filterByTime('after', toMs) },
    { name: 'Copy', run: () => void window.sojourn.copyText(text) },
    { name: 'Show events', run: () => showEventsOf(value) },
  ]
}

/** Lanes by their names. */
function pinItems(value: Value): MenuItem[] {
  const { railView, groupBy, pinned, togglePin } = useStore.getState()
  if (value.kind !== groupBy || railView !== 'timeline') return []
  const isPinned = pinned[groupBy].includes(value.value)
  return [
    {
      name: isPinned ? strings.lanes.unpin : strings.lanes.pin,
      key: 'P',
      run: () => togglePin(groupBy, value.value),
    },
  ]
}

function itemsOf(value: Value, text: string): MenuItem[] {
  if (value.kind === 'session') return sessionItems(value, text)
  const raw = value.kind === 'time' || value.kind === 'length' ? text : value.value
  const copy = { name: 'Copy', run: () => void window.sojourn.copyText(raw) }
  const events = hasEvents(value) ? [{ name: 'Show events', run: () => showEventsOf(value) }] : []
  if (value.kind === 'time') {
    return [
      { name: 'Before', run: () => filterByTime('before', value.timeMs) },
      { name: 'After', run: () => filterByTime('after', value.timeMs) },
      copy,
      ...events,
    ]
  }
  const isLength = value.kind === 'length'
  return [
    {
      name: isLength ? 'As long or longer' : 'Include',
      key: commandKey('include-value'),
      run: () => filterByValue('include', value),
    },
    {
      name: isLength ? 'Shorter' : 'Exclude',
      key: commandKey('exclude-value'),
      run: () => filterByValue('exclude', value),
    },
    copy,
    ...events,
  ]
}

/** Of the computer that the value names, whatever is selected; joining is of the picked sessions' computers. */
function computerItems({ value, ofSession }: Menu): MenuItem[] {
  const state = useStore.getState()
  if (value.kind !== 'computer') return []
  const join = { name: strings.computers.join, run: () => void joinComputers() }
  const part = { name: strings.computers.part, run: () => void partComputer(value.value) }
  const clock = { name: strings.computers.clockTitle, run: () => state.openClock(value.value) }
  return ofSession && pickedCount(state) > 1 ? [join, part, clock] : [part, clock]
}

const SESSION_COMMANDS = ['tag', 'note', 'verdict']

/** For the session that the menu was opened on, which is the selected one. */
function caseItems({ ofSession }: Menu): MenuItem[] {
  if (useStore.getState().selection === null || !ofSession) return []
  return COMMANDS.filter(({ id }) => SESSION_COMMANDS.includes(id)).map(({ title, keys, run }) => {
    return { name: title, key: keys[0], run }
  })
}

function valueText(value: Value, zone: string): string {
  if (value.kind === 'time') return fullTimeText(zone, value.timeMs)
  if (value.kind === 'length') return `Duration ${Math.floor(value.ms / 1000)} s`
  if (value.kind === 'type') return `Logon type ${value.value}`
  if (value.kind === 'end') return endWord(value.value)
  if (value.kind === 'session') {
    const who = `${visibleName(value.account)} on ${visibleName(value.computer)}`
    return `${who}, ${fullTimeText(zone, value.fromMs)} to ${fullTimeText(zone, value.toMs)}`
  }
  if (value.kind === 'eventId') return `Event ${value.value}`
  if (value.kind === 'conf') return `Confidence ${value.value}`
  return visibleName(value.value)
}

function endWord(reason: string): string {
  return endReasonWord(reason as Parameters<typeof endReasonWord>[0])
}
