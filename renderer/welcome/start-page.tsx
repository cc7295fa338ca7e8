import type { ReactNode } from 'react'
import { visibleText } from '../../electron/core/text/visible-text'
import { runCommand } from '../commands'
import { useStore } from '../state/store'
import { tryAgain } from '../state/try-again'
import { strings } from '../strings'
import { Icon } from '../theme/mark'
import { Button } from '../ui/button'
import { Message } from '../ui/message'
import { ZoneQuestion } from '../ui/zone-question'
import './start-page.css'

/** Opens logs; the whole window takes a drop. What could not be opened stays written here. */
export function StartPage({ recents }: { readonly recents: ReactNode }) {
  return (
    <main className="start-page">
      <h1>{strings.start.title}</h1>
      <div className="start-drop">
        <Icon name="drop" size={34} />
        <b>{strings.start.drop}</b>
        <span>{strings.start.kinds}</span>
        <div className="start-buttons">
          <Button kind="primary" large onClick={() => runCommand('open-files')}>
            {strings.start.openFiles}
          </Button>
          <Button large onClick={() => runCommand('open-folder')}>
            {strings.start.openFolder}
          </Button>
          <Button large onClick={() => runCommand('open-place')}>
            {strings.start.openPlace}
          </Button>
        </div>
        <small>{strings.start.readOnly}</small>
      </div>
      <div className="start-side">
        <Problems />
        {recents}
        <section className="start-sample">
          <Icon name="sample" size={22} />
          <div>
            <b>{strings.start.sampleTitle}</b>
            <span>{strings.start.sampleText}</span>
          </div>
          <Button onClick={() => runCommand('open-sample')}>{strings.start.openSample}</Button>
        </section>
        <p className="start-keys">
          <span>
            <kbd>Ctrl O</kbd> {strings.start.keyOpen}
          </span>
          <span>
            <kbd>Ctrl Shift O</kbd> {strings.start.keyFolder}
          </span>
          <span>
            <kbd>Ctrl K</kbd> {strings.start.keyCommands}
          </span>
          <span>
            <kbd>F1</kbd> {strings.start.keyHelp}
          </span>
        </p>
      </div>
    </main>
  )
}

/** Files named at once; the rest is counted. */
const FILES_SHOWN = 8

function Problems() {
  const notices = useStore((state) => state.notices)
  const sources = useStore((state) => state.sources)
  const dismiss = useStore((state) => state.dismissNotice)
  const failed = sources.filter((source) => source.message !== '')
  if (notices.length === 0 && failed.length === 0) return null
  return (
    <section className="start-problems" aria-label={strings.start.messages}>
      {notices.map((notice) => (
        <Message
          key={notice.id}
          level={notice.level}
          actions={
            <>
              {notice.retry ? (
                <Button kind="link" onClick={() => void window.sojourn.connect()}>
                  {strings.evidence.retry}
                </Button>
              ) : null}
              <Button kind="link" onClick={() => dismiss(notice.id)}>
                {strings.evidence.dismiss}
              </Button>
            </>
          }
        >
          {notice.message}
        </Message>
      ))}
      {failed.slice(0, FILES_SHOWN).map((source) => (
        <Message
          key={source.source}
          level="error"
          actions={
            <Button kind="link" onClick={() => tryAgain([source.source])}>
              {strings.evidence.tryAgain}
            </Button>
          }
        >
          <b title={visibleText(source.path)}>{visibleText(source.name)}</b> {visibleText(source.message)}
        </Message>
      ))}
      {failed.some(({ localTimes }) => localTimes?.zone === null) ? <ZoneQuestion zone={null} /> : null}
      {failed.length > FILES_SHOWN ? (
        <p className="dim">{`${failed.length - FILES_SHOWN} more files could not be read.`}</p>
      ) : null}
    </section>
  )
}
