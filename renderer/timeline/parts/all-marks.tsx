import { Mark } from '../../theme/mark'
import { PopoverButton } from '../../ui/popover-button'
import {
  Ending,
  ENDS,
  EVIDENCE_SIGNS,
  FURTHER_ENDS,
  MARK_SIZE,
  OTHER_SIGNS,
  Sign,
  STATE_SIGNS,
} from './legend-items'

const WIDTH = 440

/** The button that opens every mark and pattern with its meaning; the line beside it has as many as fit. */
export function AllMarks() {
  return (
    <PopoverButton className="timeline-all-marks" face="All marks" label="All marks" width={WIDTH}>
      <div className="timeline-marks">
        <section>
          <h3>Ends</h3>
          {[...ENDS, ...FURTHER_ENDS].map(([mark, word]) => (
            <Ending key={mark} mark={mark} word={word} />
          ))}
        </section>
        <section>
          <h3>States</h3>
          {STATE_SIGNS.map((sign) => (
            <Sign key={sign.word} {...sign} />
          ))}
          <h3>Evidence</h3>
          {EVIDENCE_SIGNS.map((sign) => (
            <Sign key={sign.word} {...sign} />
          ))}
          <h3>Others</h3>
          {OTHER_SIGNS.map(([mark, word]) => (
            <span key={mark}>
              <Mark name={mark} size={MARK_SIZE} />
              {word}
            </span>
          ))}
        </section>
      </div>
    </PopoverButton>
  )
}
