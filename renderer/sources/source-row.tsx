import type { SourceState, SourceStatus } from '../../electron/contract/engine'
import { visibleText } from '../../electron/core/text/visible-text'
import { canTryAgain, hasProblem } from '../state/sources-slice'
import { useStore } from '../state/store'
import { tryAgain } from '../state/try-again'
import { engine } from '../state/engine-client'
import { strings } from '../strings'
import { Icon } from '../theme/mark'
import { Button, IconButton } from '../ui/button'
import { DamageReport } from '../ui/damage-report'
import { counted, partOfSize, sizeText } from '../ui/numbers'
import { ProgressBar } from '../ui/progress-bar'
import { ZoneQuestion } from '../ui/zone-question'
import { copyDetails } from './copy-details'

const STATUS_WORDS: { readonly [S in SourceStatus]: string } = {
  queued: 'Queued',
  reading: 'Reading',
  done: 'Done',
  failed: 'Not read',
  skipped: 'Skipped',
  cancelled: 'Cancelled',
  duplicate: 'Already open',
}

/** One log: name, state, size, speed, events, and what there is to say about it. */
export function SourceRow({ source }: { readonly source: SourceState }) {
  const active = source.status === 'queued' || source.status === 'reading'
  const name = visibleText(source.name)
  const { folder } = splitPath(visibleText(source.path), name)
  return (
    <li className="source-row">
      <div className="source-head">
        <span className="source-name" title={visibleText(source.path)}>
          {folder === '' ? null : <b className="clip">{folder}</b>}
          <span className="clip">{name}</span>
        </span>
        <SourceWord source={source} />
        {active ? (
          <IconButton
            icon="x"
            size={12}
            label={`${strings.evidence.skip}: ${name}`}
            onClick={() => void engine.call({ call: 'skip', source: source.source }).catch(() => undefined)}
          />
        ) : null}
      </div>
      {active ? (
        <ProgressBar
          label={`${name}: bytes read`}
          part={source.size === 0 ? 0 : source.bytesRead / source.size}
          quiet={source.status === 'queued'}
        />
      ) : null}
      <div className="source-figures">
        <span>
          {source.status === 'reading' ? partOfSize(source.bytesRead, source.size) : sizeText(source.size)}
        </span>
        <span>{source.mbPerSecond > 0 ? `${source.mbPerSecond.toFixed(1)} MB/s` : ''}</span>
        <span>{source.records.decoded > 0 ? counted(source.records.decoded, 'event') : ''}</span>
      </div>
      <SourceMessages source={source} />
      {source.localTimes === null ? null : (
        <ZoneQuestion key={source.localTimes.zone} zone={source.localTimes.zone} />
      )}
      <SourceActions source={source} name={name} />
      <DamageReport source={source} />
    </li>
  )
}

function SourceActions({ source, name }: { readonly source: SourceState; readonly name: string }) {
  const isAgain = useStore(({ brokenCopies }) => canTryAgain(source, brokenCopies))
  const isFailed = source.status === 'failed'
  if (!isAgain && !isFailed) return null
  return (
    <p className="source-actions">
      {isAgain ? (
        <Button
          kind="link"
          aria-label={`${strings.evidence.tryAgain}: ${name}`}
          onClick={() => tryAgain([source.source])}
        >
          {strings.evidence.tryAgain}
        </Button>
      ) : null}
      {isFailed ? (
        <Button kind="link" onClick={() => void copyDetails(source.message, [source])}>
          {strings.evidence.copyDetails}
        </Button>
      ) : null}
    </p>
  )
}

function SourceWord({ source }: { readonly source: SourceState }) {
  const { status, chunks } = source
  if (status === 'failed') {
    return (
      <span className="source-word danger">
        <Icon name="warn" size={14} />
        {STATUS_WORDS.failed}
      </span>
    )
  }
  if (chunks.damaged > 0) {
    return (
      <span className="source-word warn">
        <Icon name="warn" size={14} />
        {counted(chunks.damaged, 'damaged chunk')}
      </span>
    )
  }
  if (source.truncated) {
    return (
      <span className="source-word warn">
        <Icon name="warn" size={14} />
        {strings.evidence.truncated}
      </span>
    )
  }
  return (
    <span className="source-word">
      {status === 'done' ? <Icon name="check" size={14} className="ok" /> : null}
      {STATUS_WORDS[status]}
    </span>
  )
}

const WARNINGS_SHOWN = 5
const OF_A_BYTE = /^(byte \d+: |and \d+ more of this kind$)/
const MESSAGE_COLOURS: { readonly [S in SourceStatus]?: string } = { failed: 'danger', duplicate: 'dim' }

function SourceMessages({ source }: { readonly source: SourceState }) {
  const { records, ranges, message } = source
  // The damage report lists what lies at a byte; the rest is about the whole file.
  const warnings = source.warnings.filter((line) => ranges.shown.length === 0 || !OF_A_BYTE.test(line))
  const lost = records.damaged + records.skipped
  const lines = [
    message,
    message === '' && lost > 0
      ? `${counted(records.decoded, 'record')} kept, ${counted(lost, 'record')} damaged.`
      : '',
    ...warnings.slice(0, WARNINGS_SHOWN),
    warnings.length > WARNINGS_SHOWN ? `${counted(warnings.length - WARNINGS_SHOWN, 'more warning')}.` : '',
  ].filter((line) => line !== '')
  if (lines.length === 0) return null
  return (
    <ul
      className={`source-messages ${MESSAGE_COLOURS[source.status] ?? (hasProblem(source) ? 'warn' : 'dim')}`}
    >
      {lines.map((line) => (
        <li key={line}>{visibleText(line)}</li>
      ))}
    </ul>
  )
}

/** The folder that a log lies in tells which computer it came from more often than its name does. */
function splitPath(path: string, name: string): { readonly folder: string } {
  const parts = path.split(/[\\/]/).filter((part) => part !== '')
  return { folder: parts.at(-1) === name ? (parts.at(-2) ?? '') : '' }
}
