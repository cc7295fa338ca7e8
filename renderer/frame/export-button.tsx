import { useCallback, useRef, useState } from 'react'
import { EXPORT_FORMATS, type ExportFormat } from '../../electron/contract/exports'
import { visibleText } from '../../electron/core/text/visible-text'
import type { ExportOutcome, ExportScope } from '../state/export-slice'
import { useStore } from '../state/store'
import { pickedCount } from '../state/value-slice'
import { strings } from '../strings'
import { Icon } from '../theme/mark'
import { Message } from '../ui/message'
import { counted } from '../ui/numbers'
import { Popover } from '../ui/popover'
import { Segmented } from '../ui/segmented'
import './export-button.css'

const WIDTH = 380

/** The sessions to a file: what the filter leaves, or all. */
export function ExportButton() {
  const open = useStore((state) => state.exportOpen)
  const showExport = useStore((state) => state.showExport)
  const ready = useStore((state) => state.result !== null)
  const anchor = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => showExport(false), [showExport])
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className="export-button"
        aria-haspopup="dialog"
        aria-expanded={open}
        disabled={!ready}
        onClick={() => showExport(!open)}
      >
        <Icon name="drop" size={14} />
        {strings.export.button}
      </button>
      {open ? (
        <Popover label={strings.export.title} anchor={anchor} onClose={close} width={WIDTH}>
          <ExportMenu />
        </Popover>
      ) : null}
    </>
  )
}

function ExportMenu() {
  const picked = useStore(pickedCount)
  // One row is picked wherever the cursor is; several were meant.
  const [scope, setScope] = useState<ExportScope>(picked > 1 ? 'picked' : 'matching')
  const result = useStore((state) => state.result)
  const outcome = useStore((state) => state.exportOutcome)
  const partial = useStore((state) => state.partial)
  const exportSessions = useStore((state) => state.exportSessions)
  return (
    <div className="export-menu">
      <Segmented
        label={strings.export.scope}
        value={scope}
        onChange={setScope}
        segments={[
          ...(picked > 0 ? [{ value: 'picked', label: `${picked} picked` } as const] : []),
          { value: 'matching', label: counted(result?.matched ?? 0, 'matching session') },
          { value: 'all', label: `all ${result?.total ?? 0}`, title: strings.export.allTitle },
        ]}
      />
      {partial ? <Message level="warning">{strings.export.partial}</Message> : null}
      <ul className="export-formats">
        {EXPORT_FORMATS.map((format) => (
          <li key={format}>
            <FormatButton
              format={format}
              disabled={outcome?.state === 'writing'}
              onChoose={() => void exportSessions(format, scope)}
            />
          </li>
        ))}
      </ul>
      <div role="status">{outcome === null ? null : <Outcome outcome={outcome} />}</div>
    </div>
  )
}

function FormatButton({
  format,
  disabled,
  onChoose,
}: {
  readonly format: ExportFormat
  readonly disabled: boolean
  readonly onChoose: () => void
}) {
  const { name, use } = strings.export.formats[format]
  return (
    // Not `disabled`, which would take the focus away.
    <button
      type="button"
      className="export-format"
      aria-disabled={disabled}
      onClick={disabled ? undefined : onChoose}
    >
      <b>{name}</b>
      <span>{use}</span>
    </button>
  )
}

function Outcome({ outcome }: { readonly outcome: ExportOutcome }) {
  switch (outcome.state) {
    case 'writing':
      return <p className="export-writing">{strings.export.writing}</p>
    case 'failed':
      return <Message level="error">{visibleText(outcome.message)}</Message>
    case 'written': {
      const { sessions, file } = outcome
      const { path, size, sha256 } = file
      return (
        <Message level="info">
          {`${counted(sessions, 'session')} written to ${visibleText(path)} (${counted(size, 'byte')}). ${strings.export.beside}`}
          <code className="export-hash">{sha256}</code>
        </Message>
      )
    }
  }
}
