import type { Boot } from '../../../contract/sessions'
import { SESSION_CHANNELS } from '../../events/family'
import type { BootContext } from '../boots/boot-context'
import type { CaseRows } from '../records/case-rows'
import type { MachineSet } from '../machines/describe-machines'
import type { MachineRows } from '../records/order'
import type { RecordRun } from '../records/record-runs'
import type { GapInput } from './band'
import type { Gaps } from './record-holes'

interface MachineParts {
  readonly logs: MachineRows
  readonly contexts: readonly BootContext[]
  readonly holes: Gaps
  readonly boots: readonly Boot[]
}

/** Everything that the gaps of one machine are found from. Records of exports without record ids tell nothing of what is missing. */
export function gapInput(
  rows: CaseRows,
  set: MachineSet,
  runs: readonly RecordRun[],
  machine: number,
  { logs, contexts, holes, boots }: MachineParts,
): GapInput {
  const own = new Map<string, RecordRun[]>()
  const others: RecordRun[] = []
  for (const run of runs) {
    if (set.ofComputer.get(run.computer) !== machine || rows.recordId(run.first) === 0) continue
    const channel = rows.fold(run.channel)
    const log = own.get(channel)
    if (log !== undefined) log.push(run)
    else if (SESSION_CHANNELS.has(channel)) own.set(channel, [run])
    else others.push(run)
  }
  return {
    rows,
    machine,
    security: logs.security,
    system: logs.system,
    logs: new Map([...own].sort(([a], [b]) => (a < b ? -1 : 1))),
    otherLogs: others,
    holes,
    boots,
    clocks: contexts.map(({ luidClock }) => luidClock),
    asleep: contexts[0]?.asleep ?? [],
  }
}
