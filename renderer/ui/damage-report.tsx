import { useId, useState } from 'react'
import type { SourceRange, SourceState } from '../../electron/contract/engine'
import { RANGE_WORDS, rangeText } from '../../electron/core/text/byte-ranges'
import { visibleText } from '../../electron/core/text/visible-text'
import { strings } from '../strings'
import { Button } from './button'
import { counted, countText, sizeText } from './numbers'
import './damage-report.css'

/** Ranges drawn at first, and added by each press. */
const PAGE = 20

/** Something in the log was damaged, lost or brought back, so that there is a report to open. */
export function hasDamage({ records, chunks, ranges, recovery }: SourceState): boolean {
  const lost = records.damaged + records.skipped + chunks.damaged
  return lost > 0 || ranges.shown.length > 0 || (recovery?.recovered ?? 0) > 0
}

/** What became of every record and chunk of one log, and where: closed at first, one line that says how much there is. */
export function DamageReport({ source }: { readonly source: SourceState }) {
  const [open, setOpen] = useState(false)
  const body = useId()
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
            <Ranges source={source} />
          </>
        ) : null}
      </div>
    </div>
  )
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
      </dd>
    </dl>
  )
}

function Ranges({ source: { ranges } }: { readonly source: SourceState }) {
  const [count, setCount] = useState(PAGE)
  if (ranges.shown.length === 0) return null
  const shown = ranges.shown.slice(0, count)
  const listed = ranges.shown.length
  return (
    <>
      <ol className="damage-ranges" aria-label={strings.damage.ranges}>
        {shown.map((range) => (
          <Range key={`${range.from} ${range.to} ${range.state} ${range.what}`} range={range} />
        ))}
      </ol>
      {shown.length < listed ? (
        <Button kind="link" onClick={() => setCount(count + PAGE)}>
          {`${strings.damage.more} (${countText(listed - shown.length)})`}
        </Button>
      ) : null}
      {shown.length === listed && ranges.more > 0 ? (
        <p className="dim">{`and ${countText(ranges.more)} more, counted above and not listed`}</p>
      ) : null}
    </>
  )
}

function Range({ range }: { readonly range: SourceRange }) {
  const recovered = range.state === 'recovered-record'
  return (
    <li>
      <b className={recovered ? '' : 'warn'}>{RANGE_WORDS[range.state]}</b>
      <span className="dim">{sizeText(range.to - range.from)}</span>
      <span className="damage-place selectable">{rangeText(range)}</span>
      <span className="damage-what selectable">{visibleText(range.what)}</span>
    </li>
  )
}
