import { useMemo, useState } from 'react'
import { isZoneName } from '../../electron/core/text/time-zone'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Button } from './button'
import './zone-question.css'

const words = strings.timelineZone
/** The choice that asks for an offset to be typed; no zone is called so. */
const TYPED = '+'

/**
 * In which zone the times of a timeline are that do not say it. Nothing is chosen beforehand: a guess would move sessions by hours.
 * @param zone that they were read in; null: none was named yet
 */
export function ZoneQuestion({ zone }: { readonly zone: string | null }) {
  const localZone = useStore((state) => state.localZone)
  const importing = useStore((state) => state.importing)
  const [chosen, setChosen] = useState(zone ?? '')
  const [offset, setOffset] = useState('')
  const names = useMemo(() => Intl.supportedValuesOf('timeZone'), [])
  const others = names.filter((name) => name !== 'UTC' && name !== localZone)
  const isTyped = chosen === TYPED
  const wanted = isTyped ? offset.trim() : chosen
  const isWrong = isTyped && wanted !== '' && !isZoneName(wanted)
  const readAgain = (): void => void window.sojourn.readInZone(wanted)
  return (
    <form
      className="zone-question"
      onSubmit={(event) => {
        event.preventDefault()
        if (wanted !== '' && !isWrong && !importing) readAgain()
      }}
    >
      <label>
        {zone === null ? words.question : words.readIn}
        <select value={chosen} onChange={({ target }) => setChosen(target.value)}>
          {zone === null ? <option value="">{words.choose}</option> : null}
          <option value="UTC">{words.utc}</option>
          {localZone === 'UTC' ? null : <option value={localZone}>{`${localZone} (${words.local})`}</option>}
          {zone === null || zone === 'UTC' || names.includes(zone) ? null : <option>{zone}</option>}
          <option value={TYPED}>{words.other}</option>
          {others.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      {isTyped ? (
        <label className="zone-offset">
          {words.offset}
          <input
            value={offset}
            placeholder={words.offsetForm}
            maxLength={20}
            spellCheck={false}
            aria-invalid={isWrong}
            autoFocus
            onChange={({ target }) => setOffset(target.value)}
          />
        </label>
      ) : null}
      {wanted === (zone ?? '') ? null : (
        <Button type="submit" disabled={importing || isWrong}>
          {words.read}
        </Button>
      )}
      {isWrong ? (
        <p className="danger" role="alert">
          {words.noOffset}
        </p>
      ) : null}
      <p className="dim">{words.all}</p>
    </form>
  )
}
