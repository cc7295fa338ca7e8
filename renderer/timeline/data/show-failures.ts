import type { Lane } from '../../../electron/contract/engine'
import { timeTerm } from '../../state/filter-slice'
import { useStore } from '../../state/store'
import type { FailureSpot } from '../model/picture'

/**
 * Opens the event browser on the failed logons of a spot: those of its lane's computer and account, where it knows one, in its span.
 * The filter's time bounds it as it bounds the ticks. @param doubtMs how long a failure's pixel is: those of one pixel have the time of the first
 */
export function showFailures(
  { fromMs, toMs }: Pick<FailureSpot, 'fromMs' | 'toMs'>,
  { account, computer }: Lane,
  doubtMs: number,
): void {
  const { terms, showFailures: show } = useStore.getState()
  const kept = timeTerm(terms)
  show({
    computer: { values: [computer, `${computer}.*`], not: false },
    account: account === '' ? null : { values: [account], not: false },
    fromMs: Math.max(fromMs - 1, kept?.fromMs ?? -Infinity),
    toMs: Math.min(toMs + doubtMs, kept?.toMs ?? Infinity),
  })
}
