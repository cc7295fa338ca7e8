import { type KeyboardEvent, useState } from 'react'
import { CASE_LIMITS, VERDICTS } from '../../electron/contract/case-constants'
import { useStore } from '../state/store'
import { zoneName } from '../state/view-slice'
import { strings } from '../strings'
import { Button } from '../ui/button'
import { Message } from '../ui/message'
import { Overlay } from '../ui/overlay'
import { Segmented } from '../ui/segmented'
import { targetText } from './target-text'
import './case-dialogs.css'

/** What somebody came to after looking at a session, and why. */
export function VerdictDialog() {
  const targets = useStore((state) => state.targets)
  const annotations = useStore((state) => state.annotations)
  const problem = useStore((state) => state.caseProblem)
  const zone = useStore(zoneName)
  const { showCaseDialog, judgeTargets } = useStore.getState()
  const [before] = useState(() =>
    targets.length === 1 ? (annotations.get(targets[0]?.session ?? '')?.verdict ?? null) : null,
  )
  const [verdict, setVerdict] = useState<(typeof VERDICTS)[number]>(before?.word ?? 'confirmed')
  const [reason, setReason] = useState(before?.reason ?? '')
  const words = strings.caseFile.verdict
  const lacksReason = verdict !== 'open' && reason.trim() === ''

  const save = async (): Promise<void> => {
    if (lacksReason) return
    await judgeTargets(verdict, reason.trim())
    if (useStore.getState().caseProblem === '') showCaseDialog(null)
  }
  const saveByKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    void save()
  }
  return (
    <Overlay label={words.title} className="case-dialog note-dialog" onClose={() => showCaseDialog(null)}>
      <div className="dialog-head">
        <h2>{words.title}</h2>
        <p className="dim">{targetText(targets, zone)}</p>
      </div>
      <Segmented
        label={words.title}
        value={verdict}
        onChange={setVerdict}
        segments={VERDICTS.map((value) => ({ value, label: words.words[value] }))}
      />
      <p className="dim">{`${words.words[verdict]}: ${words.about[verdict]}.`}</p>
      <div className="tag-own">
        <input
          type="text"
          data-autofocus=""
          aria-label={words.reason}
          placeholder={words.reason}
          maxLength={CASE_LIMITS.reason}
          spellCheck={false}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          onKeyDown={saveByKey}
        />
      </div>
      {lacksReason ? <p className="dim">{words.needsReason}</p> : null}
      {problem === '' ? null : <Message level="error">{problem}</Message>}
      <div className="dialog-foot">
        <span className="spacer" />
        <Button onClick={() => showCaseDialog(null)}>{strings.caseFile.cancel}</Button>
        <Button kind="primary" disabled={lacksReason} onClick={() => void save()}>
          {words.save}
        </Button>
      </div>
    </Overlay>
  )
}
