import type { Lane } from '../../../electron/contract/engine'
import { useStore } from '../../state/store'
import type { FailureSpot } from '../model/picture'

/**
 * Opens the event browser on the failed logons of a spot: those of its lane's computer and account, where it knows one, in its span.
 * @param doubtMs how long a failure's pixel is: those of one pixel have the time of the first
 */
export function showFailures(
  { fromMs, toMs }: Pick<FailureSpot, 'fromMs' | 'toMs'>,
  { account, computer }: Lane,
  doubtMs: number,
): void {
  useStore.getState().showFailures({
    computer: { values: [computer, `${computer}.*`], not: false },
    account: account === '' ? null : { values: [account], not: false },
    fromMs: fromMs - 1,
    toMs: toMs + doubtMs,
  })
}
