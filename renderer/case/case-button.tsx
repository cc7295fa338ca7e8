import { visibleText } from '../../electron/core/text/visible-text'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Icon } from '../theme/mark'
import './case-button.css'

/** The case in the title: its name, and whether a file holds what was said. */
export function CaseButton() {
  const name = useStore((state) => state.caseView.name)
  const file = useStore((state) => state.caseView.file)
  const unsaved = useStore((state) => state.caseView.unsaved)
  const lost = useStore((state) => state.lostAnnotations.length)
  const importing = useStore((state) => state.importing)
  const showCaseDialog = useStore((state) => state.showCaseDialog)
  const title = file === null ? strings.caseFile.inMemory : visibleText(file)
  return (
    <button
      type="button"
      className="case-button"
      aria-haspopup="dialog"
      title={title}
      onClick={() => showCaseDialog('case')}
    >
      <Icon name="folder" />
      <b className="clip">{file === null ? strings.caseFile.unnamed : visibleText(name)}</b>
      {unsaved ? <em className="warn">{strings.caseFile.notSaved}</em> : null}
      {lost > 0 && !importing ? (
        <em className="warn" title={strings.caseFile.lostText}>
          {`${lost} not in these logs`}
        </em>
      ) : null}
      <Icon name="down" size={14} />
    </button>
  )
}
