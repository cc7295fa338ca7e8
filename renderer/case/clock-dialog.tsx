import { useEffect, useState } from 'react'
import { CASE_LIMITS } from '../../electron/contract/case-constants'
import { clockOffsetText, parseClockOffset } from '../../electron/core/text/clock-offset'
import { visibleName, visibleText } from '../../electron/core/text/visible-text'
import { clockOf, type ComputerClock, correctClock } from '../state/computer-clocks'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Button } from '../ui/button'
import { Message } from '../ui/message'
import { Overlay } from '../ui/overlay'
import './case-dialogs.css'

/** Differences that are offered; a domain controller is compared with every computer of its domain. */
const MEASURED_SHOWN = 8

/** What is to be added to all times of a computer, the selected session's or one that was named, and why. Nothing is applied until it can be read. */
export function ClockDialog() {
  const computer = useStore((state) => state.clockComputer ?? state.targets[0]?.about?.computer ?? null)
  const problem = useStore((state) => state.caseProblem)
  const { showCaseDialog } = useStore.getState()
  const [clock, setClock] = useState<ComputerClock | null>(null)
  const [text, setText] = useState('')
  const [reason, setReason] = useState('')

  useEffect(() => {
    if (computer === null) return
    let stale = false
    clockOf(computer).then(
      (found) => {
        if (stale) return
        setClock(found)
        setText(found.offsetMs === 0 ? '' : clockOffsetText(found.offsetMs))
        setReason(found.reason)
      },
      () => showCaseDialog(null),
    )
    return () => {
      stale = true
    }
  }, [computer, showCaseDialog])

  const offsetMs = parseClockOffset(text)
  const tooFar = offsetMs !== null && Math.abs(offsetMs) > CASE_LIMITS.offsetMs
  const wrong = text.trim() !== '' && (offsetMs === null || tooFar)
  const ready = clock !== null && offsetMs !== null && !tooFar && (offsetMs !== 0 || clock.offsetMs !== 0)
  const save = async (ms: number): Promise<void> => {
    if (clock === null) return
    if (await correctClock(clock, ms, reason.trim())) showCaseDialog(null)
  }
  return (
    <Overlay
      label={strings.computers.clockTitle}
      className="case-dialog clock-dialog"
      onClose={() => showCaseDialog(null)}
    >
      <div className="dialog-head">
        <h2>{strings.computers.clockTitle}</h2>
        <p className="dim">{computer === null ? '\u00a0' : visibleName(clock?.computer ?? computer)}</p>
      </div>
      <form
        className="clock-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) void save(offsetMs)
        }}
      >
        <label>
          {strings.computers.clockAdd}
          <input
            data-autofocus=""
            type="text"
            placeholder="-0:00:42"
            spellCheck={false}
            maxLength={40}
            aria-invalid={wrong}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <label>
          {strings.computers.clockReason}
          <input
            type="text"
            maxLength={CASE_LIMITS.reason}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <p className={wrong ? 'danger' : 'dim'}>
          {tooFar ? strings.computers.clockTooFar : strings.computers.clockForms}
        </p>
        {clock === null || clock.measured.length === 0 ? null : (
          <ul className="clock-measured">
            {clock.measured.slice(0, MEASURED_SHOWN).map((note) => (
              <li key={note.text}>
                <span className="selectable">{visibleText(note.text)}</span>
                <Button
                  onClick={() => {
                    setText(clockOffsetText(clock.offsetMs + (note.proposedMs ?? 0)))
                    setReason(note.text.slice(0, CASE_LIMITS.reason))
                  }}
                >
                  {`${strings.computers.clockUse} ${clockOffsetText(clock.offsetMs + (note.proposedMs ?? 0))}`}
                </Button>
              </li>
            ))}
          </ul>
        )}
        {problem === '' ? null : <Message level="error">{problem}</Message>}
        <div className="dialog-foot">
          {clock === null || clock.offsetMs === 0 ? null : (
            <Button onClick={() => void save(0)}>{strings.computers.clockTakeBack}</Button>
          )}
          <span className="spacer" />
          <Button onClick={() => showCaseDialog(null)}>{strings.caseFile.cancel}</Button>
          <Button kind="primary" type="submit" disabled={!ready}>
            {strings.computers.clockApply}
          </Button>
        </div>
      </form>
    </Overlay>
  )
}
