import { describe, expect, test } from 'vitest'
import type { EndReason, Logon, Reconstruction, Session } from '../../electron/contract/sessions'
import { reconstruct } from '../../electron/core/sessions/reconstruct'
import { readTable } from '../fixtures/read-table'
import { evidenceFile, evidencePresent } from './evidence'

type Counts = Partial<Record<EndReason, number>>

/** The large Security logs, and how the sessions of each ended: what changes here is to be meant. */
const SESSIONS: Readonly<Record<string, Counts>> = {
  'omerbenamram__evtx/security.evtx': {
    'user-logoff': 36,
    restart: 30,
    shutdown: 7,
    'reboot-inferred': 4,
    terminated: 3,
    'open-at-end': 2,
  },
  'omerbenamram__evtx/Security_with_size_t.evtx': {
    'reboot-inferred': 8,
    'network-closed': 3,
    terminated: 3,
    restart: 2,
    'open-at-end': 2,
    'user-logoff': 1,
  },
  'puffyCid__artemis/Security.evtx': { 'open-at-end': 5, shutdown: 4, terminated: 1 },
  'Velocidex__velociraptor/RDPAuth_Security.evtx': {
    'open-at-end': 4,
    'network-closed': 3,
    'user-logoff': 2,
    terminated: 2,
  },
  'mdecrevoisier__EVTX-to-MITRE-Attack/ID4799-4624-Local admin group enumerated by SharpHound.evtx': {
    'open-at-end': 11,
  },
}

/** What every end must have, so that a person can check it: a reason with a method, a sentence, a record or why there is none. */
function faults({ sessions, logons }: Reconstruction): string[] {
  const ofSession = (one: Session): string[] => {
    const isOpen = one.end.reason.endsWith('-at-end')
    return [
      one.end.method === '' ? 'no method' : '',
      one.explanation.length < (one.kind === 'network' ? 1 : 2) ? 'no sentence for start or end' : '',
      one.evidence.length === 0 ? 'no evidence' : '',
      isOpen === (one.end.best === null) ? '' : 'a time without an end, or an end without a time',
      isOpen || one.end.confidence !== null ? '' : 'no confidence',
      !isOpen || one.end.earliest !== null ? '' : 'no last sign of life',
    ]
  }
  const ofLogon = ({ end, evidence }: Logon): string[] => [
    end.method === '' ? 'no method' : '',
    evidence.length === 0 ? 'no evidence' : '',
    end.reason.endsWith('-at-end') === (end.best === null) ? '' : 'a time without an end',
  ]
  return [
    ...sessions.flatMap((one) =>
      ofSession(one).flatMap((text) => (text === '' ? [] : [`session ${one.id}: ${text}`])),
    ),
    ...logons.flatMap((one) =>
      ofLogon(one).flatMap((text) => (text === '' ? [] : [`logon ${one.id}: ${text}`])),
    ),
  ]
}

function countsOf(items: readonly (Session | Logon)[]): Counts {
  const counts: Counts = {}
  for (const { end } of items) counts[end.reason] = (counts[end.reason] ?? 0) + 1
  return counts
}
const row = (all: number, what: string, counts: Counts): string => {
  const sorted = Object.entries(counts).sort(([, a], [, b]) => b - a)
  return `${String(all).padStart(6)} ${what.padEnd(9)} ${sorted.map(([reason, count]) => `${reason} ${count}`).join(', ')}`
}

// The logs are not in the project (licences): where the folder is absent, a line says so.
describe.skipIf(!evidencePresent)('ends of sessions in the large Security logs', () => {
  test.each(Object.keys(SESSIONS))('%s: each has a reason, a method, a sentence and its records', (name) => {
    const found = reconstruct(readTable([{ name, bytes: evidenceFile(`files/${name}`) }]))
    const [sessions, logons] = [countsOf(found.sessions), countsOf(found.logons)]
    console.log(
      `${name}\n${row(found.sessions.length, 'sessions', sessions)}\n${row(found.logons.length, 'logons', logons)}`,
    )
    expect(faults(found)).toEqual([])
    expect(sessions).toEqual(SESSIONS[name])
  })
})
