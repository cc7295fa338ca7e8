import { type KeyboardEvent, useState } from 'react'
import { ASSESSMENTS, CASE_LIMITS } from '../../electron/contract/case-constants'
import { useStore } from '../state/store'
import { zoneName } from '../state/view-slice'
import { strings } from '../strings'
import { Mark } from '../theme/mark'
import type { MarkName } from '../theme/marks'
import { Button } from '../ui/button'
import { Message } from '../ui/message'
import { Overlay } from '../ui/overlay'
import { tagMark, tagWord } from '../ui/tag-marks'
import { targetText } from './target-text'
import './case-dialogs.css'

/** Own tags offered again, those used most. */
const OWN_SHOWN = 12

interface Choice {
  readonly name: string
  readonly mark: MarkName
  readonly hotkey: string
  readonly on: boolean
  readonly choose: () => Promise<void>
}

/** What a session was found to be, a bookmark, and tags of one's own. One press of a key, and the dialog is gone. */
export function TagDialog() {
  const targets = useStore((state) => state.targets)
  const annotations = useStore((state) => state.annotations)
  const problem = useStore((state) => state.caseProblem)
  const zone = useStore(zoneName)
  const { showCaseDialog, tagTargets, bookmarkTargets } = useStore.getState()
  const [own, setOwn] = useState('')
  const said = targets.map(({ session }) => annotations.get(session))
  const every = (holds: (one: (typeof said)[number]) => boolean): boolean =>
    said.length > 0 && said.every(holds)

  const run = async (what: Promise<void>): Promise<void> => {
    await what
    // A change that was not taken stays to be read.
    if (useStore.getState().caseProblem === '') showCaseDialog(null)
  }
  const tagChoice = (tag: string, hotkey: string): Choice => {
    const on = every((one) => one?.tags.includes(tag) === true)
    return { name: tagWord(tag), mark: tagMark(tag), hotkey, on, choose: () => tagTargets(tag, !on) }
  }
  const marked = every((one) => one?.bookmark === true)
  const choices: readonly Choice[] = [
    ...ASSESSMENTS.map((tag, i) => tagChoice(tag, String(i + 1))),
    {
      name: strings.caseFile.bookmark,
      mark: 'm-bookmark',
      hotkey: 'B',
      on: marked,
      choose: () => bookmarkTargets(!marked),
    },
    ...ownTags(annotations).map((tag) => tagChoice(tag, '')),
  ]

  const key = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return
    const buttons = [...event.currentTarget.querySelectorAll('button')]
    const here = buttons.findIndex((button) => button === document.activeElement)
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const choice = choices.find(({ hotkey }) => hotkey !== '' && hotkey === event.key.toUpperCase())
    if (step !== undefined) buttons[(here + step + buttons.length) % buttons.length]?.focus()
    else if (choice !== undefined) void run(choice.choose())
    else return
    event.preventDefault()
  }
  return (
    <Overlay
      label={strings.caseFile.tagTitle}
      className="case-dialog tag-dialog"
      onClose={() => showCaseDialog(null)}
    >
      <div className="dialog-head">
        <h2>{strings.caseFile.tagTitle}</h2>
        <p className="dim">{targetText(targets, zone)}</p>
      </div>
      <div className="tag-choices" role="group" aria-label={strings.caseFile.tags} onKeyDown={key}>
        {choices.map(({ name, mark, hotkey, on, choose }, i) => (
          <button
            key={`${mark} ${name}`}
            type="button"
            aria-pressed={on}
            {...(i === 0 ? { 'data-autofocus': '' } : {})}
            onClick={() => void run(choose())}
          >
            <Mark name={mark} />
            <span className="clip">{name}</span>
            {on ? <em className="dim">{strings.caseFile.takeAway}</em> : null}
            {hotkey === '' ? null : <kbd aria-hidden="true">{hotkey}</kbd>}
          </button>
        ))}
      </div>
      <form
        className="tag-own"
        onSubmit={(event) => {
          event.preventDefault()
          if (own.trim() !== '') void run(tagTargets(own.trim(), true))
        }}
      >
        <input
          type="text"
          aria-label={strings.caseFile.ownTag}
          placeholder={strings.caseFile.ownTag}
          maxLength={CASE_LIMITS.tag}
          value={own}
          onChange={(event) => setOwn(event.target.value)}
        />
        <Button type="submit" disabled={own.trim() === ''}>
          {strings.caseFile.add}
        </Button>
      </form>
      {problem === '' ? null : <Message level="error">{problem}</Message>}
    </Overlay>
  )
}

function ownTags(annotations: ReadonlyMap<string, { readonly tags: readonly string[] }>): string[] {
  const uses = new Map<string, number>()
  for (const { tags } of annotations.values())
    for (const tag of tags)
      if (!ASSESSMENTS.some((word) => word === tag)) uses.set(tag, (uses.get(tag) ?? 0) + 1)
  return [...uses]
    .toSorted(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
    .slice(0, OWN_SHOWN)
    .map(([tag]) => tag)
}
