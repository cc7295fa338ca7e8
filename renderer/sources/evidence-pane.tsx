import { engine } from '../state/engine-client'
import { isSettled } from '../state/sources-slice'
import { useStore } from '../state/store'
import { runCommand } from '../commands'
import { strings } from '../strings'
import { Icon, Mark } from '../theme/mark'
import { Button, IconButton } from '../ui/button'
import { PlaceProgress } from '../ui/place-progress'
import { counted, countText, partOfSize, sizeText } from '../ui/numbers'
import { ImportTotals } from './import-totals'
import { Notices } from './notices'
import { RecoverSwitch } from './recover-switch'
import { RecoveryTotals } from './recovery-totals'
import { SourceRow } from './source-row'
import { TryAllAgain } from './try-all-again'
import './evidence-pane.css'

/** Rows drawn at once; a folder of thousands of logs shows its first and those that need attention. */
const ROWS_SHOWN = 300

/** The opened logs: progress while they are read, what happened to each afterwards. */
export function EvidencePane() {
  const importing = useStore((state) => state.importing)
  const recovering = useStore((state) => state.recovering)
  const place = useStore((state) => state.place)
  return (
    <section className="evidence-pane" aria-label={strings.evidencePane} data-pane="evidence">
      <PaneHead />
      {recovering ? <RecoveryTotals progress={recovering} /> : importing ? <ImportTotals /> : null}
      {importing ? (
        <p className="evidence-partial">
          <Icon name="info" size={14} />
          <span>
            <b>{strings.evidence.partialStrong}</b> <Mark name="m-pending" size={12} />{' '}
            {strings.evidence.partial}
          </span>
        </p>
      ) : null}
      {place.kind === 'copying' ? <PlaceProgress place={place} /> : null}
      <div className="evidence-list" role="group" aria-label={strings.evidencePane} tabIndex={0}>
        <Notices />
        <TryAllAgain />
        <SourceList />
      </div>
      <RecoverSwitch />
      <p className="evidence-foot">
        <Icon name="info" size={14} />
        {recovering
          ? strings.evidence.footRecovering
          : importing
            ? strings.evidence.footReading
            : strings.evidence.footDone}
      </p>
    </section>
  )
}

/** Reading, and what would be read next of another computer. */
function cancelAll(): void {
  void engine.call({ call: 'cancel' }).catch(() => undefined)
  if (useStore.getState().place.kind === 'copying') void window.sojourn.leavePlace()
}

function PaneHead() {
  const sources = useStore((state) => state.sources)
  const importing = useStore((state) => state.importing)
  const recovering = useStore((state) => state.recovering)
  const showSidePane = useStore((state) => state.showSidePane)
  const size = sources.reduce((sum, source) => sum + source.size, 0)
  const read = sources.reduce((sum, source) => sum + source.bytesRead, 0)
  const settled = sources.filter(isSettled).length
  const files = counted(sources.length, 'file')
  // The title counts what is read once.
  const copies = sources.filter(({ status }) => status === 'duplicate').length
  return (
    <header className="evidence-head">
      <div>
        <h2>
          {recovering
            ? strings.evidence.recovering
            : importing
              ? strings.evidence.reading
              : strings.evidence.title}
        </h2>
        <p className="dim">
          {importing
            ? `${countText(settled)} of ${files}, ${partOfSize(read, size)}`
            : `${files}${copies === 0 ? '' : `, ${copies} already open`}, ${sizeText(size)}`}
        </p>
      </div>
      {importing ? (
        <Button onClick={cancelAll}>{strings.evidence.cancel}</Button>
      ) : (
        <>
          <Button onClick={() => runCommand('open-files')}>{strings.evidence.add}</Button>
          <IconButton icon="x" label={strings.evidence.close} onClick={() => showSidePane('details')} />
        </>
      )}
    </header>
  )
}

function SourceList() {
  const sources = useStore((state) => state.sources)
  return (
    <>
      <ul aria-label={strings.evidence.files}>
        {sources.slice(0, ROWS_SHOWN).map((source) => (
          <SourceRow key={source.source} source={source} />
        ))}
      </ul>
      {sources.length > ROWS_SHOWN ? (
        <p className="evidence-more dim">{`${countText(sources.length - ROWS_SHOWN)} more files`}</p>
      ) : null}
    </>
  )
}
