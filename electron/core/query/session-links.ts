import type { BurstLogon, ChainArrow, SessionLink } from '../../contract/engine'
import { CHAIN_LIMIT, LINK_LIMIT } from '../../contract/engine-constants'
import type { FileTime } from '../../contract/ids'
import type { Reconstruction, Session } from '../../contract/sessions'
import { orNull, unixMs } from './unix-ms'

/** One step from a session to the one opened out of it; indexes into Reconstruction.sessions. */
interface Step {
  readonly from: number
  readonly to: number
  readonly time: FileTime | null
  /** When it was there, by the clock of the computer it led to. */
  readonly arrived: FileTime | null
  readonly note: string
}

/** What a session is connected with. */
export interface SessionLinks {
  /** At most LINK_LIMIT: opened from, opened, then the neighbours of the same account on the same computer. */
  readonly links: readonly SessionLink[]
  readonly linksTotal: number
  /** All steps that lead to this session or on from it, over any number of computers. */
  readonly chain: readonly ChainArrow[]
}

/** Finds what a session was opened from, what was opened out of it, and the account's sessions before and after it. */
export function sessionLinks(found: Reconstruction, index: number): SessionLinks {
  const steps = [...hopSteps(found), ...parentSteps(found, index)]
  const near = steps.filter(({ from, to }) => from === index || to === index)
  const links = near.map(({ from, to, time, note }): SessionLink => {
    return to === index
      ? linkTo(found, from, 'opened-from', time, note)
      : linkTo(found, to, 'opened', time, note)
  })
  const { before, after } = neighbours(found, index)
  const known = new Set(links.map(({ session }) => session))
  if (before >= 0 && !known.has(before))
    links.push(linkTo(found, before, 'previous', found.sessions[before]!.start.best, ''))
  if (after >= 0 && !known.has(after))
    links.push(linkTo(found, after, 'next', found.sessions[after]!.start.best, ''))
  return { links: links.slice(0, LINK_LIMIT), linksTotal: links.length, chain: chainOf(found, steps, index) }
}

function linkTo(
  found: Reconstruction,
  index: number,
  relation: SessionLink['relation'],
  time: FileTime | null,
  note: string,
): SessionLink {
  const session = found.sessions[index]!
  return {
    relation,
    session: index,
    id: session.id,
    account: session.account ?? session.sid ?? '',
    computer: found.machines[session.machine]?.name ?? '',
    logonType: session.logonTypes[0] ?? null,
    timeMs: orNull(unixMs(time ?? session.start.best ?? session.start.earliest)),
    note,
  }
}

function hopSteps(found: Reconstruction): Step[] {
  if (found.hops.length === 0) return []
  const wanted = new Set(found.hops.flatMap(({ from, to }) => [from.session, to.session]))
  const indexOf = new Map<string, number>()
  found.sessions.forEach(({ id }, index) => {
    if (wanted.has(id)) indexOf.set(id, index)
  })
  return found.hops.flatMap(({ from, to, time, arrived, explanation }) => {
    const [source, target] = [indexOf.get(from.session), indexOf.get(to.session)]
    if (source === undefined || target === undefined) return []
    return [{ from: source, to: target, time, arrived, note: explanation }]
  })
}

/** Sessions started out of another one of the same boot (runas): their logons name the logon they came from. */
function parentSteps(found: Reconstruction, index: number): Step[] {
  const session = found.sessions[index]!
  const own = new Set(session.logons)
  const ids = new Set(session.logons.map((at) => found.logons[at]!.logonId))
  const parents = new Set(session.logons.flatMap((at) => found.logons[at]!.parentLogonId ?? []))
  const above = new Set<number>()
  const below = new Set<number>()
  found.logons.forEach((logon, at) => {
    if (logon.machine !== session.machine || logon.boot !== session.boot || own.has(at)) return
    if (parents.has(logon.logonId)) above.add(at)
    if (logon.parentLogonId !== null && ids.has(logon.parentLogonId)) below.add(at)
  })
  if (above.size === 0 && below.size === 0) return []
  const steps: Step[] = []
  found.sessions.forEach((other, at) => {
    if (at === index || other.machine !== session.machine || other.boot !== session.boot) return
    if (other.logons.some((logon) => above.has(logon)))
      steps.push({ from: at, to: index, ...startOf(session), note: RUN_AS })
    if (other.logons.some((logon) => below.has(logon)))
      steps.push({ from: index, to: at, ...startOf(other), note: RUN_AS })
  })
  return steps
}

function startOf({ start }: Session): Pick<Step, 'time' | 'arrived'> {
  return { time: start.best, arrived: start.best }
}

const RUN_AS = 'The logon names the logon it was started from.'

/** The sessions of the same account and computer that start just before and just after. */
function neighbours(found: Reconstruction, index: number): { before: number; after: number } {
  const one = found.sessions[index]!
  const start = placeOf(one)
  let [before, after] = [-1, -1]
  let [latest, earliest] = [-Infinity, Infinity]
  found.sessions.forEach((other, at) => {
    if (at === index || other.machine !== one.machine || !sameAccount(one, other)) return
    const time = placeOf(other)
    const earlier = time < start || (time === start && at < index)
    if (earlier && time >= latest) [before, latest] = [at, time]
    if (!earlier && time < earliest) [after, earliest] = [at, time]
  })
  return { before, after }
}

function placeOf({ start }: Session): number {
  return unixMs(start.best ?? start.earliest ?? start.latest ?? 0n)
}

function sameAccount(one: Session, other: Session): boolean {
  if (one.sid !== null && other.sid !== null) return one.sid === other.sid
  return one.account !== null && one.account === other.account && one.domain === other.domain
}

/** A use of credentials is written up to this long before the logon that it is dated by. */
const SLACK_TICKS = 10_000_000n * 10n

/** Steps back to where it began, and steps on from there; not the other branches of what lies before, nor ways by which a session was reached after it was left. */
function chainOf(found: Reconstruction, steps: readonly Step[], index: number): ChainArrow[] {
  const chain = new Set<Step>()
  const walk = (side: 'from' | 'to', other: 'from' | 'to', goesOn: (by: Step, to: Step) => boolean): void => {
    const open: { readonly at: number; readonly by: Step | null }[] = [{ at: index, by: null }]
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      const { at, by } = place
      for (const step of steps) {
        if (step[side] !== at || chain.has(step) || chain.size >= CHAIN_LIMIT) continue
        if (by !== null && !goesOn(by, step)) continue
        chain.add(step)
        open.push({ at: step[other], by: step })
      }
    }
  }
  walk('to', 'from', (out, into) => isBefore(into, out))
  walk('from', 'to', isBefore)
  return [...chain].map(({ from, to, time }) => {
    const target = found.sessions[to]!
    return {
      from: endpoint(found, from),
      to: endpoint(found, to),
      timeMs: time === null ? placeOf(target) : unixMs(time),
    }
  })
}

/** Whether a step may have led to where the other one was made from; both times are of that computer's clock. */
function isBefore({ arrived }: Step, { time }: Step): boolean {
  return arrived === null || time === null || arrived <= time + SLACK_TICKS
}

function endpoint(found: Reconstruction, index: number): ChainArrow['from'] {
  const session = found.sessions[index]!
  return {
    session: index,
    account: session.account ?? session.sid ?? '',
    computer: found.machines[session.machine]?.name ?? '',
  }
}

/** The logons that a burst stands for, by start; empty where a session is no burst. At most LINK_LIMIT of them. */
export function burstLogons(found: Reconstruction, { burst, logons }: Session): BurstLogon[] {
  if (burst === null) return []
  return logons
    .slice(0, LINK_LIMIT)
    .map((index) => found.logons[index]!)
    .map(({ logonId, start, end, source }) => ({
      logonId: '0x' + logonId.toString(16),
      fromMs: orNull(unixMs(start.best ?? start.earliest)),
      toMs: orNull(unixMs(end.best)),
      source: source.ip ?? source.workstation ?? '',
    }))
    .sort((a, b) => (a.fromMs ?? 0) - (b.fromMs ?? 0))
}
