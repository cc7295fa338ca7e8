import { useEffect, useState } from 'react'
import type { RecentCase } from '../../electron/contract/case-file'
import { visibleText } from '../../electron/core/text/visible-text'
import { runCommand } from '../commands'
import { useStore } from '../state/store'
import { zoneName } from '../state/view-slice'
import { dateText, fullTimeText, sameDay, timeText } from '../state/zone-format'
import { strings } from '../strings'
import { Icon } from '../theme/mark'
import { Button } from '../ui/button'
import { counted } from '../ui/numbers'
import './recent-cases.css'

/** Cases that were open before; those whose file or logs are gone say so. */
export function RecentCases() {
  const [recents, setRecents] = useState<readonly RecentCase[]>([])
  const [now] = useState(Date.now)
  const zone = useStore(zoneName)
  useEffect(() => {
    let stale = false
    void window.sojourn.recentCases().then((known) => {
      if (!stale) setRecents(known)
    })
    return () => {
      stale = true
    }
  }, [])
  return (
    <section className="recent-cases" aria-label={strings.caseFile.recent}>
      <header>
        <h2>{strings.caseFile.recent}</h2>
        <Button kind="link" onClick={() => runCommand('open-case')}>
          {strings.caseFile.openFile}
        </Button>
      </header>
      {recents.length === 0 ? <p className="dim">{strings.caseFile.noRecent}</p> : null}
      <ul>
        {recents.map((recent) => (
          <li key={recent.file}>
            <RecentLine recent={recent} zone={zone} now={now} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function RecentLine({
  recent,
  zone,
  now,
}: {
  readonly recent: RecentCase
  readonly zone: string
  readonly now: number
}) {
  const { askCase } = useStore.getState()
  const { file, name, openedMs, files, marked, missing } = recent
  const today = sameDay(zone, openedMs, now)
  const when = today ? `Today ${timeText(zone, openedMs).slice(0, 5)}` : dateText(zone, openedMs)
  const holds = `${counted(files, 'file')}, ${counted(marked, 'session')} marked`
  return (
    <button
      type="button"
      title={visibleText(file)}
      onClick={() => void askCase(window.sojourn.openCase(missing === 'case' ? null : file))}
    >
      <b className="clip">{visibleText(name)}</b>
      <time title={fullTimeText(zone, openedMs)}>{when}</time>
      {missing === 'nothing' ? (
        <span>{holds}</span>
      ) : (
        <span className="warn">
          <Icon name="warn" size={14} />
          {missing === 'case' ? strings.caseFile.caseGone : strings.caseFile.logsGone}
        </span>
      )}
      {missing === 'case' ? <u>{strings.caseFile.locate}</u> : null}
    </button>
  )
}
