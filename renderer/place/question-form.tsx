import { type ReactNode, useState } from 'react'
import type { PlaceAnswer, PlaceQuestion } from '../../electron/contract/places'
import { visibleText } from '../../electron/core/text/visible-text'
import { strings } from '../strings'
import { Button } from '../ui/button'
import { Message } from '../ui/message'
import { Segmented } from '../ui/segmented'
import { Field } from './field'

const words = strings.place

const WAYS = [
  { value: 'password', label: words.password },
  { value: 'key', label: words.key },
  { value: 'agent', label: words.agent },
] as const

/** How one logs in, without what is secret. */
export interface Login {
  readonly way: (typeof WAYS)[number]['value']
  /** null: as the question has it. */
  readonly user: string | null
  /** Name of the file that was chosen. */
  readonly key: string | null
}
export const FIRST_LOGIN: Login = { way: 'password', user: null, key: null }

interface QuestionFormProps<Q extends PlaceQuestion = PlaceQuestion> {
  readonly question: Q
  readonly login: Login
  readonly onLogin: (login: Login) => void
  readonly onClose: () => void
}
type Server = Extract<PlaceQuestion, { kind: 'server' }>
type Account = Extract<PlaceQuestion, { kind: 'account' }>
type AccessKeys = Extract<PlaceQuestion, { kind: 's3-keys' }>

/** What the server needs, one question at a time. What is typed lives as long as its form. */
export function QuestionForm({ question, login, onLogin, onClose }: QuestionFormProps) {
  switch (question.kind) {
    case 'server':
      return (
        <Answer answer={{ kind: 'yes' }} says={words.trust} onClose={onClose}>
          <Server question={question} />
          <p className="dim">{words.remembered}</p>
        </Answer>
      )
    case 'plain-http':
      return (
        <Answer answer={{ kind: 'yes' }} says={words.goOn} onClose={onClose}>
          <Message level="warning">{visibleText(question.message)}</Message>
        </Answer>
      )
    case 'account':
      return <AccountForm {...{ question, login, onLogin, onClose }} />
    case 's3-keys':
      return <AccessKeyForm question={question} onClose={onClose} />
  }
}

/** The sentence, with what is to be compared on a line of its own. */
function Server({ question: { message, fingerprint } }: { readonly question: Server }) {
  const [before = '', after = ''] = message.split(fingerprint)
  return (
    <p>
      {visibleText(before)}
      <code className="place-print selectable">{visibleText(fingerprint)}</code>
      {visibleText(after).replace(/^[.\s]+/, '')}
    </p>
  )
}

function AccountForm({ question, login, onLogin, onClose }: QuestionFormProps<Account>) {
  const { way, key } = login
  const user = login.user ?? question.user
  const [secret, setSecret] = useState('')
  // Arrows that choose a way keep the focus.
  const [hasChosen, setChosen] = useState(false)
  const chooseKey = async (): Promise<void> => {
    const name = await window.sojourn.chooseKey()
    if (name !== null) onLogin({ ...login, key: name })
  }
  const answer: PlaceAnswer | null =
    way === 'password'
      ? { kind: 'password', user, password: secret }
      : way === 'agent'
        ? { kind: 'agent', user }
        : key === null
          ? null
          : { kind: 'key', user, passphrase: secret }
  return (
    <Answer answer={user === '' ? null : answer} says={words.logIn} onClose={onClose}>
      <Asked question={question} says={question.keys ? words.asksLogin : words.asksPassword} />
      <Field
        label={words.account}
        value={user}
        onChange={(typed) => onLogin({ ...login, user: typed })}
        first={question.user === ''}
      />
      {question.keys ? (
        <Segmented
          label={words.by}
          segments={WAYS}
          value={way}
          onChange={(chosen) => {
            onLogin({ ...login, way: chosen })
            setSecret('')
            setChosen(true)
          }}
        />
      ) : null}
      {way === 'key' ? (
        <div className="place-key">
          <Button onClick={() => void chooseKey()}>{words.chooseKey}</Button>
          <span className="clip">{key === null ? words.noKey : visibleText(key)}</span>
        </div>
      ) : null}
      {way === 'agent' ? (
        <p className="dim">{words.agentText}</p>
      ) : (
        <Field
          label={way === 'password' ? words.password : words.passphrase}
          value={secret}
          onChange={setSecret}
          secret
          first={question.user !== '' && !hasChosen}
        />
      )}
    </Answer>
  )
}

function AccessKeyForm({
  question,
  onClose,
}: {
  readonly question: AccessKeys
  readonly onClose: () => void
}) {
  const [accessKeyId, setId] = useState('')
  const [secretAccessKey, setSecret] = useState('')
  const [sessionToken, setToken] = useState('')
  const answer = { kind: 's3-keys', accessKeyId, secretAccessKey, sessionToken } as const
  return (
    <Answer answer={answer} says={words.logIn} onClose={onClose}>
      <Asked question={question} says={words.asksKeys} />
      <Field label={words.accessKey} value={accessKeyId} onChange={setId} first />
      <Field label={words.secretKey} value={secretAccessKey} onChange={setSecret} secret />
      <Field label={words.token} value={sessionToken} onChange={setToken} maxLength={8192} secret />
      <p className="dim">{words.noKeys}</p>
    </Answer>
  )
}

/** Where, and what is wanted there or why what was given is not taken. */
function Asked({
  question: { place, refused },
  says,
}: {
  readonly question: Account | AccessKeys
  readonly says: string
}) {
  return (
    <>
      {refused === null ? null : <Message level="error">{visibleText(refused)}</Message>}
      <p>
        <b>{visibleText(place)}</b>
        {refused === null ? <span className="place-asks">{says}</span> : null}
      </p>
    </>
  )
}

interface AnswerProps {
  /** null while it is not complete. */
  readonly answer: PlaceAnswer | null
  /** What its button says. */
  readonly says: string
  readonly onClose: () => void
  readonly children: ReactNode
}

function Answer({ answer, says, onClose, children }: AnswerProps) {
  return (
    <form
      className="place-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (answer !== null) void window.sojourn.answerPlace(answer)
      }}
    >
      {children}
      <div className="place-foot">
        <span className="spacer" />
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button kind="primary" type="submit" disabled={answer === null}>
          {says}
        </Button>
      </div>
    </form>
  )
}
