import { type ReactNode, useState } from 'react'
import type { DamageInList, EventRow } from '../../electron/contract/events'
import { RANGE_WORDS, rangeText } from '../../electron/core/text/byte-ranges'
import { visibleText } from '../../electron/core/text/visible-text'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Button } from '../ui/button'
import { sizeText } from '../ui/numbers'
import { Segmented } from '../ui/segmented'
import { betweenText, keptText } from './damage-text'
import { HexBytes } from './hex-bytes'

interface DamagePaneProps {
  readonly event: EventRow
  readonly damage: DamageInList
  /** What could be read of a record at its place. */
  readonly record: ReactNode
}

/** A damaged place: where it is, what is wrong, what was kept, and its bytes. */
export function DamagePane({ event, damage, record }: DamagePaneProps) {
  const path = useStore(({ sources }) => sources.find(({ source }) => source === event.source)?.path ?? '')
  const showDamage = useStore((state) => state.showDamage)
  const [form, setForm] = useState<'bytes' | 'record'>('bytes')
  const hasRecord = damage.state === 'damaged-record' || damage.state === 'recovered-record'
  const place = damage.chunk === null ? rangeText(damage) : `chunk ${damage.chunk}, ${rangeText(damage)}`
  return (
    <>
      <header className="event-record-head selectable">
        <h2>{RANGE_WORDS[damage.state]}</h2>
        <p className="dim">{betweenText(damage)}</p>
        <dl className="damage-facts">
          <dt>{strings.events.damage.file}</dt>
          <dd>{visibleText(path)}</dd>
          <dt>{strings.events.damage.place}</dt>
          <dd>{`${place}, ${sizeText(damage.to - damage.from)}`}</dd>
          <dt>{strings.events.damage.wrong}</dt>
          <dd>{visibleText(damage.what)}</dd>
          <dt>{strings.events.damage.kept}</dt>
          <dd>{keptText(damage)}</dd>
        </dl>
        <Button kind="link" icon="file" onClick={() => showDamage(event.source, damage.from)}>
          {strings.events.damage.showReport}
        </Button>
        {hasRecord ? (
          <Segmented
            label={strings.events.record}
            value={form}
            onChange={setForm}
            segments={[
              { value: 'bytes', label: strings.events.bytes },
              { value: 'record', label: strings.events.readable },
            ]}
          />
        ) : null}
      </header>
      {hasRecord && form === 'record' ? (
        record
      ) : (
        <HexBytes source={event.source} from={damage.from} to={damage.to} />
      )}
    </>
  )
}
