import { visibleName } from '../../../electron/core/text/visible-text'
import type { Lane } from '../../../electron/contract/engine'
import { timeTerm } from '../../state/filter-slice'
import { useStore } from '../../state/store'
import type { FailureSpot } from '../model/picture'

/**
 * Opens the event browser on the failed logons of a spot: those of its lane's computer and of exactly its account, where it is of one, in its span.
 * The filter's time bounds it as it bounds the ticks. @param doubtMs how long a failure's pixel is: those of one pixel have the time of the first
 */
export function showFailures(
  { fromMs, toMs }: Pick<FailureSpot, 'fromMs' | 'toMs'>,
  { account, computer, failuresOf }: Lane,
  doubtMs: number,
): void {
  const { terms, showFailures: show } = useStore.getState()
  const kept = timeTerm(terms)
  const filter = {
    computer: { values: [computer, `${computer}.*`], not: false },
    account: failuresOf === '' ? null : { values: [failuresOf], not: false },
    fromMs: Math.max(fromMs - 1, kept?.fromMs ?? -Infinity),
    toMs: Math.min(toMs + doubtMs, kept?.toMs ?? Infinity),
  }
  show(filter, failuresOf === '' ? undefined : visibleName(account))
}
