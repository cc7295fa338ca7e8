import { visibleText } from '../../electron/core/text/visible-text'
import { hasProblem } from '../state/sources-slice'
import { useStore } from '../state/store'
import { Icon } from '../theme/mark'
import { counted } from '../ui/numbers'
import { ProgressBar } from '../ui/progress-bar'

/** Names shown in the tooltip; the pane lists all. */
const NAMES_SHOWN = 12

/** The opened logs in the title: how many, and whether all of them were hashed to their end. Opens their pane. */
export function EvidenceButton() {
  const sources = useStore((state) => state.sources)
  const importing = useStore((state) => state.importing)
  const open = useStore((state) => state.sidePane === 'evidence')
  const showSidePane = useStore((state) => state.showSidePane)
  const kept = sources.filter((source) => source.status !== 'duplicate')
  const problems = kept.filter(hasProblem).length
  const verified =
    kept.length > 0 && kept.every((source) => source.status === 'done' && source.sha256 !== null)
  const size = kept.reduce((sum, source) => sum + source.size, 0)
  const read = kept.reduce((sum, source) => sum + source.bytesRead, 0)
  const names = kept.slice(0, NAMES_SHOWN).map((source) => visibleText(source.name))
  if (kept.length > NAMES_SHOWN) names.push(`and ${kept.length - NAMES_SHOWN} more`)
  return (
    <button
      type="button"
      className="evidence-button"
      aria-pressed={open}
      title={names.join('\n')}
      onClick={() => showSidePane(open ? 'details' : 'evidence')}
    >
      <Icon name="evidence" />
      {importing ? `Reading ${counted(kept.length, 'file')}` : counted(kept.length, 'file')}
      {importing ? (
        <ProgressBar className="progress-mini" label="Bytes read" part={size === 0 ? 0 : read / size} />
      ) : problems > 0 ? (
        <span className="evidence-state warn">
          <Icon name="warn" size={14} />
          {counted(problems, 'notice')}
        </span>
      ) : verified ? (
        <span className="evidence-state ok">
          <Icon name="check" size={14} />
          <span className="evidence-word">verified</span>
        </span>
      ) : null}
    </button>
  )
}
