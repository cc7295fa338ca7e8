import { useState } from 'react'
import { CASE_LIMITS } from '../../electron/contract/case-constants'
import { useStore } from '../state/store'
import { zoneName } from '../state/view-slice'
import { strings } from '../strings'
import { Button } from '../ui/button'
import { Message } from '../ui/message'
import { counted } from '../ui/numbers'
import { Overlay } from '../ui/overlay'
import { targetText } from './target-text'
import './case-dialogs.css'

/** Room that is worth telling of. */
const FEW_LEFT = 1000

/** A note in plain text. Closing it with something unsaved asks once. */
export function NoteDialog() {
  const targets = useStore((state) => state.targets)
  const annotations = useStore((state) => state.annotations)
  const problem = useStore((state) => state.caseProblem)
  const zone = useStore(zoneName)
  const { showCaseDialog, noteTargets } = useStore.getState()
  const several = targets.length > 1
  const [before] = useState(() => (several ? '' : (annotations.get(targets[0]?.session ?? '')?.note ?? '')))
  const [text, setText] = useState(before)
  const [warned, setWarned] = useState(false)
  const replaced = several ? targets.filter(({ session }) => annotations.get(session)?.note).length : 0
  const changed = text !== before
  const left = CASE_LIMITS.note - text.length

  const close = (): void => {
    if (changed && !warned) setWarned(true)
    else showCaseDialog(null)
  }
  const save = async (): Promise<void> => {
    if (changed) await noteTargets(text)
    if (useStore.getState().caseProblem === '') showCaseDialog(null)
  }
  return (
    <Overlay label={strings.caseFile.noteTitle} className="case-dialog note-dialog" onClose={close}>
      <div className="dialog-head">
        <h2>{strings.caseFile.noteTitle}</h2>
        <p className="dim">{targetText(targets, zone)}</p>
      </div>
      <textarea
        data-autofocus=""
        aria-label={strings.caseFile.noteTitle}
        maxLength={CASE_LIMITS.note}
        rows={8}
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setWarned(false)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          void save()
        }}
      />
      {replaced > 0 ? (
        <Message level="warning">{`${counted(replaced, 'note')} of these sessions will be replaced. Earlier texts stay in the case file.`}</Message>
      ) : null}
      {warned ? <Message level="warning">{strings.caseFile.noteUnsaved}</Message> : null}
      {problem === '' ? null : <Message level="error">{problem}</Message>}
      <div className="dialog-foot">
        <span className="dim">
          {left < FEW_LEFT ? counted(left, 'character') + ' left' : strings.caseFile.plainText}
        </span>
        <span className="spacer" />
        <Button onClick={() => showCaseDialog(null)}>{strings.caseFile.cancel}</Button>
        <Button kind="primary" disabled={several && text === ''} onClick={() => void save()}>
          {strings.caseFile.saveNote}
        </Button>
      </div>
    </Overlay>
  )
}
