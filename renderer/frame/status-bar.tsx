import { LOGON_CLASSES } from '../../electron/contract/sessions'
import { EMPTY_FILTER } from '../../electron/contract/engine-constants'
import { visibleText } from '../../electron/core/text/visible-text'
import { useStore } from '../state/store'
import { zoneName } from '../state/view-slice'
import { offsetText } from '../state/zone-format'
import { CLASS_NAMES, strings } from '../strings'
import { Icon } from '../theme/mark'
import { counted, countText } from '../ui/numbers'
import './status-bar.css'

/** Stands in while nothing is read: a stable value, as selectors need. */
const OPENED_MS = Date.now()

export function StatusBar() {
  const view = useStore((state) => state.view)
  const isCase = useStore((state) => state.caseView.file !== null)
  return (
    <footer className="status-bar">
      <div role="status">
        <span className="status-item">
          <Network />
        </span>
        {view === 'start' ? (
          <>
            <span className="spacer" />
            <span>{isCase ? strings.status.noLogs : strings.status.noCase}</span>
          </>
        ) : (
          <CaseStatus />
        )}
      </div>
    </footer>
  )
}

/** The network is off but for the place that a person connected to. */
function Network() {
  const host = useStore(({ place }) => (place.kind === 'none' ? '' : place.host))
  return (
    <>
      <Icon name={host === '' ? 'lock' : 'server'} size={14} />
      {host === '' ? strings.status.readOnly : `${strings.status.connected} ${visibleText(host)}`}
    </>
  )
}

function CaseStatus() {
  const result = useStore((state) => state.result)
  const partial = useStore((state) => state.partial)
  const importing = useStore((state) => state.importing)
  const workers = useStore((state) => state.workers)
  const damaged = useStore((state) => state.sources.reduce((sum, source) => sum + source.chunks.damaged, 0))
  const showSidePane = useStore((state) => state.showSidePane)
  const showView = useStore((state) => state.showView)
  const showEvents = useStore((state) => state.showEvents)
  const soFar = partial ? ` ${strings.grid.soFar}` : ''
  return (
    <>
      {result === null ? null : (
        <>
          <StatusLink title={strings.status.showEvents} onOpen={() => showEvents({})}>
            {counted(result.eventCount, 'event') + soFar}
          </StatusLink>
          <StatusLink title={strings.status.showSessions} onOpen={() => showView('sessions')}>
            {`${countText(result.matched)} of ${counted(result.total, 'session')}${soFar}`}
          </StatusLink>
        </>
      )}
      <StatusCount warns count={damaged} name="damaged chunk" onOpen={() => showSidePane('evidence')} />
      <StatusCount
        count={result?.clockCorrections ?? 0}
        name="clock correction"
        title={strings.status.clocks}
        onOpen={() => showView('evidence')}
      />
      <StatusCount
        warns
        count={result?.gaps ?? 0}
        name="evidence gap"
        title={strings.status.gaps}
        onOpen={() => showView('evidence')}
      />
      <span className="spacer" />
      {importing ? <span>{counted(workers, 'worker')}</span> : null}
      <HiddenClasses />
      <ZoneOffset />
    </>
  )
}

interface StatusLinkProps {
  readonly title?: string | undefined
  readonly warns?: boolean
  readonly onOpen: () => void
}

/** A count that leads to what it counts. */
function StatusLink({
  title,
  warns = false,
  onOpen,
  children,
}: StatusLinkProps & { readonly children: string }) {
  return (
    <button type="button" className={`status-link ${warns ? 'warn' : ''}`} title={title} onClick={onOpen}>
      {warns ? <Icon name="warn" size={14} /> : null}
      {children}
    </button>
  )
}

/** Nothing where there is none. */
function StatusCount({
  count,
  name,
  ...link
}: StatusLinkProps & { readonly count: number; readonly name: string }) {
  return count === 0 ? null : <StatusLink {...link}>{counted(count, name)}</StatusLink>
}

function HiddenClasses() {
  const hidden = useStore((state) => state.result?.hidden)
  const showsAll = useStore((state) => state.filter.classes.length > EMPTY_FILTER.classes.length)
  const showHiddenClasses = useStore((state) => state.showHiddenClasses)
  if (hidden === undefined) return null
  const parts = LOGON_CLASSES.flatMap((name) => {
    const count = hidden[name] ?? 0
    return count > 0 ? [`${countText(count)} ${CLASS_NAMES[name]}`] : []
  })
  const total = LOGON_CLASSES.reduce((sum, name) => sum + (hidden[name] ?? 0), 0)
  if (total === 0 && !showsAll) return null
  return (
    <span title={parts.join(', ')}>
      {showsAll ? strings.status.shown : `${counted(total, 'system and service logon')} hidden`}
      <button type="button" className="status-link accent" onClick={() => showHiddenClasses(!showsAll)}>
        {showsAll ? strings.status.hide : strings.status.show}
      </button>
    </span>
  )
}

/** The offset at the time in view: summer time may differ from today. */
function ZoneOffset() {
  const zone = useStore(zoneName)
  const timeMs = useStore(
    (state) => state.hover.timeMs ?? state.timeWindow?.fromMs ?? state.result?.extent?.fromMs ?? OPENED_MS,
  )
  return <span title={zone}>{offsetText(zone, timeMs)}</span>
}
