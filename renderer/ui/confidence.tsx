import type { Confidence } from '../../electron/contract/sessions'
import './confidence.css'

const WORDS: { readonly [C in Confidence]: string } = {
  certain: 'Certain',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
}

/** Three steps and the word: the meter alone says nothing to those who cannot see it. */
export function ConfidenceMeter({ confidence }: { readonly confidence: Confidence | null }) {
  if (confidence === null) return <span className="dim">None</span>
  return (
    <span className="confidence">
      <span className={`meter meter-${confidence}`} aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {WORDS[confidence]}
    </span>
  )
}
