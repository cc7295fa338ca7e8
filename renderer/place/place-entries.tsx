import { useEffect, useMemo, useRef, useState } from 'react'
import type { PlaceEntryShown } from '../../electron/contract/places'
import { visibleText } from '../../electron/core/text/visible-text'
import { useStore } from '../state/store'
import { zoneName } from '../state/view-slice'
import { fullTimeText } from '../state/zone-format'
import { strings } from '../strings'
import { Icon } from '../theme/mark'
import { counted, sizeText } from '../ui/numbers'
import { type EntryColumn, type EntryOrder, inOrder, nextOrder } from './entry-order'
import { folderAbove } from './place-crumbs'
import { logsBelow, type TickState, tickStateOf, totalSize } from './ticked-logs'
import { useEntryKeys } from './use-entry-keys'
import type { PlaceFolderView } from './use-place-folder'

const words = strings.place

interface PlaceEntriesProps {
  readonly view: PlaceFolderView
  readonly hasFolders: boolean
}

/** What lies in a folder of a place, to be gone into and ticked. */
export function PlaceEntries({ view, hasFolders }: PlaceEntriesProps) {
  const { folder, ticked, found, looking } = view
  const zone = useStore(zoneName)
  const [order, setOrder] = useState<EntryOrder>({ by: 'name', down: false })
  const [withOthers, setWithOthers] = useState(false)
  const list = useRef<HTMLDivElement>(null)
  const isPlain = folder.entries.every(({ kind, isLog }) => kind === 'file' && !isLog)
  const entries = useMemo(
    () =>
      inOrder(
        folder.entries.filter(({ kind, isLog }) => kind === 'folder' || isLog || withOthers || isPlain),
        order,
      ),
    [folder, order, withOthers, isPlain],
  )
  const others = isPlain ? 0 : folder.entries.filter(({ kind, isLog }) => kind === 'file' && !isLog).length
  const above = hasFolders ? folderAbove(folder.path) : null
  const onKey = useEntryKeys({
    entries,
    list,
    enter: view.enter,
    up: () => (above === null ? undefined : view.enter(above)),
  })
  const { cameFrom } = view
  useEffect(() => {
    const boxes = [...(list.current?.querySelectorAll<HTMLElement>('[data-entry]') ?? [])]
    const back = boxes.find((box) => box.dataset['entry'] === cameFrom)
    const next = back ?? boxes[0] ?? list.current
    next?.focus()
    if (back === undefined) list.current?.scrollTo(0, 0)
  }, [folder, cameFrom])
  const whole = { kind: 'folder', path: folder.path, size: null } as const
  const head = (by: EntryColumn, label: string, className?: string) => (
    <th
      className={className}
      aria-sort={order.by !== by ? undefined : order.down ? 'descending' : 'ascending'}
    >
      <button type="button" onClick={() => setOrder(nextOrder(order, by))}>
        {label}
        {order.by === by ? <Icon name={order.down ? 'descending' : 'up'} size={12} /> : null}
      </button>
    </th>
  )
  return (
    <>
      <div
        ref={list}
        className={hasFolders ? 'place-list place-list-folders' : 'place-list'}
        tabIndex={0}
        role="group"
        aria-label={words.list}
        aria-busy={looking !== null}
        onKeyDown={onKey}
      >
        <table>
          <thead>
            <tr>
              <th>
                {hasFolders ? (
                  <TickBox
                    label={words.all}
                    state={tickStateOf(whole, ticked, found)}
                    onToggle={() => view.toggle(whole)}
                  />
                ) : null}
              </th>
              {head('name', words.name)}
              {head('size', words.size, 'number')}
              {head('modified', `${words.modified}, ${zone}`)}
            </tr>
          </thead>
          <tbody>
            {entries.map((entry, i) => (
              <EntryRow
                key={entry.path}
                {...{ entry, view }}
                state={tickStateOf(entry, ticked, found)}
                isStop={i === 0}
                modified={entry.modifiedMs === null ? '\u2013' : fullTimeText(zone, entry.modifiedMs)}
              />
            ))}
          </tbody>
        </table>
        {entries.length === 0 ? <p className="place-empty dim">{words.empty}</p> : null}
      </div>
      {others === 0 ? null : (
        <label className="place-others">
          <input
            type="checkbox"
            checked={withOthers}
            onChange={({ target }) => setWithOthers(target.checked)}
          />
          {`${words.others} (${counted(others, 'file')})`}
        </label>
      )}
    </>
  )
}

interface EntryRowProps {
  readonly entry: PlaceEntryShown
  readonly view: PlaceFolderView
  readonly state: TickState
  /** Tab comes to it; the arrows to all others. */
  readonly isStop: boolean
  readonly modified: string
}

function EntryRow({ entry, view, state, isStop, modified }: EntryRowProps) {
  const { kind, name, path } = entry
  const shown = visibleText(name)
  const isFolder = kind === 'folder'
  return (
    <tr onClick={() => view.toggle(entry)}>
      <td>
        <TickBox
          label={isFolder ? `${shown}, ${words.isFolder}` : shown}
          state={state}
          onToggle={() => view.toggle(entry)}
          entry={path}
          isStop={isStop}
        />
      </td>
      <td>
        {isFolder ? (
          <button
            type="button"
            className="place-enter"
            tabIndex={-1}
            onClick={(event) => {
              event.stopPropagation()
              view.enter(path)
            }}
          >
            <Icon name="folder" size={14} />
            {shown}
          </button>
        ) : (
          shown
        )}
      </td>
      <td className="number">{isFolder ? <BelowText view={view} path={path} /> : sizeOf(entry.size)}</td>
      <td>{modified.slice(0, 19)}</td>
    </tr>
  )
}

/** What is known of the logs below a folder. */
function BelowText({ view, path }: { readonly view: PlaceFolderView; readonly path: string }) {
  if (view.looking?.below === true && view.looking.path === path) return <>{words.searchingFolder}</>
  const logs = logsBelow(path, view.found)
  if (logs === null) return <span title={words.notSearched}>{'\u2013'}</span>
  if (logs.length === 0) return <>{words.noLogs}</>
  return <>{`${counted(logs.length, 'log')}, ${sizeText(totalSize(logs.map(({ size }) => size)).bytes)}`}</>
}

function sizeOf(size: number | null): string {
  return size === null ? '\u2013' : sizeText(size)
}

interface TickBoxProps {
  readonly label: string
  readonly state: TickState
  readonly onToggle: () => void
  /** Path of the entry of its row. */
  readonly entry?: string
  readonly isStop?: boolean
}

function TickBox({ label, state, onToggle, entry, isStop = true }: TickBoxProps) {
  return (
    <input
      ref={(box) => {
        if (box !== null) box.indeterminate = state === 'some'
      }}
      type="checkbox"
      aria-label={label}
      checked={state === 'all'}
      tabIndex={isStop ? 0 : -1}
      data-entry={entry}
      onClick={(event) => event.stopPropagation()}
      onChange={onToggle}
    />
  )
}
