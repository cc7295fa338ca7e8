import { useEffect, useState } from 'react'
import { SHOWN_BYTES } from '../../electron/contract/engine-constants'
import { hexLines } from '../../electron/core/text/hex-lines'
import { EngineGone, engine } from '../state/engine-client'
import { strings } from '../strings'
import { Message } from '../ui/message'
import { countText } from '../ui/numbers'

interface HexBytesProps {
  readonly source: string
  readonly from: number
  readonly to: number
}

/** Bytes of the evidence as they are now: place, hex, text. Of a long stretch its first. Give it a key of what it shows. */
export function HexBytes({ source, from, to }: HexBytesProps) {
  const [bytes, setBytes] = useState<Uint8Array | null>(null)
  const [problem, setProblem] = useState('')
  useEffect(() => {
    let stale = false
    engine.call({ call: 'bytes', source, from, to }).then(
      (reply) => {
        if (!stale) setBytes(reply.bytes)
      },
      (error: unknown) => {
        if (stale || error instanceof EngineGone) return
        setProblem(error instanceof Error ? error.message : String(error))
      },
    )
    return () => {
      stale = true
    }
  }, [source, from, to])
  const more = to - from - SHOWN_BYTES
  return (
    <>
      {problem === '' ? null : <Message level="error">{problem}</Message>}
      <div className="hex-bytes selectable" tabIndex={0} role="document" aria-label={strings.events.bytes}>
        {bytes === null ? null : <pre>{hexLines(bytes, from).join('\n')}</pre>}
        {bytes !== null && more > 0 ? (
          <p className="dim">{`${countText(more)} more bytes are in the file and not shown.`}</p>
        ) : null}
      </div>
    </>
  )
}
