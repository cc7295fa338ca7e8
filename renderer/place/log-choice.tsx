import { useState } from 'react'
import { TICKED_LIMIT } from '../../electron/contract/place-limits'
import type { ListedLogOfPlace } from '../../electron/contract/places'
import { visibleText } from '../../electron/core/text/visible-text'
import { useStore } from '../state/store'
import { zoneName } from '../state/view-slice'
import { fullTimeText } from '../state/zone-format'
import { strings } from '../strings'
import { Button } from '../ui/button'
import { Message } from '../ui/message'
import { counted, countText, sizeText } from '../ui/numbers'

const words = strings.place

interface LogChoiceProps {
  readonly logs: readonly ListedLogOfPlace[]
  readonly problems: readonly string[]
  readonly onClose: () => void
}

/** The logs of a place, to be ticked; the first TICKED_LIMIT are ticked already. */
export function LogChoice({ logs, problems, onClose }: LogChoiceProps) {
  const zone = useStore(zoneName)
  const [ticked, setTicked] = useState<ReadonlySet<number>>(
    () => new Set(logs.slice(0, TICKED_LIMIT).map((_, index) => index)),
  )
  const toggle = (index: number): void => {
    const next = new Set(ticked)
    if (!next.delete(index)) next.add(index)
    setTicked(next)
  }
  const all = ticked.size === logs.length
  return (
    <form
      className="place-form"
      onSubmit={(event) => {
        event.preventDefault()
        void window.sojourn.copyFromPlace([...ticked].sort((a, b) => a - b))
      }}
    >
      {problems.map((problem) => (
        <Message key={problem} level="warning">
          {visibleText(problem)}
        </Message>
      ))}
      <div className="place-list" tabIndex={0} role="group" aria-label={words.list}>
        <table>
          <thead>
            <tr>
              <th>
                <input
                  type="checkbox"
                  aria-label={words.all}
                  checked={all}
                  onChange={() => setTicked(all ? new Set() : new Set(logs.keys()))}
                />
              </th>
              <th>{words.name}</th>
              <th>{words.folder}</th>
              <th className="number">{words.size}</th>
              <th>{`${words.modified}, ${zone}`}</th>
            </tr>
          </thead>
          <tbody>
            {logs.map((log, index) => (
              <tr key={log.folder + log.name} onClick={() => toggle(index)}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={visibleText(log.folder + log.name)}
                    checked={ticked.has(index)}
                    onClick={(event) => event.stopPropagation()}
                    onChange={() => toggle(index)}
                  />
                </td>
                <td>{visibleText(log.name)}</td>
                <td className="dim">{visibleText(log.folder)}</td>
                <td className="number">{log.size === null ? '\u2013' : sizeText(log.size)}</td>
                <td>
                  {log.modifiedMs === null ? '\u2013' : fullTimeText(zone, log.modifiedMs).slice(0, 19)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="place-foot">
        <span>{`${countText(ticked.size)} of ${counted(logs.length, 'log')}, ${totalText(logs, ticked)}`}</span>
        <span className="spacer" />
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button kind="primary" type="submit" disabled={ticked.size === 0}>
          {words.open}
        </Button>
      </div>
    </form>
  )
}

function totalText(logs: readonly ListedLogOfPlace[], ticked: ReadonlySet<number>): string {
  const sizes = logs.filter((_, index) => ticked.has(index)).map(({ size }) => size)
  const known = sizeText(sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0))
  return sizes.includes(null) ? `${known} ${words.atLeast}` : known
}
