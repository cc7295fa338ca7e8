/** Stretches of a machine's logs about which less is known than it seems: gaps G1 to G12 as data (sessions.md 11). */
import type { Gap } from '../../../contract/sessions'
import { auditAllOff, auditChanges } from './audit-changes'
import { byTime, summed, type GapInput } from './band'
import { orderConflicts, reversals } from './clock-gaps'
import { disabledServices, lostEvents, serviceStops, unseenStops } from './log-service'
import { clears, holes, rolled } from './missing-records'
import { recoveredRecords } from './recovered-records'
import { silences } from './silence'

/** A hostile log could hold one on every record; those beyond are told together. */
const MAX_OF_A_KIND = 1000

const FINDERS: readonly ((input: GapInput) => Gap[])[] = [
  holes,
  clears,
  rolled,
  serviceStops,
  silences,
  reversals,
  orderConflicts,
  lostEvents,
  auditChanges,
  auditAllOff,
  unseenStops,
  recoveredRecords,
  disabledServices,
]

/** Gaps of one machine in order of time, then of kind. */
export function findBands(input: GapInput): Gap[] {
  return FINDERS.flatMap((find) => summed(find(input), MAX_OF_A_KIND)).sort(byKind)
}

function byKind(a: Gap, b: Gap): number {
  const [from, other] = [a.from ?? 0n, b.from ?? 0n]
  if (from !== other) return from < other ? -1 : 1
  return a.kind === b.kind ? byTime(a, b) : a.kind < b.kind ? -1 : 1
}
