/** Stretches of a machine's logs about which less is known than it seems: gaps G1 to G10 as data (sessions.md 11). */
import type { Boot, Gap, GapKind } from '../../contract/sessions'
import type { FileTime } from '../../contract/ids'
import { formatFileTime } from '../text/time'
import { auditChanges } from './audit-changes'
import type { CaseRows } from './case-rows'
import type { Gaps } from './evidence-gaps'
import { KIND } from './kind-index'
import type { LogRows } from './log-rows'
import type { RecordRun } from './record-runs'

export interface GapInput {
  readonly rows: CaseRows
  readonly machine: number
  readonly security: LogRows
  /** Runs of the machine's Security log. */
  readonly runs: readonly RecordRun[]
  readonly holes: Gaps
  readonly boots: readonly Boot[]
}

/** Windows finishes its Security log within this time of 1100. */
const AFTER_STOP_MS = 120_000
/** Records of one moment are written out of order by up to this much (sessions.md 5.2). */
const DISORDER_MS = 2000
/** A clock change this many records away explains a step back in time. */
const CLOCK_NEAR = 5
/** A hostile log could hold one on every record. */
const MAX_OF_A_KIND = 1000

/** Gaps of one machine in order of time. */
export function findBands(input: GapInput): Gap[] {
  const gaps = [
    ...holes(input),
    ...clears(input),
    ...rolled(input),
    ...serviceStops(input),
    ...reversals(input),
    ...auditChanges(input.rows, input.machine, input.security).slice(0, MAX_OF_A_KIND),
    ...unseenStops(input),
  ]
  return gaps.sort(
    (a, b) => compare(a.from ?? 0n, b.from ?? 0n) || (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0),
  )
}

function band(machine: number, kind: GapKind, facts: Partial<Gap> & Pick<Gap, 'text'>): Gap {
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

function holes({ machine, holes: found }: GapInput): Gap[] {
  return found.all.slice(0, MAX_OF_A_KIND).map(({ from, to, missing, idFrom }) =>
    band(machine, 'G1', {
      from,
      to,
      idFrom,
      idTo: idFrom + BigInt(missing) - 1n,
      text: `${missing} records missing after ${formatFileTime(from)}`,
    }),
  )
}

/** Record ids go on after a clear, so the id of 1102 tells how many records were there. */
function clears({ rows, machine, security, runs }: GapInput): Gap[] {
  return security
    .rowsOf([KIND['log-cleared']])
    .slice(0, MAX_OF_A_KIND)
    .map((row) => {
      const id = rows.idOfRecord(row)
      const { count, last } = recordsBelow(rows, runs, id)
      const lost = id - 1
      const known = count === 0 ? 'none of them in evidence' : `${count} of them from other copies`
      const time = rows.time(row)
      return band(machine, 'G2', {
        from: last < 0 ? null : (rows.records.time[last] ?? null),
        to: time,
        idFrom: lost > 0 ? 1n : null,
        idTo: lost > 0 ? BigInt(lost) : null,
        text: `log cleared ${formatFileTime(time)}${lost > 0 ? `: ${lost} record ids before it, ${known}` : ''}`,
        evidence: [rows.link(row, 'log-cleared')],
      })
    })
}

/** How many different record ids below one are in evidence, and the record with the highest of them (-1 if none). */
function recordsBelow(
  rows: CaseRows,
  runs: readonly RecordRun[],
  id: number,
): { count: number; last: number } {
  const spans = runs
    .map((run) => ({ run, from: rows.recordId(run.first) }))
    .filter(({ from }) => from < id)
    .sort((a, b) => a.from - b.from)
  let count = 0
  let reached = 0
  let last = -1
  for (const { run, from } of spans) {
    const to = Math.min(from + run.end - run.first, id)
    if (to <= reached) continue
    count += to - Math.max(from, reached)
    reached = to
    last = run.first + (to - from) - 1
  }
  return { count, last }
}

function rolled({ rows, machine, security, runs }: GapInput): Gap[] {
  let first: RecordRun | null = null
  for (const run of runs)
    if (first === null || rows.recordId(run.first) < rows.recordId(first.first)) first = run
  if (first === null || rows.recordId(first.first) <= 1) return []
  const cleared = security
    .rowsOf([KIND['log-cleared']])
    .some((row) => rows.idOfRecord(row) === rows.recordId(first.first))
  const to = rows.records.time[first.first] ?? 0n
  return cleared
    ? []
    : [
        band(machine, 'G3', {
          to,
          idFrom: 1n,
          idTo: BigInt(rows.recordId(first.first) - 1),
          text: `nothing before ${formatFileTime(to)}: older records are overwritten or elsewhere`,
        }),
      ]
}

/** The log service stopped, and the Security log goes on without a start of the machine in between. */
function serviceStops({ rows, machine, security, boots }: GapInput): Gap[] {
  const gaps: Gap[] = []
  for (const place of security.placesOf([KIND['log-service-stop']]).slice(0, MAX_OF_A_KIND)) {
    const stop = security.rows[place] ?? 0
    const next = nextAfter(rows, security, place, rows.ms(stop) + DISORDER_MS)
    if (next < 0) continue
    const [from, to] = [rows.time(stop), rows.time(next)]
    const started = boots.some(
      ({ start }) => start.latest !== null && start.latest > from && start.latest <= to,
    )
    if (started || !goesOn(rows, security, place, boots)) continue
    gaps.push(
      band(machine, 'G4', {
        from,
        to,
        text: `log service stopped ${formatFileTime(from)} while the computer ran on`,
        evidence: [rows.link(stop, 'log-service-stop')],
      }),
    )
  }
  return gaps
}

/** First row after a place that is later than a time; a few late-written records may lie between. */
function nextAfter(rows: CaseRows, security: LogRows, place: number, ms: number): number {
  const end = Math.min(security.rows.length, place + 64)
  for (let i = place + 1; i < end; i++) if (rows.ms(security.rows[i] ?? 0) > ms) return security.rows[i] ?? 0
  return -1
}

/** The boot in which the service stopped has records after the time that a stop of the machine takes. */
function goesOn(rows: CaseRows, security: LogRows, place: number, boots: readonly Boot[]): boolean {
  const stop = rows.time(security.rows[place] ?? 0)
  const boot = boots.findLast(({ start }) => (start.latest ?? 0n) <= stop) ?? boots[0]
  return boot !== undefined && boot.lastRecord > stop + BigInt(AFTER_STOP_MS) * 10_000n
}

/** Time goes back between neighbouring record ids although no clock change lies near. */
function reversals({ rows, machine, security, runs }: GapInput): Gap[] {
  const changes = security.rowsOf([KIND['clock-change']]).map((row) => rows.family.record[row] ?? 0)
  const gaps: Gap[] = []
  const seen = new Set<number>()
  let before: RecordRun | null = null
  for (const run of runs) {
    const last = before === null ? -1 : before.end - 1
    if (
      before !== null &&
      before.source === run.source &&
      rows.recordId(run.first) === rows.recordId(last) + 1 &&
      rows.recordMs(run.first) < rows.recordMs(last) - DISORDER_MS &&
      !seen.has(rows.recordId(run.first)) &&
      gaps.length < MAX_OF_A_KIND &&
      !changes.some((record) => Math.abs(record - run.first) <= CLOCK_NEAR)
    ) {
      seen.add(rows.recordId(run.first))
      const [from, to] = [rows.records.time[run.first] ?? 0n, rows.records.time[last] ?? 0n]
      gaps.push(
        band(machine, 'G6', {
          from,
          to,
          idFrom: BigInt(rows.recordId(last)),
          idTo: BigInt(rows.recordId(run.first)),
          text: `time goes back from ${formatFileTime(to)} to ${formatFileTime(from)} without a clock change`,
          evidence: [
            { record: last, role: 'before' },
            { record: run.first, role: 'after' },
          ],
        }),
      )
    }
    before = run
  }
  return gaps
}

/** A boot whose stop is not in evidence. */
function unseenStops({ machine, boots }: GapInput): Gap[] {
  return boots
    .filter(({ endKind }) => endKind === 'unknown')
    .slice(0, MAX_OF_A_KIND)
    .map(({ id, end }) =>
      band(machine, 'G10', { from: end.earliest, to: end.latest, text: `no record tells how ${id} stopped` }),
    )
}

/** Gaps told one by one on the sessions they touch, beside holes in the record ids; each costs a look for every session. */
const MAX_MARKS = 256
const MARKED: ReadonlySet<GapKind> = new Set(['G4', 'G6', 'G9'])

/** What a session is marked with: `G9 ...` for each such gap that overlaps [from, to]; null: open. */
export function marksOf(gaps: readonly Gap[], from: FileTime, to: FileTime | null): string[] {
  return gaps
    .filter((gap) => (to === null || (gap.from ?? 0n) < to) && (gap.to === null || gap.to > from))
    .map(({ kind, text }) => `${kind} ${text}`)
}

/** The gaps of a machine that sessions are marked with. */
export function markedGaps(gaps: readonly Gap[]): Gap[] {
  const marked = gaps.filter(({ kind }) => MARKED.has(kind))
  const rest = marked.slice(MAX_MARKS - 1)
  const [first] = rest
  if (first === undefined || rest.length === 1) return marked
  const isOpen = rest.some(({ to }) => to === null)
  const last = rest.reduce((latest, { to }) => (to !== null && to > latest ? to : latest), first.from ?? 0n)
  const text = `or another of ${rest.length} gaps in this time, too many to be told one by one`
  return [...marked.slice(0, MAX_MARKS - 1), { ...first, to: isOpen ? null : last, evidence: [], text }]
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}
