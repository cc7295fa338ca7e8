import type { ChannelCoverage } from '../../electron/contract/coverage'
import { visibleText } from '../../electron/core/text/visible-text'
import { strings } from '../strings'
import { countText } from '../ui/numbers'

/** Records of one computer about which files disagree; nothing where all agree. */
export function ConflictList({ channels }: { readonly channels: readonly ChannelCoverage[] }) {
  const logs = channels.filter(({ conflicts }) => conflicts.length > 0)
  if (logs.length === 0) return null
  return (
    <div className="coverage-conflicts">
      <h4 className="warn">{strings.coverage.conflicts}</h4>
      <ul>
        {logs.flatMap(({ channel, conflicts, moreConflicts }) => [
          ...conflicts.map((text) => (
            <li key={`${channel} ${text}`}>{`${visibleText(channel)}: ${visibleText(text)}`}</li>
          )),
          ...(moreConflicts > 0
            ? [
                <li
                  key={`${channel} more`}
                >{`${visibleText(channel)}: ${countText(moreConflicts)} ${strings.coverage.more}`}</li>,
              ]
            : []),
        ])}
      </ul>
    </div>
  )
}
