import { useId, useState } from 'react'
import type { SourceState } from '../../electron/contract/engine'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Button } from './button'
import { DamageRanges } from './damage-ranges'
import { counted, countText } from './numbers'
import './damage-report.css'

/** Ranges drawn at first, and added by each press. */
const PAGE = 20

/** What became of every record and chunk of one log, and where: closed at first, one line that says how much there is. */
export function DamageReport({ source }: { readonly source: SourceState }) {
  const shown = useStore(({ shownDamage }) => (shownDamage?.source === source.source ? shownDamage : null))
  const [open, setOpen] = useState(shown !== null)
  const body = useId()
  // Asked for from elsewhere: it opens.
  const [followed, setFollowed] = useState(shown)
  if (followed !== shown) {
    setFollowed(shown)
    if (shown !== null) setOpen(true)
  }
  if (!hasDamage(source)) return null
  return (
    <div className="damage">
      <Button
        kind="link"
        icon={open ? 'down' : 'right'}
        aria-expanded={open}
        aria-controls={body}
        onClick={() => setOpen(!open)}
      >
        {strings.damage.title}
      </Button>
      <span className="dim">{summary(source)}</span>
      <div id={body} hidden={!open}>
        {open ? (
          <>
            <Counts source={source} />
            <Ranges key={shown?.from ?? ''} source={source} marked={shown?.from ?? null} />
          </>
        ) : null}
      </div>
    </div>
  )
}

/** Something in the log was damaged, lost or brought back, so that there is a report to open. */
function hasDamage({ records, chunks, ranges, recovery }: SourceState): boolean {
  const lost = records.damaged + records.skipped + chunks.damaged
  return lost > 0 || ranges.shown.length > 0 || (recovery?.recovered ?? 0) > 0
}

function summary({ records, chunks, recovery }: SourceState): string {
  const parts = [
    chunks.damaged > 0 ? counted(chunks.damaged, 'damaged chunk') : '',
    records.damaged > 0 ? counted(records.damaged, 'damaged record') : '',
    records.skipped > 0 ? `${countText(records.skipped)} skipped` : '',
    recovery !== null && recovery.recovered > 0 ? `${countText(recovery.recovered)} recovered` : '',
  ]
  return parts.filter((part) => part !== '').join(', ')
}

function Counts({ source: { records, chunks, recovery } }: { readonly source: SourceState }) {
  const carved = (recovery?.carvedChunks.ok ?? 0) + (recovery?.carvedChunks.damaged ?? 0)
  return (
    <dl className="damage-counts">
      <dt>{strings.damage.records}</dt>
      <dd>
        {`${countText(records.seen)} seen = ${countText(records.decoded)} decoded + ${countText(records.damaged)} damaged + ${countText(records.skipped)} skipped`}
      </dd>
      {recovery === null ? null : (
        <>
          <dt>{strings.damage.recovered}</dt>
          <dd>
            {`${countText(recovery.recovered)} beside them = ${countText(recovery.own)} by own templates + ${countText(recovery.borrowed)} by borrowed ones + ${countText(recovery.none)} without names; ${countText(recovery.duplicates)} dropped as already there`}
          </dd>
        </>
      )}
      <dt>{strings.damage.chunks}</dt>
      <dd>
        {`${countText(chunks.ok)} sound, ${countText(chunks.damaged)} damaged, ${countText(chunks.empty)} empty`}
        {carved > 0 ? `; ${countText(carved)} of them found outside the places of a log` : ''}
      </dd>
    </dl>
  )
}

interface RangesProps {
  readonly source: SourceState
  /** Byte of the place that is looked for. */
  readonly marked: number | null
}

function Ranges({ source: { source, ranges }, marked }: RangesProps) {
  const showEvents = useStore((state) => state.showEvents)
  const showPlace = useStore((state) => state.showPlace)
  const at = ranges.shown.findIndex(({ from }) => from === marked)
  const [count, setCount] = useState(Math.max(PAGE, at + 1))
  if (ranges.shown.length === 0) return null
  const shown = ranges.shown.slice(0, count)
  const listed = ranges.shown.length
  return (
    <>
      <DamageRanges
        ranges={shown}
        label={strings.damage.ranges}
        marked={marked}
        onShow={({ from }) => showPlace(source, from)}
      />
      {shown.length < listed ? (
        <Button kind="link" onClick={() => setCount(count + PAGE)}>
          {`${strings.damage.more} (${countText(listed - shown.length)})`}
        </Button>
      ) : null}
      {shown.length === listed && ranges.more > 0 ? (
        <>
          <p className="dim">{`and ${countText(ranges.more)} more, counted above and not listed here`}</p>
          <Button kind="link" onClick={() => showEvents({ only: 'damaged' })}>
            {strings.damage.showAll}
          </Button>
        </>
      ) : null}
    </>
  )
}
