/** What is said about the selected session, and the buttons to say it. */
import { visibleText } from '../../electron/core/text/visible-text'
import { runCommand } from '../commands'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Mark } from '../theme/mark'
import { Button, IconButton } from '../ui/button'
import { tagMark, tagWord, verdictText } from '../ui/tag-marks'
import './session-said.css'

/** Tags and note, where there are some. */
export function SessionSaid() {
  const said = useStore((state) => state.annotations.get(state.selection?.id ?? ''))
  if (said === undefined) return null
  return (
    <section className="details-section said" aria-label={strings.caseFile.said}>
      {said.tags.length === 0 && !said.bookmark ? null : (
        <ul className="said-tags">
          {said.tags.map((tag) => (
            <li key={tag}>
              <Mark name={tagMark(tag)} size={13} />
              {tagWord(tag)}
            </li>
          ))}
          {said.bookmark ? (
            <li>
              <Mark name="m-bookmark" size={13} />
              {strings.caseFile.bookmark}
            </li>
          ) : null}
        </ul>
      )}
      {said.verdict === null ? null : <p className="selectable">{verdictText(said.verdict)}</p>}
      {said.note === '' ? null : (
        <p className="said-note selectable">
          {said.note.split('\n').map((line, i) => (
            <span key={i}>{visibleText(line)}</span>
          ))}
        </p>
      )}
    </section>
  )
}

export function SayButtons() {
  return (
    <>
      <Button icon="tag" title={`${strings.caseFile.tagTitle} (T)`} onClick={() => runCommand('tag')}>
        {strings.caseFile.tag}
      </Button>
      <Button icon="note" title={`${strings.caseFile.noteTitle} (N)`} onClick={() => runCommand('note')}>
        {strings.caseFile.note}
      </Button>
      <IconButton
        icon="check"
        label={strings.caseFile.verdict.title}
        hotkey="V"
        onClick={() => runCommand('verdict')}
      />
    </>
  )
}
