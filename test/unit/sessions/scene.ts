import type { Interval, Reconstruction, Session } from '../../../electron/contract/sessions'
import { reconstruct } from '../../../electron/core/sessions/reconstruct'
import { formatFileTime } from '../../../electron/core/text/time'
import type { FixtureEvent } from '../../fixtures/evtx-writer/fixture-record'
import { plusSeconds } from '../../fixtures/evtx-writer/time'
import { LogHost, type HostFile, type LogHostOptions } from '../../fixtures/log-host'
import { readTable } from '../../fixtures/read-table'
import {
  logoff4634,
  logon4624,
  NETWORK_SERVICE,
  osStart4608,
  systemLogon4624,
  type Account,
} from '../../fixtures/windows-events'

export const ALICE: Account = { sid: 'S-1-5-21-1-1-1-1104', name: 'alice', domain: 'DOM' }
export const BOB: Account = { sid: 'S-1-5-21-1-1-1-1105', name: 'bob', domain: 'DOM' }
export const CAROL: Account = { sid: 'S-1-5-21-1-1-1-1106', name: 'carol', domain: 'DOM' }

/** A moment of the day that the worked examples play on. */
export const at = (clock: string): string => `2024-05-14T${clock}Z`
export const nextDay = (clock: string): string => `2024-05-15T${clock}Z`

/** Writes the events as log files of one computer, in the order Windows would. */
export function files(
  events: readonly FixtureEvent[],
  options?: LogHostOptions,
  computer = 'PC1.dom.example',
): HostFile[] {
  return new LogHost(computer, options).add(...events).files()
}

/** Events to log files, through the reader, to sessions. */
export function play(events: readonly FixtureEvent[], options?: LogHostOptions): Reconstruction {
  return reconstruct(readTable(files(events, options)))
}

/** `hh:mm:ss.fff`, with the day only where it is not the 14th; `?` where nothing is known. */
export function clock(time: bigint | null): string {
  if (time === null) return '?'
  const text = formatFileTime(time)
  const short = text.slice(11, 23).replace(/\.000$/, '')
  return text.startsWith('2024-05-14') ? short : `${text.slice(8, 10)} ${short}`
}

/** One time if exact, else `earliest < best < latest`. */
export function when(interval: Interval): string {
  const { earliest, best, latest } = interval
  if (earliest !== null && earliest === best && best === latest) return clock(best)
  return `${clock(earliest)} < ${clock(best)} < ${clock(latest)}`
}

/** Sessions of people. */
export function human(result: Reconstruction): Session[] {
  return result.sessions.filter((session) => session.class === 'human')
}

/** The only session of people; fails if there are more or none. */
export function only(result: Reconstruction): Session {
  const [session, ...others] = human(result)
  if (session === undefined || others.length > 0)
    throw new Error(`${human(result).length} sessions instead of one`)
  return session
}

export const states = (session: Session): string[] =>
  session.states.map(({ state, from, to }) => `${state} ${clock(from)}-${clock(to)}`)

export const connections = (session: Session): string[] =>
  session.connections.map(
    ({ from, to, ip, client }) => `${ip ?? 'console'} ${client ?? '-'} ${clock(from)}-${clock(to)}`,
  )

/** A boot as the Security log shows it. */
export const boot = (time: string, tick: string): FixtureEvent[] => [
  osStart4608(time),
  systemLogon4624(tick),
  logon4624(tick, { account: NETWORK_SERVICE, logonId: 0x3e4, logonType: 5 }),
]

/** A network logon that is over at once: it shows that logoffs are audited. */
export const shortLogon = (time: string): FixtureEvent[] => {
  const fields = { account: CAROL, logonId: 0x1fff0, logonType: 3 }
  return [logon4624(at(time), fields), logoff4634(plusSeconds(at(time), 1), fields)]
}
