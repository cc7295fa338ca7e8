import { useEffect, useRef } from 'react'
import type { SourceRange } from '../../electron/contract/engine'
import { RANGE_WORDS, rangeText } from '../../electron/core/text/byte-ranges'
import { visibleText } from '../../electron/core/text/visible-text'
import { strings } from '../strings'
import { Button } from './button'
import { sizeText } from './numbers'
import './damage-ranges.css'

interface DamageRangesProps {
  readonly ranges: readonly SourceRange[]
  readonly label: string
  /** Byte of the one that is looked for. */
  readonly marked?: number | null
  /** Goes to it in the list of events. */
  readonly onShow?: (range: SourceRange) => void
}

/** Stretches of a log that are not sound or came back: what each is, how long, where, and why. */
export function DamageRanges({ ranges, label, marked = null, onShow }: DamageRangesProps) {
  const mark = useRef<HTMLLIElement>(null)
  useEffect(() => mark.current?.scrollIntoView({ block: 'center' }), [marked])
  return (
    <ol className="damage-ranges" aria-label={label}>
      {ranges.map((range) => (
        <li
          key={`${range.from} ${range.to} ${range.state} ${range.what}`}
          {...(range.from === marked ? { ref: mark, className: 'is-marked', 'aria-current': true } : {})}
        >
          <b className={range.state === 'recovered-record' ? '' : 'warn'}>{RANGE_WORDS[range.state]}</b>
          <span className="dim">{sizeText(range.to - range.from)}</span>
          <span className="damage-place selectable">{rangeText(range)}</span>
          <span className="damage-what selectable">{visibleText(range.what)}</span>
          {onShow === undefined ? null : (
            <Button kind="link" onClick={() => onShow(range)}>
              {strings.damage.showEvent}
            </Button>
          )}
        </li>
      ))}
    </ol>
  )
}
