import type { EvidenceLink, Logon, Reconstruction, Session } from '../../../../electron/contract/sessions'
import type { EventTable } from '../../../../electron/core/columns/event-table'
import { reconstruct } from '../../../../electron/core/sessions/reconstruct'
import type { FixtureEvent } from '../../../fixtures/evtx-writer/fixture-record'
import { LogHost, type LogHostOptions } from '../../../fixtures/log-host'
import { readTable, type FixtureFile } from '../../../fixtures/read-table'
import { clock } from '../scene'

/** A reconstruction together with the table that its evidence links point into. */
export interface Scene {
  readonly table: EventTable
  readonly found: Reconstruction
}

/** Log files through the reader and the reconstruction. */
export function scene(files: readonly FixtureFile[]): Scene {
  const table = readTable(files)
  return { table, found: reconstruct(table) }
}

/** Log files of one computer, in a folder of its own so that two computers do not share names. */
export function filesOf(
  computer: string,
  events: readonly FixtureEvent[],
  options?: LogHostOptions,
): FixtureFile[] {
  return new LogHost(computer, options)
    .add(...events)
    .files()
    .map(({ name, bytes }) => ({ name: `${computer}/${name}`, bytes }))
}

/** Events of one computer through the whole pipeline. */
export function stage(events: readonly FixtureEvent[], options?: LogHostOptions): Scene {
  return scene(filesOf('PC1.dom.example', events, options))
}

/** `event id@hh:mm:ss role` of evidence links, in their order. */
export function cited({ table }: Scene, evidence: readonly EvidenceLink[]): string[] {
  const { eventId, time } = table.records
  return evidence.map(({ record, role }) => `${eventId[record]}@${clock(time[record] ?? 0n)} ${role}`)
}

/** Logons of a session in its own order. */
export const members = ({ found }: Scene, session: Session): Logon[] =>
  session.logons.flatMap((index) => found.logons[index] ?? [])

/** The only logon with this ID. */
export function logonOf({ found }: Scene, logonId: number): Logon {
  const [logon, ...others] = found.logons.filter((one) => one.logonId === BigInt(logonId))
  if (logon === undefined || others.length > 0)
    throw new Error(`${others.length + (logon === undefined ? 0 : 1)} logons 0x${logonId.toString(16)}`)
  return logon
}

/** Sessions of one account, in order. */
export const sessionsOf = ({ found }: Scene, account: string | null): Session[] =>
  found.sessions.filter((session) => session.account === account)

/** The only session of an account. */
export function sessionOf(from: Scene, account: string | null): Session {
  const [session, ...others] = sessionsOf(from, account)
  if (session === undefined || others.length > 0)
    throw new Error(`${sessionsOf(from, account).length} sessions of ${account ?? 'nobody'} instead of one`)
  return session
}

/** All sentences as one text. */
export const explained = (session: Session): string => session.explanation.join(' ')
