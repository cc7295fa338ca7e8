/** CPU time that the engine takes for the questions of the window, over synthetic sessions in this process. */
import type { Filter, Sort } from '../../../electron/contract/engine'
import type { ResultId } from '../../../electron/contract/ids'
import { LOGON_CLASSES } from '../../../electron/contract/sessions'
import { filterMask } from '../../../electron/core/query/filter-mask'
import { SessionSet } from '../../../electron/core/query/session-set'
import { SortRanks } from '../../../electron/core/query/sort-ranks'
import { median, p95 } from '../statistics'
import { syntheticSessions } from './synthetic-sessions'

const RUNS = 25
/** All of the synthetic case. */
const WHOLE_MS = 90 * 86_400_000
const TYPED = 'account:user01* time:2023-02-01..2023-02-14 type:3,10'
const START: Sort = [{ column: 'start', descending: false }]

/** Rows of a table: what was asked, median, 95th percentile, first time, aim. */
export function engineTimes(count: number): string[][] {
  const found = syntheticSessions(count)
  const before = performance.now()
  const set = new SessionSet(found, { eventCount: count, partial: false }, counter())
  const columnsMs = performance.now() - before
  const ranks = new SortRanks(set.columns, found.machines)
  const filter = (text: string): Filter => ({ text, classes: [...LOGON_CLASSES] })
  const query = (text: string) => set.query(0, filter(text), START)
  const masked = filterMask(set.columns, found.machines, filter(TYPED))
  console.log(
    `${count} sessions, ${ranks.matching(masked.mask).length} match ${TYPED}; columns made in ${columnsMs.toFixed(0)} ms`,
  )
  const rows = [
    timed('filter: account, time and type', 10, () =>
      ranks.matching(filterMask(set.columns, found.machines, filter(TYPED), masked.mask).mask),
    ),
    timed('query: the same with order, counts of all facets, overview', null, () => query(TYPED)),
    timed('query: ip:10.0.0.0/9', 50, () => query('ip:10.0.0.0/9')),
    timed('query: nothing typed', null, () => query('')),
    timed('lanes of a new result', null, () => set.lanes(query(TYPED).resultId, 'account')),
  ]
  const { resultId } = query('')
  const fromMs = set.columns.start[0]!
  const window = { laneFrom: 0, laneTo: 60, fromMs, toMs: fromMs + WHOLE_MS, widthPx: 1200 }
  set.lanes(resultId, 'account')
  return [...rows, timed('bars of 60 lanes', null, () => set.bars(resultId, 'account', window))]
}

function timed(what: string, aimMs: number | null, work: () => unknown): string[] {
  const took: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const { user, system } = process.cpuUsage()
    work()
    const spent = process.cpuUsage({ user, system })
    took.push((spent.user + spent.system) / 1000)
  }
  const aim = aimMs === null ? '' : `${aimMs} or less`
  return [what, median(took).toFixed(1), p95(took).toFixed(1), took[0]!.toFixed(1), aim]
}

function counter(): () => ResultId {
  let last = 0
  return () => ++last as ResultId
}
