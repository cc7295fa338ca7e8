import { useState } from 'react'
import type { SessionDetails } from '../../electron/contract/engine'
import { visibleText } from '../../electron/core/text/visible-text'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Icon } from '../theme/mark'
import { IconButton } from '../ui/button'
import { DamageReport } from '../ui/damage-report'

type File = SessionDetails['files'][number]

/** The files that the records lie in, with their hashes. */
export function EvidenceFiles({ details }: { readonly details: SessionDetails }) {
  if (details.files.length === 0) return null
  return (
    <section className="details-section">
      <h3>{strings.pane.evidence}</h3>
      {details.files.map((file) => (
        <EvidenceFile key={file.path} file={file} />
      ))}
    </section>
  )
}

function EvidenceFile({ file }: { readonly file: File }) {
  const source = useStore(({ sources }) =>
    sources.find(({ path, status }) => path === file.path && status !== 'duplicate'),
  )
  return (
    <div className="evidence-file">
      <div>
        <Icon name="file" size={14} className="dim" />
        <span className="clip clip-start selectable" title={visibleText(file.path)}>
          {lastParts(visibleText(file.path))}
        </span>
        {file.verified ? (
          <span className="evidence-ok ok">
            <Icon name="check" size={14} />
            {strings.pane.verified}
          </span>
        ) : (
          <span className="warn">{strings.pane.notVerified}</span>
        )}
      </div>
      {file.sha256 === '' ? null : <Hash sha256={file.sha256} />}
      {source === undefined ? null : <DamageReport source={source} />}
    </div>
  )
}

const COPIED_MS = 1500

function Hash({ sha256 }: { readonly sha256: string }) {
  const [copied, setCopied] = useState(false)
  return (
    <div>
      <small className="dim">SHA-256</small>
      <code className="clip selectable" title={sha256}>
        {shortHash(sha256)}
      </code>
      <IconButton
        icon={copied ? 'check' : 'copy'}
        size={14}
        label={copied ? strings.pane.copied : strings.pane.copyHash}
        onClick={() => {
          void window.sojourn.copyText(sha256)
          setCopied(true)
          setTimeout(() => setCopied(false), COPIED_MS)
        }}
      />
    </div>
  )
}

const HEAD = 17
const TAIL = 17

/** Shortened in the middle: both ends are what people compare. */
export function shortHash(sha256: string): string {
  return sha256.length <= HEAD + TAIL + 1 ? sha256 : `${sha256.slice(0, HEAD)}\u2026${sha256.slice(-TAIL)}`
}

/** Folder and name: the tooltip has the whole path. */
function lastParts(path: string): string {
  const parts = path.split(/[\\/]/).filter((part) => part !== '')
  return parts.slice(-2).join(path.includes('\\') ? '\\' : '/')
}
