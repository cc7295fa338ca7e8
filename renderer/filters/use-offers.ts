import { useEffect, useMemo, useState } from 'react'
import type { Suggestion } from '../../electron/contract/engine'
import { engine } from '../state/engine-client'
import { TEXT_REST_MS } from '../state/filter-slice'
import { useStore } from '../state/store'
import type { Offer } from './suggestion-list'
import { fieldsFor, textBeside, type TypedPiece } from './typed-piece'

/** What may be meant by the piece under the caret: fields at once, values asked of the engine after a rest. */
export function useOffers(open: boolean, text: string, piece: TypedPiece | null): readonly Offer[] {
  const classes = useStore((state) => state.filter.classes)
  const generation = useStore((state) => state.generation)
  const [values, setValues] = useState<readonly Suggestion[]>([])
  const wanted = open && generation > 0 ? (piece?.text ?? '') : ''
  const beside = piece === null ? '' : textBeside(text, piece)
  useEffect(() => {
    if (wanted === '') return
    let stale = false
    const rest = setTimeout(() => {
      engine.call({ call: 'suggest', text: wanted, filter: { text: beside, classes } }).then(
        (reply) => {
          if (!stale) setValues(reply)
        },
        () => {
          if (!stale) setValues([])
        },
      )
    }, TEXT_REST_MS)
    return () => {
      stale = true
      clearTimeout(rest)
    }
  }, [wanted, beside, classes, generation])
  const fields = fieldsFor(open ? piece : null).join(' ')
  return useMemo(() => {
    const offered = wanted === '' ? NONE : values
    const names = fields === '' ? [] : fields.split(' ')
    return [...offered, ...names.map((value) => ({ kind: 'field' as const, value }))]
  }, [wanted, values, fields])
}

const NONE: readonly Suggestion[] = []
