import type { SourceRange } from '../../electron/contract/engine'
import { RANGE_WORDS, rangeText } from '../../electron/core/text/byte-ranges'
import { visibleText } from '../../electron/core/text/visible-text'
import { sizeText } from './numbers'
import './damage-ranges.css'

interface DamageRangesProps {
  readonly ranges: readonly SourceRange[]
  readonly label: string
}

/** Stretches of a log that are not sound or came back: what each is, how long, where, and why. */
export function DamageRanges({ ranges, label }: DamageRangesProps) {
  return (
    <ol className="damage-ranges" aria-label={label}>
      {ranges.map((range) => (
        <li key={`${range.from} ${range.to} ${range.state} ${range.what}`}>
          <b className={range.state === 'recovered-record' ? '' : 'warn'}>{RANGE_WORDS[range.state]}</b>
          <span className="dim">{sizeText(range.to - range.from)}</span>
          <span className="damage-place selectable">{rangeText(range)}</span>
          <span className="damage-what selectable">{visibleText(range.what)}</span>
        </li>
      ))}
    </ol>
  )
}
