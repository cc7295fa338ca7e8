import { memo, useRef } from 'react'
import { Mark } from '../../theme/mark'
import { useFirstLine } from '../../ui/use-first-line'
import { AllMarks } from './all-marks'
import { Ending, ENDS, EVIDENCE_SIGNS, FURTHER_ENDS, MARK_SIZE, Sign, STATE_SIGNS } from './legend-items'
import './legend.css'

/** What marks and patterns mean; as much as fits in one line, whole items only, and a button for all. Ends filter. */
export const Legend = memo(function Legend() {
  const items = useRef<HTMLDivElement>(null)
  useFirstLine(items)
  return (
    <div className="timeline-legend">
      <div ref={items} className="timeline-legend-items">
        <b>Ends</b>
        {ENDS.map(([mark, word]) => (
          <Ending key={mark} mark={mark} word={word} />
        ))}
        <b>States</b>
        {[...STATE_SIGNS.slice(0, 2), ...EVIDENCE_SIGNS].map((sign) => (
          <Sign key={sign.word} {...sign} />
        ))}
        <span className="timeline-legend-fail">
          <Mark name="m-fail" size={MARK_SIZE} />
          Failed logon
        </span>
        {FURTHER_ENDS.map(([mark, word]) => (
          <Ending key={mark} mark={mark} word={word} />
        ))}
      </div>
      <AllMarks />
    </div>
  )
})
