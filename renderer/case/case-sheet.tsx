import { useEffect, useState } from 'react'
import type { CustodyLine } from '../../electron/contract/case-file'
import { isRemoteAddress } from '../../electron/core/text/is-remote'
import { visibleText } from '../../electron/core/text/visible-text'
import { runCommand } from '../commands'
import { useStore } from '../state/store'
import { zoneName } from '../state/view-slice'
import { fullTimeText } from '../state/zone-format'
import { strings } from '../strings'
import { Button, IconButton } from '../ui/button'
import { Message } from '../ui/message'
import { counted } from '../ui/numbers'
import { Overlay } from '../ui/overlay'
import { AnnotationMarks } from '../ui/tag-marks'
import { CachedCopiesLine } from './cached-copies'
import { aboutText } from './target-text'
import './case-dialogs.css'

/** Sessions without a log that are named; the rest is counted. */
const LOST_SHOWN = 200

/** The case itself: where it lies, what it holds, what its logs no longer show, and its custody log. */
export function CaseSheet() {
  const view = useStore((state) => state.caseView)
  const lost = useStore((state) => state.lostAnnotations)
  const problem = useStore((state) => state.caseProblem)
  const zone = useStore(zoneName)
  const missing = view.questions.filter(({ found }) => found === null)
  const { askCase, askForPlace, showCaseDialog } = useStore.getState()
  const custody = useCustody()
  const marked = counted(view.annotations.length, 'session')
  const logs = counted(view.evidence.length, 'log')
  const close = (): void => showCaseDialog(null)
  return (
    <Overlay label={strings.caseFile.title} className="case-dialog case-sheet" onClose={close}>
      <div className="dialog-head">
        <h2>{view.file === null ? strings.caseFile.unnamed : visibleText(view.name)}</h2>
        <p className="dim selectable">
          {view.file === null ? strings.caseFile.inMemory : visibleText(view.file)}
        </p>
        <IconButton icon="x" label={strings.caseFile.close} hotkey="Esc" onClick={close} />
      </div>
      <div className="case-buttons">
        {view.file === null ? (
          <Button data-autofocus="" kind="primary" onClick={() => runCommand('save-case')}>
            {strings.caseFile.save}
          </Button>
        ) : (
          <Button data-autofocus="" onClick={() => runCommand('save-case-as')}>
            {strings.caseFile.saveAs}
          </Button>
        )}
        <Button onClick={() => runCommand('open-case')}>{strings.caseFile.open}</Button>
        <Button onClick={() => runCommand('new-case')}>{strings.caseFile.create}</Button>
      </div>
      {problem === '' ? null : <Message level="error">{visibleText(problem)}</Message>}
      <div className="case-scroll" tabIndex={0} role="group" aria-label={strings.caseFile.contents}>
        <p>{`${marked} with a tag, bookmark or note. ${logs}, each known by its SHA-256.`}</p>
        <CachedCopiesLine />
        {missing.length === 0 ? null : (
          <section>
            <h3>{strings.caseFile.missingLogs}</h3>
            <p className="dim">{strings.caseFile.missingText}</p>
            <ul>
              {missing.map(({ path, sha256 }) => (
                <li key={path}>
                  <Button onClick={() => void askCase(window.sojourn.locateLog(path))}>
                    {strings.caseFile.locate}
                  </Button>
                  {isRemoteAddress(path) ? (
                    <Button
                      onClick={() => {
                        close()
                        askForPlace(path)
                      }}
                    >
                      {strings.caseFile.fetch}
                    </Button>
                  ) : null}
                  <span className="selectable">{visibleText(path)}</span>
                  <code className="dim selectable">{sha256}</code>
                </li>
              ))}
            </ul>
          </section>
        )}
        {lost.length === 0 ? null : (
          <section>
            <h3>{strings.caseFile.lost}</h3>
            <p className="dim">{strings.caseFile.lostText}</p>
            <ul>
              {lost.slice(0, LOST_SHOWN).map((one) => (
                <li key={one.session}>
                  <AnnotationMarks annotation={one} />
                  <span className="selectable">{aboutText(one.about, zone)}</span>
                  {one.note === '' ? null : <em className="dim selectable">{visibleText(one.note)}</em>}
                </li>
              ))}
            </ul>
            {lost.length > LOST_SHOWN ? <p className="dim">{`${lost.length - LOST_SHOWN} more.`}</p> : null}
          </section>
        )}
        <section>
          <h3>{strings.caseFile.custody}</h3>
          <Button onClick={() => void askCase(window.sojourn.saveCustody())}>
            {strings.caseFile.saveCustody}
          </Button>
          {custody.length === 0 ? <p className="dim">{strings.caseFile.noCustody}</p> : null}
          <ol>
            {custody.map(({ time, text }, i) => (
              <li key={i} className="selectable">
                <time>{fullTimeText(zone, Date.parse(time))}</time>
                <span>{visibleText(text)}</span>
              </li>
            ))}
          </ol>
        </section>
      </div>
    </Overlay>
  )
}

/** The latest first. */
function useCustody(): readonly CustodyLine[] {
  const view = useStore((state) => state.caseView)
  const [lines, setLines] = useState<readonly CustodyLine[]>([])
  useEffect(() => {
    let stale = false
    void window.sojourn.custodyLog().then((found) => {
      if (!stale) setLines(found.toReversed())
    })
    return () => {
      stale = true
    }
  }, [view])
  return lines
}
