import { useCallback, useRef, useState } from 'react'
import { CASE_LIMITS } from '../../electron/contract/case-constants'
import { visibleName } from '../../electron/core/text/visible-text'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Button, IconButton } from '../ui/button'
import { Popover } from '../ui/popover'

const WIDTH = 340

/** The menu of filters that the case keeps by name. */
export function SavedViews() {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => {
    setOpen(false)
    anchor.current?.focus()
  }, [])
  return (
    <>
      <IconButton
        ref={anchor}
        icon="bookmark"
        label={strings.savedViews.title}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
      {open ? (
        <Popover label={strings.savedViews.title} anchor={anchor} onClose={close} width={WIDTH}>
          <ViewList onDone={close} />
        </Popover>
      ) : null}
    </>
  )
}

function ViewList({ onDone }: { readonly onDone: () => void }) {
  const views = useStore((state) => state.caseView.views)
  const saveView = useStore((state) => state.saveView)
  const applyText = useStore((state) => state.applyText)
  const problem = useStore((state) => state.caseProblem)
  const [renamed, setRenamed] = useState<string | null>(null)
  const words = strings.savedViews
  return (
    <div className="saved-views">
      {views.length === 0 ? <p className="dim">{words.none}</p> : null}
      <ul aria-label={words.title}>
        {views.map(({ name, query }) => (
          <li key={name}>
            {renamed === name ? (
              <NameForm
                start={name}
                button={words.renameDone}
                problemOf={(wanted) => (wanted !== name && isTaken(views, wanted) ? words.taken : '')}
                onName={(wanted) => {
                  setRenamed(null)
                  if (wanted === name) return
                  // The new name first: a view that cannot be saved is not lost.
                  void saveView(wanted, query).then(() => {
                    if (useStore.getState().caseProblem === '') void saveView(name, null)
                  })
                }}
              />
            ) : (
              <>
                <button
                  type="button"
                  className="saved-view"
                  title={`${visibleName(name)}\n${visibleName(query)}`}
                  onClick={() => {
                    applyText(query)
                    onDone()
                  }}
                >
                  <b className="clip">{visibleName(name)}</b>
                  <small className="clip">{visibleName(query)}</small>
                </button>
                <IconButton
                  icon="note"
                  size={14}
                  label={`${words.rename} ${visibleName(name)}`}
                  onClick={() => setRenamed(name)}
                />
                <IconButton
                  icon="x"
                  size={12}
                  label={`${words.delete} ${visibleName(name)}`}
                  onClick={() => void saveView(name, null)}
                />
              </>
            )}
          </li>
        ))}
      </ul>
      <SaveForm views={views} />
      {problem === '' ? null : (
        <p className="danger" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}

function SaveForm({ views }: { readonly views: readonly { readonly name: string }[] }) {
  const text = useStore((state) => state.filter.text)
  const saveView = useStore((state) => state.saveView)
  const words = strings.savedViews
  if (text === '') return <p className="dim">{words.nothing}</p>
  return (
    <>
      <p className="saved-query clip dim" title={visibleName(text)}>
        {visibleName(text)}
      </p>
      <NameForm
        start=""
        button={words.save}
        otherButton={(name) => (isTaken(views, name) ? words.replace : null)}
        onName={(name) => void saveView(name, text)}
      />
    </>
  )
}

interface NameFormProps {
  readonly start: string
  readonly button: string
  /** Another word for the button where the name means something else. */
  readonly otherButton?: (name: string) => string | null
  readonly problemOf?: (name: string) => string
  readonly onName: (name: string) => void
}

function NameForm({ start, button, otherButton, problemOf, onName }: NameFormProps) {
  const [typed, setTyped] = useState(start)
  const name = typed.trim()
  const problem = problemOf?.(name) ?? ''
  return (
    <form
      className="view-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (name === '' || problem !== '') return
        onName(name)
        setTyped('')
      }}
    >
      <input
        ref={start === '' ? null : focusOnce}
        aria-label={strings.savedViews.name}
        placeholder={strings.savedViews.name}
        maxLength={CASE_LIMITS.tag * 2}
        aria-invalid={problem !== ''}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button type="submit" disabled={name === '' || problem !== ''}>
        {otherButton?.(name) ?? button}
      </Button>
      {problem === '' ? null : (
        <p className="danger" role="alert">
          {problem}
        </p>
      )}
    </form>
  )
}

function isTaken(views: readonly { readonly name: string }[], name: string): boolean {
  return views.some((view) => view.name === name)
}

function focusOnce(element: HTMLInputElement | null): void {
  element?.focus()
}
