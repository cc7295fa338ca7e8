import { useState } from 'react'
import type { PasswordQuestion } from '../../electron/contract/archive-questions'
import { visibleText } from '../../electron/core/text/visible-text'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Button } from '../ui/button'
import { Message } from '../ui/message'
import { Overlay } from '../ui/overlay'
import { Field } from './field'
import './place-dialog.css'

const words = strings.archive
/** What collections of malware and evidence are packed with by custom. */
const CUSTOMARY = 'infected'

/** Asks for the password of an archive; while the store says that one is wanted. */
export function PasswordDialog() {
  const question = useStore((state) => state.passwordWanted)
  return question === null ? null : <Dialog key={question.number} question={question} />
}

function Dialog({ question: { archive, wrong, number } }: { readonly question: PasswordQuestion }) {
  const [password, setPassword] = useState('')
  const answer = (given: string | null): void => void window.sojourn.answerPassword(number, given)
  const skip = (): void => answer(null)
  return (
    <Overlay label={words.title} className="place-dialog" onClose={skip}>
      <form
        className="place-steps place-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (password !== '') answer(password)
        }}
      >
        <div className="place-head">
          <h2>{words.title}</h2>
          <p className="dim">{visibleText(archive)}</p>
        </div>
        {wrong ? <Message level="error">{words.wrong}</Message> : null}
        <Field label={words.password} value={password} onChange={setPassword} secret first />
        <p className="dim">{words.kept}</p>
        <div className="place-foot">
          <Button onClick={() => answer(CUSTOMARY)}>{words.customary}</Button>
          <span className="spacer" />
          <Button onClick={skip}>{words.skip}</Button>
          <Button kind="primary" type="submit" disabled={password === ''}>
            {words.open}
          </Button>
        </div>
      </form>
    </Overlay>
  )
}
