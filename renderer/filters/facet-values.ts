/** Names of facets and of their values, as chips and popovers show them. */
import { END_REASONS, type EndReason } from '../../electron/contract/sessions'
import { endReasonWord } from '../../electron/core/text/end-reasons'
import { visibleName } from '../../electron/core/text/visible-text'
import type { Facet } from '../state/filter-slice'
import { strings } from '../strings'
import { typeStyle } from '../theme/logon-type-style'

export function facetName(facet: Facet): string {
  return strings.filter[facet]
}

/** `10 Remote`, `Crash`, `MER-RDS01`. `label` is what the engine calls the value. */
export function facetValueText(facet: Facet, value: string, label?: string): string {
  if (facet === 'type') {
    const type = typeNumber(value)
    return type === null ? typeStyle(null).name : `${type} ${typeStyle(type).name}`
  }
  if (facet === 'end' && isEndReason(value)) return endReasonText(value)
  if (facet === 'dur') return DURATION_WORDS[value] ?? value
  if (facet === 'conf' || facet === 'class') return CLASS_WORDS[value] ?? sentence(value)
  if (facet === 'source' && value === '') return strings.filter.noSource
  return visibleName(label ?? value)
}

/** The lengths that the facet counts; others stand as they were typed. */
const DURATION_WORDS: { readonly [step: string]: string } = {
  '<1m': 'Under 1 minute',
  '1m..10m': '1 to 10 minutes',
  '10m..1h': '10 to 60 minutes',
  '1h..8h': '1 to 8 hours',
  '8h..24h': '8 to 24 hours',
  '>=24h': '1 day and longer',
  unknown: 'Not known',
}

const CLASS_WORDS: { readonly [name: string]: string } = {
  human: 'People',
  'window-manager': 'Window manager',
  unknown: 'Not known',
}

function sentence(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** Several reasons share a word; in a list of reasons they must differ. */
const LONG_WORDS: { readonly [R in EndReason]?: string } = {
  'logged-off': 'Session ended (logged off)',
  terminated: 'Session ended (terminated)',
  'network-closed': 'Closed (network)',
  'service-ended': 'Closed (service)',
  'batch-ended': 'Closed (batch)',
  'helper-ended': 'Closed (helper)',
}

function endReasonText(reason: EndReason): string {
  return LONG_WORDS[reason] ?? endReasonWord(reason)
}

export function isEndReason(value: string): value is EndReason {
  return (END_REASONS as readonly string[]).includes(value)
}

/** The engine names types in decimal; anything else stands for a logon whose type no record tells. */
export function typeNumber(value: string): number | null {
  return /^\d+$/.test(value) ? Number(value) : null
}
