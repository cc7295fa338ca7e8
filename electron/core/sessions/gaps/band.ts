/** What every kind of gap is found from and made as. */
import type { Boot, Gap, GapKind } from '../../../contract/sessions'
import type { CaseRows } from '../records/case-rows'
import type { LogRows } from '../records/log-rows'
import type { LuidClock } from '../logons/luid-clock'
import type { RecordRun } from '../records/record-runs'
import type { Gaps } from './record-holes'

export interface GapInput {
  readonly rows: CaseRows
  readonly machine: number
  readonly security: LogRows
  readonly system: LogRows
  /** Runs with record ids by folded channel: of the logs that sessions are made of, and of all others. */
  readonly logs: ReadonlyMap<string, readonly RecordRun[]>
  readonly otherLogs: readonly RecordRun[]
  /** Holes in the Security log. */
  readonly holes: Gaps
  /** In order of time; `clocks` are the logon IDs of each. */
  readonly boots: readonly Boot[]
  readonly clocks: readonly LuidClock[]
  readonly asleep: readonly { readonly from: bigint; readonly to: bigint }[]
}

export const SECURITY = 'security'

type Facts = Partial<Gap> & Pick<Gap, 'text'>

/** A gap of the Security log, unless `facts` say otherwise. */
export function band(machine: number, kind: GapKind, facts: Facts): Gap {
  return {
    machine,
    channel: 'Security',
    kind,
    from: null,
    to: null,
    idFrom: null,
    idTo: null,
    evidence: [],
    ...facts,
  }
}

/** Name of a log as its records have it. */
export function channelOf(rows: CaseRows, runs: readonly RecordRun[]): string {
  return rows.text(runs[0]?.channel ?? 0) ?? ''
}

/** ` of the System log`; nothing of the Security log, which is meant where none is named. */
export function ofLog(channel: string): string {
  return channel.toLowerCase() === SECURITY ? '' : ` of ${channel}`
}

export function byTime(a: Gap, b: Gap): number {
  return (
    compare(a.from ?? 0n, b.from ?? 0n) ||
    compare(a.to ?? LAST, b.to ?? LAST) ||
    (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)
  )
}

/** Sorts behind every time. */
const LAST = 1n << 64n

export function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** At most `most` gaps in order of time: from the last on they become one that names their number and spans them all. */
export function summed(gaps: readonly Gap[], most: number): Gap[] {
  const sorted = gaps.toSorted(byTime)
  const rest = sorted.slice(most - 1)
  const [first] = rest
  if (first === undefined || rest.length === 1) return sorted
  const isOpen = rest.some(({ to }) => to === null)
  const last = rest.reduce((latest, { to }) => (to !== null && to > latest ? to : latest), first.from ?? 0n)
  const text = `or another of ${rest.length} gaps in this time, too many to be told one by one`
  return [
    ...sorted.slice(0, most - 1),
    { ...first, to: isOpen ? null : last, idFrom: null, idTo: null, evidence: [], text },
  ]
}
