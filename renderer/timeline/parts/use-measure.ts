import { useState } from 'react'
import { spanning, type TimeWindow } from '../model/time-window'

interface Measure {
  readonly span: TimeWindow
  /** Where the next key press measures from; null: it begins anew. */
  readonly from: TimeWindow | null
}

/** The span that is measured, by a drag or by keys. */
export function useMeasure() {
  const [measure, setMeasure] = useState<Measure | null>(null)
  return {
    measured: measure?.span ?? null,
    drag: (span: TimeWindow): void => setMeasure({ span, from: null }),
    /** Measures what is there, and at the second call all from the first place to this one; answers the span. */
    step: (here: TimeWindow): TimeWindow => {
      const from = measure?.from ?? null
      const span = from ? spanning(from, here) : here
      setMeasure({ span, from: from ? null : here })
      return span
    },
    clear: (): void => setMeasure(null),
  }
}
