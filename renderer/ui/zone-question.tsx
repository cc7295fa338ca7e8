import { useMemo, useState } from 'react'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Button } from './button'
import './zone-question.css'

const words = strings.timelineZone

/**
 * In which zone the times of a timeline are that do not say it. Nothing is chosen beforehand: a guess would move sessions by hours.
 * @param zone that they were read in; null: none was named yet
 */
export function ZoneQuestion({ zone }: { readonly zone: string | null }) {
  const localZone = useStore((state) => state.localZone)
  const importing = useStore((state) => state.importing)
  const [chosen, setChosen] = useState(zone ?? '')
  const others = useMemo(
    () => Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC' && name !== localZone),
    [localZone],
  )
  return (
    <div className="zone-question">
      <label>
        {zone === null ? words.question : words.readIn}
        <select value={chosen} onChange={({ target }) => setChosen(target.value)}>
          {zone === null ? <option value="">{words.choose}</option> : null}
          <option value="UTC">{words.utc}</option>
          {localZone === 'UTC' ? null : <option value={localZone}>{`${localZone} (${words.local})`}</option>}
          {others.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      {chosen === (zone ?? '') ? null : (
        <Button disabled={importing} onClick={() => void window.sojourn.readInZone(chosen)}>
          {words.read}
        </Button>
      )}
      <p className="dim">{words.all}</p>
    </div>
  )
}
