import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { RecordReply } from '../../electron/contract/engine'
import { fieldWords } from '../../electron/core/text/code-words'
import { visibleText } from '../../electron/core/text/visible-text'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { IconButton } from '../ui/button'
import { DamageRanges } from '../ui/damage-ranges'
import { Message } from '../ui/message'
import { countText } from '../ui/numbers'
import { scrollIntoBox } from '../ui/scroll-into-box'
import { Segmented } from '../ui/segmented'
import { splitMatches } from '../ui/split-matches'
import { indentXml } from './indent-xml'
import { useRecord } from './use-record'
import './raw-record.css'

interface RawRecordProps {
  readonly record: { readonly source: string; readonly offset: number }
  /** How a report cites it; null until it is known. */
  readonly citation: string | null
  /** Left out: back to the session. */
  readonly onClose?: () => void
}

type Form = 'xml' | 'fields'

/** A record as it lies in the evidence, with a search in it: the lower split of the pane. */
export function RawRecord({ record: { source, offset }, citation, onClose }: RawRecordProps) {
  const openRawRecord = useStore((state) => state.openRawRecord)
  const close = onClose ?? (() => openRawRecord(null))
  const [form, setForm] = useState<Form>('xml')
  const [wanted, setWanted] = useState('')
  const [hit, setHit] = useState(0)
  const { record, problem } = useRecord(source, offset)
  const lines = useMemo(() => {
    if (record === null) return []
    return form === 'xml'
      ? indentXml(record.xml)
      : record.pairs.map((pair) => fieldLine(eventIdOf(record.xml), pair))
  }, [record, form])
  const split = useMemo(() => lines.map((line) => splitMatches(shown(line), wanted)), [lines, wanted])
  const hits = split.reduce((sum, pieces) => sum + pieces.filter((piece) => piece.hit).length, 0)
  const current = hits === 0 ? -1 : hit % hits
  const body = useRef<HTMLDivElement>(null)
  useEffect(() => {
    scrollIntoBox(body.current, body.current?.querySelector('.hit-current'))
  }, [current, wanted])

  const step = (by: number): void => {
    if (hits > 0) setHit((current + by + hits) % hits)
  }
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape') {
      if (wanted !== '') setWanted('')
      else close()
    }
  }

  return (
    <section className="raw-record" aria-label={strings.record.title}>
      <div className="raw-head">
        <Segmented
          label={strings.record.title}
          value={form}
          onChange={setForm}
          segments={[
            { value: 'xml', label: strings.record.xml },
            { value: 'fields', label: strings.record.fields },
          ]}
        />
        <input
          aria-label={strings.record.find}
          placeholder={strings.record.find}
          value={wanted}
          onChange={(event) => {
            setWanted(event.target.value)
            setHit(0)
          }}
          onKeyDown={key}
        />
        {wanted === '' ? null : (
          <span className="raw-hits dim">
            {hits === 0 ? 'none' : `${countText(current + 1)}/${countText(hits)}`}
          </span>
        )}
        <IconButton
          icon="down"
          size={14}
          label={strings.record.next}
          hotkey="Enter"
          onClick={() => step(1)}
        />
        <IconButton
          icon="file"
          size={14}
          label={strings.pane.copyCitation}
          disabled={citation === null}
          onClick={() => {
            if (citation !== null) void window.sojourn.copyText(citation)
          }}
        />
        <IconButton
          icon="copy"
          size={14}
          label={strings.record.copy}
          disabled={record === null}
          onClick={() => {
            if (record !== null) void window.sojourn.copyText(record.xml)
          }}
        />
        <IconButton icon="x" size={14} label={strings.record.close} hotkey="Esc" onClick={close} />
      </div>
      {record === null ? null : <RecordState record={record} />}
      {problem === '' ? null : <Message level="error">{problem}</Message>}
      <div
        ref={body}
        className={`raw-body raw-${form} selectable`}
        tabIndex={0}
        role="document"
        aria-label="Record text"
      >
        {record === null && problem === '' ? <p className="dim">{strings.record.loading}</p> : null}
        <Lines split={split} current={current} />
      </div>
    </section>
  )
}

/** Name, value, and what a number of it means. */
function fieldLine(eventId: number, [name, value]: RecordReply['pairs'][number]): string {
  const words = fieldWords(eventId, name ?? '', value)
  return `${name ?? ''}\t${value}${words === null ? '' : `  (${words})`}`
}

function eventIdOf(xml: string): number {
  return Number(/<EventID[^>]{0,100}>(\d{1,5})</.exec(xml)?.[1] ?? 0)
}

/** What is wrong with the record or the chunk around it, and at which bytes. */
function RecordState({ record: { status, ranges } }: { readonly record: RecordReply }) {
  if (status === 'live' && ranges.length === 0) return null
  return (
    <div className="raw-state">
      <Message level="warning">{strings.record[status === 'live' ? 'doubtful' : status]}</Message>
      <DamageRanges ranges={ranges} label={strings.record.ranges} />
    </div>
  )
}

/** Tabs between field and value stay; everything else that would not show is made visible. */
function shown(line: string): string {
  return line.split('\t').map(visibleText).join('\t')
}

function Lines({
  split,
  current,
}: {
  readonly split: readonly ReturnType<typeof splitMatches>[]
  readonly current: number
}) {
  let seen = -1
  return split.map((pieces, index) => (
    <div key={index} className="raw-line">
      {pieces.map((piece, at) => {
        if (!piece.hit) return piece.text
        seen += 1
        return (
          <mark key={at} className={seen === current ? 'hit-current' : ''}>
            {piece.text}
          </mark>
        )
      })}
    </div>
  ))
}
