/**
 * From columns to sessions: machines, boots, logons, sessions, failures. A pure function; the same records give the
 * same answer in whatever order their files were read (sources come sorted, everything else is sorted by content).
 */
import type { FileTime } from '../../contract/ids'
import type {
  Boot,
  EvidenceLink,
  Failure,
  Gap,
  Logon,
  MachineEvent,
  Reconstruction,
  Session,
} from '../../contract/sessions'
import type { EventTable } from '../columns/event-table'
import { bootStart, recordTime, type BootContext } from './boot-context'
import { findBootEnds, type BootEnd } from './boot-ends'
import { bootAt, findBoots, noteRecordRanges, noteSecurityRanges, type BootFrame } from './boot-frames'
import { buildDesktopSession, type BuildShared } from './build-desktop-session'
import { buildLogon, type BuiltLogon } from './build-logon'
import { buildBurst, buildSingleSession } from './build-other-sessions'
import { rollUp } from './bursts'
import { FailureIndex, namesBySid } from './case-context'
import { CaseRows } from './case-rows'
import { findGaps, Gaps } from './evidence-gaps'
import { endOfDesktop } from './desktop-course'
import type { FoundEnd } from './ends'
import { findFailures } from './failures'
import { findBands, markedGaps } from './gap-bands'
import { clockSteps } from './clock-steps'
import { hashId, hashPrefix } from './hash-id'
import { KIND } from './kind-index'
import { findHops } from './hops'
import { linkPairs } from './linked-pairs'
import type { LogRows } from './log-rows'
import { draftLogons, type LogonDraft } from './logon-drafts'
import { LuidClock } from './luid-clock'
import { bootEvents, clearEvents, sleepSpans } from './machine-events'
import { identifyMachines, type MachineSet } from './machines'
import { orderRows, type MachineRows } from './order'
import { findRuns, type RecordRun } from './record-runs'
import { compareRecords } from './session-facts'
import { groupLogons } from './user-sessions'

interface MachineCase {
  readonly logs: MachineRows
  readonly frames: BootFrame[]
  readonly contexts: BootContext[]
  readonly firstBoot: number
}

export interface ReconstructOptions {
  /** `logons` leaves `sessions` empty: logons need no more of a session than its end. */
  readonly want?: 'sessions' | 'logons'
}

export function reconstruct(
  table: EventTable,
  { want = 'sessions' }: ReconstructOptions = {},
): Reconstruction {
  const rows = new CaseRows(table)
  const runs = findRuns(rows)
  const set = identifyMachines(rows, runs)
  const ordered = orderRows(rows, set, runs)
  const frames = ordered.map((logs, machine) =>
    findBoots(
      rows,
      machine,
      logs,
      rows.table.records.length === 0 ? 0 : rows.recordMs(set.firstRecord[machine] ?? 0),
    ),
  )
  noteRanges(rows, set, frames, runs)
  ordered.forEach((logs, machine) => {
    noteSecurityRanges(rows, frames[machine] ?? [], logs.security.rows)
  })
  const gaps = findGaps(rows, set, runs)

  const boots: Boot[] = []
  const machineEvents: MachineEvent[] = []
  const failures: Failure[] = []
  const machineCases = ordered.map((logs, machine) => {
    append(failures, findFailures(rows, machine, logs.security))
    append(machineEvents, clearEvents(rows, machine, logs))
    return openMachine(
      rows,
      set,
      machine,
      logs,
      frames[machine] ?? [],
      gaps[machine] ?? NO_GAPS,
      boots,
      machineEvents,
    )
  })
  const allContexts = machineCases.flatMap((one) => one.contexts)
  const drafts = allContexts.flatMap((context) => context.drafts)
  const common =
    want === 'logons'
      ? null
      : {
          names: namesBySid(rows, drafts),
          failures: new FailureIndex(failures),
          indexOf: new Map(drafts.map((draft, index) => [draft, index])),
        }
  const logons: Logon[] = []
  const sessions: Session[] = []
  const bands: Gap[] = []
  machineCases.forEach(({ logs, contexts, firstBoot }, machine) => {
    const own =
      common === null
        ? []
        : findBands({
            rows,
            machine,
            security: logs.security,
            runs: securityRuns(rows, set, runs, machine),
            holes: gaps[machine] ?? NO_GAPS,
            boots: boots.slice(firstBoot, firstBoot + contexts.length),
          })
    append(bands, own)
    const marks = { gaps: markedGaps(own), clears: own.filter(({ kind }) => kind === 'G2') }
    for (const context of contexts) {
      const built = buildBoot(context, common === null ? null : { ...common, ...marks })
      for (const { logon } of built.logons) logons.push(logon)
      append(sessions, built.sessions)
    }
  })
  const allLogons = distinctIds(logons)
  const allSessions = distinctIds(sessions.sort(bySessionStart))
  return {
    machines: set.machines,
    boots,
    logons: allLogons,
    sessions: allSessions,
    failures: failures.sort((a, b) => compareRecords(rows, a.record, b.record)),
    machineEvents: machineEvents.sort(
      (a, b) => a.machine - b.machine || compare(a.from, b.from) || compareProofs(rows, a.record, b.record),
    ),
    coverage: set.coverage,
    gaps: bands,
    hops: findHops(rows, set.machines, allLogons, allSessions),
  }
}

const NO_GAPS = new Gaps([])

function securityRuns(
  rows: CaseRows,
  set: MachineSet,
  runs: readonly RecordRun[],
  machine: number,
): RecordRun[] {
  return runs.filter(
    ({ computer, channel }) => set.ofComputer.get(computer) === machine && rows.fold(channel) === 'security',
  )
}

function noteRanges(
  rows: CaseRows,
  set: MachineSet,
  frames: readonly BootFrame[][],
  runs: readonly RecordRun[],
): void {
  const own = set.machines.map((): RecordRun[] => [])
  for (const run of runs) own[set.ofComputer.get(run.computer) ?? 0]?.push(run)
  own.forEach((machineRuns, machine) => {
    noteRecordRanges(rows, frames[machine] ?? [], machineRuns)
  })
}

function openMachine(
  rows: CaseRows,
  set: MachineSet,
  machine: number,
  logs: MachineRows,
  frames: BootFrame[],
  gaps: Gaps,
  boots: Boot[],
  machineEvents: MachineEvent[],
): MachineCase {
  const ends = findBootEnds(rows, logs, frames)
  const otherRows = frames.map((): number[] => [])
  for (const row of [...logs.system.rows, ...logs.remote.rows])
    otherRows[bootAt(frames, rows.ms(row))]?.push(row)
  const asleep = sleepSpans(rows, logs.system)
  const logonIds = hashPrefix('logon', set.keys[machine] ?? '')
  const allDrafts = draftLogons(rows, logs.security, frames)
  const contexts = frames.map((frame, i) => {
    const end = ends[i] as BootEnd
    const start = bootStart(rows, frame, frames[i - 1] ?? null)
    const drafts = allDrafts[i] ?? []
    linkPairs(rows, drafts)
    const boot = describeBoot(rows, set, machine, frame, start, end)
    machineEvents.push(...bootEvents(boot, end))
    const context: BootContext = {
      rows,
      machine,
      machineKey: set.keys[machine] ?? '',
      logonIds,
      frame,
      bootIndex: boots.push(boot) - 1,
      end,
      start,
      drafts,
      luidClock: new LuidClock(rows, drafts),
      otherRows: otherRows[i] ?? [],
      firstSecurity:
        frame.securityTo > frame.securityFrom ? rows.time(logs.security.rows[frame.securityFrom] ?? 0) : null,
      asleep,
      clockSteps: clockSteps(rows, logs.security, frame.securityFrom, frame.securityTo),
      gaps,
      securityUntil: securityUntil(rows, logs.security, frame),
      locksAudited: drafts.some((draft) => draft.marks.length > 0),
    }
    return context
  })
  return { logs, frames, contexts, firstBoot: contexts[0]?.bootIndex ?? 0 }
}

/** Windows writes 1100 within the last records of a boot that is shut down. */
const STOP_PLACES = 32

function securityUntil(rows: CaseRows, log: LogRows, frame: BootFrame): FileTime | null {
  const { securityFrom: from, securityTo: to } = frame
  if (to <= from || to < log.rows.length) return null
  const stops = log.placesOf(
    [KIND['log-service-stop'], KIND['os-stop']],
    Math.max(from, to - STOP_PLACES),
    to,
  )
  return stops.length > 0 ? null : rows.time(log.rows[to - 1] ?? 0)
}

function describeBoot(
  rows: CaseRows,
  set: MachineSet,
  machine: number,
  frame: BootFrame,
  start: Boot['start'],
  end: BootEnd,
): Boot {
  const evidence: EvidenceLink[] = [
    ...frame.signs.map(({ row, role }) => rows.link(row, role)),
    ...end.evidence.filter(({ role }) => role !== 'next-boot'),
  ]
  return {
    id: `${set.machines[machine]?.name ?? ''}#${frame.number}`,
    machine,
    start,
    end: end.interval,
    endKind: end.kind,
    lastRecord: recordTime(rows, frame.lastRecord) ?? frame.start?.latest ?? 0n,
    evidence,
  }
}

interface BuiltBoot {
  /** In the order of the boot's drafts. */
  readonly logons: readonly BuiltLogon[]
  readonly sessions: readonly Session[]
}

/** `shared` is what sessions need; null builds logons only. */
function buildBoot(context: BootContext, shared: BuildShared | null): BuiltBoot {
  const groups = groupLogons(context)
  const sessions: Session[] = []
  const inherited = new Map<LogonDraft, FoundEnd>()
  const reconnects = new Set<LogonDraft>()
  for (const draft of groups.desktops) {
    let end: FoundEnd
    if (shared === null) end = endOfDesktop(context, draft)
    else {
      const built = buildDesktopSession(context, shared, draft)
      sessions.push(built.session)
      end = built.end
    }
    for (const logon of draft.unit?.logons ?? []) inherited.set(logon, end)
    for (const { logon, role } of draft.helpers) {
      if (role === 'reconnect') reconnects.add(logon)
    }
  }
  const logons = context.drafts.map((draft) =>
    buildLogon(context, draft, inherited.get(draft) ?? null, reconnects.has(draft)),
  )
  if (shared === null) return { logons, sessions }
  const built = new Map(context.drafts.map((draft, i) => [draft, logons[i] as BuiltLogon]))
  const logonOf = (draft: LogonDraft): BuiltLogon => built.get(draft) as BuiltLogon
  for (const unit of groups.singles) sessions.push(buildSingleSession(context, shared, unit, logonOf))
  for (const burst of [...rollUp(context.rows, groups.network), ...rollUp(context.rows, groups.unseenType)]) {
    sessions.push(buildBurst(context, shared, burst, logonOf))
  }
  return { logons, sessions }
}

/** push(...items) would put every item on the stack. */
function append<T>(list: T[], items: readonly T[]): void {
  for (const item of items) list.push(item)
}

function bySessionStart(a: Session, b: Session): number {
  const order = compare(a.start.best ?? a.start.latest ?? 0n, b.start.best ?? b.start.latest ?? 0n)
  return order || a.machine - b.machine || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

function compareProofs(rows: CaseRows, a: number | null, b: number | null): number {
  if (a === null || b === null) return (a ?? -1) - (b ?? -1)
  return compareRecords(rows, a, b)
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Hostile records could make two things equal in every key; the second then gets a number. */
function distinctIds<T extends { readonly id: string }>(items: readonly T[]): readonly T[] {
  if (new Set(items.map(({ id }) => id)).size === items.length) return items
  const used = new Map<string, number>()
  return items.map((item) => {
    const before = used.get(item.id) ?? 0
    used.set(item.id, before + 1)
    return before === 0 ? item : { ...item, id: hashId(item.id, String(before)) }
  })
}
