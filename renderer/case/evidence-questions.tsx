import type { EvidenceQuestion } from '../../electron/contract/case-file'
import { visibleText } from '../../electron/core/text/visible-text'
import { runCommand } from '../commands'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Button } from '../ui/button'
import { Message } from '../ui/message'
import { counted, countText } from '../ui/numbers'
import { Overlay } from '../ui/overlay'
import './case-dialogs.css'
import './evidence-questions.css'

type Changed = EvidenceQuestion & { readonly found: NonNullable<EvidenceQuestion['found']> }

/** Logs of the case that changed: nothing goes on before it is said what they count as. */
export function EvidenceQuestions() {
  const questions = useStore((state) => state.caseView.questions)
  const problem = useStore((state) => state.caseProblem)
  const { askCase } = useStore.getState()
  const changed = questions.filter((one): one is Changed => one.found !== null)
  const words = strings.caseFile.changed
  if (changed.length === 0) return null
  return (
    <Overlay label={words.title} className="case-dialog evidence-questions">
      <div className="dialog-head">
        <h2>{words.title}</h2>
        <p>{words.text}</p>
      </div>
      <ul className="case-scroll" tabIndex={0} aria-label={counted(changed.length, 'changed log')}>
        {changed.map((one) => (
          <li key={one.path}>
            <ChangedLog question={one} />
          </li>
        ))}
      </ul>
      {problem === '' ? null : <Message level="error">{visibleText(problem)}</Message>}
      <div className="dialog-foot">
        <Button onClick={() => runCommand('new-case')}>{words.close}</Button>
        <span className="spacer" />
        <Button onClick={() => void askCase(window.sojourn.acceptChanged(null))}>
          {changed.length > 1 ? words.acceptAll : words.accept}
        </Button>
      </div>
    </Overlay>
  )
}

function ChangedLog({ question }: { readonly question: Changed }) {
  const { path, size, sha256, found } = question
  const { askCase } = useStore.getState()
  const words = strings.caseFile.changed
  return (
    <>
      <b className="selectable">{visibleText(path)}</b>
      {found.path === path ? null : <span className="dim selectable">{visibleText(found.path)}</span>}
      <dl className="hash-pair">
        <dt>{words.before}</dt>
        <dd className="mono selectable">{sha256}</dd>
        <dd>{`${countText(size)} bytes`}</dd>
        <dt>{words.now}</dt>
        <dd className="mono selectable">{found.sha256}</dd>
        <dd>{`${countText(found.size)} bytes`}</dd>
      </dl>
      <Button data-autofocus="" onClick={() => void askCase(window.sojourn.locateLog(path))}>
        {words.locate}
      </Button>
    </>
  )
}
