/**
 * From columns to sessions: machines, boots, logons, sessions, failures. A pure function; the same records give the
 * same answer in whatever order their files were read (sources come sorted, everything else is sorted by content).
 */
import type { Boot, Gap, Logon, Reconstruction, Session } from '../../contract/sessions'
import type { EventTable } from '../columns/event-table'
import type { BootContext } from './boots/boot-context'
import { buildDesktopSession, type BuildShared } from './desktops/build-desktop-session'
import { buildLogon, type BuiltLogon } from './logons/build-logon'
import { buildBurst, buildSingleSession } from './desktops/build-other-sessions'
import { rollUp } from './logons/bursts'
import { FailureIndex, namesBySid } from './case-context'
import { type CaseRows } from './records/case-rows'
import { endOfDesktop } from './desktops/desktop-course'
import type { FoundEnd } from './ends/end-at-row'
import { RecordedLine } from './clock/recorded'
import { findFailures } from './logons/failures'
import { findBands } from './gaps/find-bands'
import { gapInput } from './gaps/gap-input'
import { gapMarks } from './gaps/marked-gaps'
import { hashId } from './hash-id'
import { IdSet } from './id-set'
import { Kept } from './kept'
import { acrossHosts } from './hosts/across'
import type { LogonDraft } from './logons/logon-drafts'
import { machineEvents } from './machines/machine-events'
import { mixedClaims } from './machines/mixed-logs'
import { coverageOf, NOTHING_TOLD, type ToldNames } from './machines/machines'
import { NO_GAPS, openCase, type MachineCase } from './open-case'
import { compareRecords } from './session-facts'
import { buildSshSession } from './ssh/ssh-sessions'
import { groupLogons, type GroupedLogons } from './desktops/user-sessions'
import { disputedClaims } from './disputed-claims'
import { allClaims, weakClaims } from './weak-claims'

/** What `logons` prints. */
export interface LogonCase {
  readonly machines: Reconstruction['machines']
  readonly boots: readonly Boot[]
  /** By machine, boot and time; each is made when it is asked for, so that a large case need not be in memory. */
  readonly logons: Iterable<Logon>
}

/** Logons alone: they need no more of a session than its end. */
export function reconstructLogons(table: EventTable, told: ToldNames = NOTHING_TOLD): LogonCase {
  const { rows, runs, set, mixed, disputes, boots, machineCases, clockCorrections } = openCase(table, told)
  const claims = allClaims(weakClaims(rows, runs), disputedClaims(rows, disputes), mixedClaims(rows, mixed))
  const line = new RecordedLine(rows, clockCorrections)
  return {
    machines: set.machines,
    boots,
    logons: distinctIds(eachLogon(machineCases, (logon) => line.logon(claims.logon(logon)))),
  }
}

function* eachLogon(
  machineCases: readonly MachineCase[],
  claimed: (logon: Logon) => Logon,
): Generator<Logon> {
  for (const { frames, contextOf } of machineCases) {
    for (let boot = 0; boot < frames.length; boot++) {
      const context = contextOf(boot)
      const { logonOf } = settleBoot(context, null)
      for (const draft of context.drafts) yield claimed(logonOf(draft).logon)
    }
  }
}

/** Everything of a case. `told`: what a person said of computer names. */
export function reconstruct(table: EventTable, told: ToldNames = NOTHING_TOLD): Reconstruction {
  const { rows, runs, set, mixed, disputes, gaps, machineCases, boots, clockCorrections } = openCase(
    table,
    told,
  )
  const bootsOf = ({ firstBoot, frames }: MachineCase): readonly Boot[] =>
    boots.slice(firstBoot, firstBoot + frames.length)
  const failures = machineCases.flatMap(({ logs }, machine) => findFailures(rows, machine, logs))
  const contextsOf = machineCases.map(({ frames, contextOf }) => frames.map((_, boot) => contextOf(boot)))
  const drafts = contextsOf.flatMap((contexts) => contexts.flatMap((context) => context.drafts))
  const common = {
    names: namesBySid(rows, drafts),
    failures: new FailureIndex(failures),
    indexOf: new Map(drafts.map((draft, index) => [draft, index])),
  }
  const claims = allClaims(weakClaims(rows, runs), disputedClaims(rows, disputes), mixedClaims(rows, mixed))
  const line = new RecordedLine(rows, clockCorrections)
  const kept = new Kept()
  const logons: Logon[] = []
  const sessions: Session[] = []
  const bands: Gap[] = []
  machineCases.forEach((one, machine) => {
    const contexts = contextsOf[machine] ?? []
    const own = findBands(
      gapInput(rows, set, runs, machine, {
        logs: one.logs,
        contexts,
        holes: gaps[machine] ?? NO_GAPS,
        boots: bootsOf(one),
      }),
    )
    for (const band of own) bands.push(band)
    const marks = gapMarks(own)
    for (const context of contexts) {
      const built = buildBoot(context, { ...common, marks })
      for (const { logon } of built.logons) logons.push(kept.logon(line.logon(claims.logon(logon))))
      for (const session of built.sessions) sessions.push(kept.session(line.session(claims.session(session))))
    }
  })
  const allLogons = [...distinctIds(logons)]
  const across = acrossHosts(
    {
      rows,
      machines: set.machines,
      logs: machineCases.map(({ logs }) => logs),
      logons: allLogons,
      startRows: drafts.map(({ startRow }) => startRow),
    },
    [...distinctIds(sessions.sort(bySessionStart))],
  )
  return {
    machines: set.machines,
    boots,
    logons: allLogons,
    sessions: across.sessions,
    failures: failures.sort((a, b) => compareRecords(rows, a.record, b.record)),
    machineEvents: machineCases
      .flatMap((one, machine) => machineEvents(rows, machine, one.logs, bootsOf(one), one.ends))
      .sort(
        (a, b) => a.machine - b.machine || compare(a.from, b.from) || compareProofs(rows, a.record, b.record),
      ),
    coverage: coverageOf(rows, set, runs),
    gaps: bands,
    hops: across.hops,
    addresses: across.addresses,
    skews: across.skews,
    clockCorrections,
  }
}

interface SettledBoot {
  readonly groups: GroupedLogons
  /** Of desktops; none where only logons are wanted. */
  readonly sessions: Session[]
  /** Makes the logon anew each time. */
  readonly logonOf: (draft: LogonDraft) => BuiltLogon
}

/** Which logons belong together and how the desktops among them ended. `shared` is what sessions need, null where only logons are wanted. */
function settleBoot(context: BootContext, shared: BuildShared | null): SettledBoot {
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
  const logonOf = (draft: LogonDraft): BuiltLogon =>
    buildLogon(context, draft, inherited.get(draft) ?? null, reconnects.has(draft))
  return { groups, sessions, logonOf }
}

/** Logons in the order of the boot's drafts, and sessions. */
function buildBoot(
  context: BootContext,
  shared: BuildShared,
): { readonly logons: readonly BuiltLogon[]; readonly sessions: readonly Session[] } {
  const { groups, sessions, logonOf: build } = settleBoot(context, shared)
  const built = new Map(context.drafts.map((draft) => [draft, build(draft)]))
  const logonOf = (draft: LogonDraft): BuiltLogon => built.get(draft) as BuiltLogon
  for (const unit of groups.singles) sessions.push(buildSingleSession(context, shared, unit, logonOf))
  for (const draft of groups.ssh) sessions.push(buildSshSession(context, shared, draft, logonOf))
  for (const burst of [...rollUp(context.rows, groups.network), ...rollUp(context.rows, groups.unseenType)]) {
    sessions.push(buildBurst(context, shared, burst, logonOf))
  }
  return { logons: [...built.values()], sessions }
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
function* distinctIds<T extends { readonly id: string }>(items: Iterable<T>): Generator<T> {
  const used = new IdSet()
  const again = new Map<string, number>()
  for (const item of items) {
    if (used.add(item.id)) {
      yield item
      continue
    }
    const before = (again.get(item.id) ?? 0) + 1
    again.set(item.id, before)
    yield { ...item, id: hashId(item.id, String(before)) }
  }
}
