import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { keyCaps } from '../commands'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Icon, Mark } from '../theme/mark'
import { scrollIntoBox } from '../ui/scroll-into-box'
import { splitMatches } from '../ui/split-matches'
import { Overlay } from '../ui/overlay'
import { TypeSwatch } from '../ui/type-swatch'
import { type PaletteItem, PREFIXES, paletteGroups } from './palette-items'
import { useCountedEvents } from './use-counted-events'
import { useFoundSessions } from './use-found-sessions'
import './palette.css'

/** One field for everything that can be done or gone to. */
export function Palette() {
  const state = useStore()
  const events = useCountedEvents()
  const [typed, setTyped] = useState('')
  const [marked, setMarked] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const hasPrefix = typed[0] !== undefined && typed[0] in PREFIXES
  const word = hasPrefix ? typed.slice(1) : typed
  const found = useFoundSessions(hasPrefix ? '' : typed)
  const groups = useMemo(() => paletteGroups(typed, state, events, found), [typed, state, events, found])
  const items = groups.flatMap((group) => group.items)
  const current = Math.min(marked, items.length - 1)

  useEffect(() => {
    scrollIntoBox(list.current, list.current?.querySelector('[aria-selected="true"]'))
  }, [current, groups])

  const take = (item: PaletteItem | undefined, exclude: boolean): void => {
    if (item === undefined) return
    // First away with the palette: what runs may put the focus elsewhere, or open something in its place.
    state.showOverlay(null)
    item.run(exclude)
  }
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') take(items[current], event.altKey)
    else if (event.key === 'ArrowDown') setMarked((current + 1) % Math.max(1, items.length))
    else if (event.key === 'ArrowUp') setMarked((current - 1 + items.length) % Math.max(1, items.length))
    else return
    event.preventDefault()
  }
  return (
    <Overlay
      label={strings.palette.label}
      className="palette"
      onClose={() => useStore.getState().showOverlay(null)}
    >
      <div className="palette-field">
        <Icon name="search" className="dim" />
        <input
          data-autofocus
          role="combobox"
          aria-label={strings.palette.label}
          aria-expanded={items.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={items.length > 0 ? `${id}-${current}` : undefined}
          placeholder={strings.palette.placeholder}
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setMarked(0)
          }}
          onKeyDown={key}
        />
        <kbd aria-hidden="true">Esc</kbd>
      </div>
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={strings.palette.hits}
        className="palette-list"
      >
        {groups.map((group) => (
          <div key={group.name} role="group" aria-label={group.name}>
            <div className="palette-group" aria-hidden="true">
              {group.name}
            </div>
            {group.items.map((item) => {
              const place = items.indexOf(item)
              return (
                <div
                  key={item.id}
                  id={`${id}-${place}`}
                  role="option"
                  aria-selected={place === current}
                  className="palette-item"
                  data-event={item.eventId}
                  onPointerMove={() => setMarked(place)}
                  onClick={(event) => take(item, event.altKey)}
                >
                  <Face item={item} />
                  <span className="clip" title={item.text}>
                    <Marked text={item.text} word={word} />
                  </span>
                  <span className="palette-detail">
                    {/* A session may be found by its end. */}
                    <Marked text={item.detail} word={item.logonType === undefined ? '' : word} />
                  </span>
                  {item.key === undefined ? null : (
                    <span className="palette-keys">
                      {keyCaps(item.key).map((cap, place) => (
                        <kbd key={place}>{cap}</kbd>
                      ))}
                    </span>
                  )}
                </div>
              )
            })}
          </div>
        ))}
      </div>
      {items.length > 0 ? null : (
        <p className="palette-none dim" role="status">
          {typed.startsWith(':') ? strings.palette.timeForms : strings.palette.none}
        </p>
      )}
      <div className="palette-foot" aria-hidden="true">
        <span>
          <kbd>&uarr;</kbd> <kbd>&darr;</kbd> choose
        </span>
        <span>
          <kbd>&crarr;</kbd> run
        </span>
        <span>
          <kbd>Alt &crarr;</kbd> exclude instead
        </span>
        <span className="spacer" />
        {Object.entries(PREFIXES).map(([prefix, name]) => (
          <span key={prefix}>
            <b>{prefix}</b> {name}
          </span>
        ))}
      </div>
    </Overlay>
  )
}

/** What stands before the text: an event number, the mark of an end, the colour of a logon type, else an icon. */
function Face({ item: { lead, mark, logonType, icon } }: { readonly item: PaletteItem }) {
  if (lead !== undefined) return <b>{lead}</b>
  return (
    <span className="palette-face" aria-hidden="true">
      {mark !== undefined ? (
        <Mark name={mark} />
      ) : logonType !== undefined ? (
        <TypeSwatch logonType={logonType} />
      ) : (
        <Icon name={icon} />
      )}
    </span>
  )
}

function Marked({ text, word }: { readonly text: string; readonly word: string }) {
  return splitMatches(text, word).map((piece, at) =>
    piece.hit ? <mark key={at}>{piece.text}</mark> : <span key={at}>{piece.text}</span>,
  )
}
