import type { RecoveryProgress } from '../../electron/contract/engine'
import { visibleText } from '../../electron/core/text/visible-text'
import { strings } from '../strings'
import { counted, partOfSize } from '../ui/numbers'
import { ProgressBar } from '../ui/progress-bar'

/** What recovery looks through now, how much of both its rounds is done, and what it brought back so far. */
export function RecoveryTotals({ progress }: { readonly progress: RecoveryProgress }) {
  const { round, name, bytesDone, bytesTotal, found } = progress
  return (
    <div className="import-totals">
      <ProgressBar
        label="Bytes searched"
        part={bytesTotal === 0 ? 0 : bytesDone / bytesTotal}
        className="progress-big"
      />
      <p className="recovery-step">
        {round === 'learn' ? strings.evidence.learning : strings.evidence.searching}{' '}
        <b className="clip">{visibleText(name)}</b>
      </p>
      <p className="recovery-figures dim">
        <span>{`${partOfSize(bytesDone, bytesTotal)} in two rounds`}</span>
        <span>{`${counted(found, 'record')} recovered`}</span>
      </p>
    </div>
  )
}
