/** Sessions of an invented case as the reconstruction leaves them, without logs behind them: only what the window's questions look at. */
import type { FileTime } from '../../../electron/contract/ids'
import type { EndReason, Reconstruction, Session } from '../../../electron/contract/sessions'
import { Random } from '../../fixtures/sample-case/random'

export const SESSIONS = 1_000_000

const TICKS_PER_SECOND = 10_000_000n
/** 1 January 2023. */
const FIRST_DAY = 0x01d9_1d6d_0000_0000n
const DAYS = 90
const COMPUTERS = 120
const ACCOUNTS = 300
/** An account is met on this many computers. */
const REACH = 5
const LANES = ACCOUNTS * REACH

interface Manner {
  readonly kind: Session['kind']
  readonly type: number
  readonly end: EndReason
  readonly seconds: number
}

const NETWORK: Manner = { kind: 'network', type: 3, end: 'network-closed', seconds: 240 }
/** As in logs of servers: few people at a desktop. */
const MANNERS: readonly Manner[] = [
  { kind: 'console', type: 2, end: 'user-logoff', seconds: 7000 },
  { kind: 'rdp', type: 10, end: 'terminated', seconds: 5000 },
  { kind: 'batch', type: 4, end: 'batch-ended', seconds: 60 },
  ...Array.from({ length: 7 }, () => NETWORK),
]

/** The same each time: so many sessions of 300 accounts on five computers each, over 90 days, one after the other in each lane. */
export function syntheticSessions(count: number): Reconstruction {
  const random = new Random('view')
  const end = at(DAYS * 86_400)
  const machines = Array.from({ length: COMPUTERS }, (_, i) => {
    const name = `SRV-${String(i).padStart(3, '0')}.example.com`
    return { id: name.toLowerCase(), name, aliases: [], identity: [] }
  })
  const turns = Math.ceil(count / LANES)
  const turnSeconds = (DAYS * 86_400) / turns
  const sessions = Array.from({ length: count }, (_, i): Session => {
    const lane = i % LANES
    const from = Math.floor(i / LANES) * turnSeconds + random.between(0, turnSeconds * 0.3)
    const manner = MANNERS[random.integer(0, MANNERS.length)]!
    return session(
      i,
      lane,
      manner,
      from,
      Math.min(turnSeconds * 0.6, manner.seconds * random.between(0.1, 2)),
    )
  })
  return {
    machines,
    boots: [],
    logons: [],
    sessions,
    failures: [],
    machineEvents: [],
    coverage: machines.map((_, machine) => ({ machine, first: at(0), last: end })),
    gaps: [],
    hops: [],
    addresses: [],
    skews: [],
    clockCorrections: [],
  }
}

const NONE: never[] = []
const UNNAMED = { client: null, sessionName: null, activityId: null, auth: null, timeZone: null }

function session(index: number, lane: number, manner: Manner, from: number, seconds: number): Session {
  const account = Math.floor(lane / REACH)
  const start = at(from)
  const end = at(from + seconds)
  const ip =
    manner.kind === 'rdp' || manner.kind === 'network' ? `10.${account % 250}.4.${index % 250}` : null
  return {
    id: `synthetic-${index}`,
    kind: manner.kind,
    machine: (account * 7 + (lane % REACH)) % COMPUTERS,
    boot: 0,
    sessionId: null,
    sid: `S-1-5-21-1004336348-1177238915-682003330-${1000 + account}`,
    account: `user${String(account).padStart(3, '0')}`,
    domain: 'EXAMPLE',
    class: 'human',
    logonTypes: [manner.type],
    start: { ...exactly(start), method: 'logon', confidence: 'certain' },
    end: { ...exactly(end), reason: manner.end, by: null, method: 'logoff', confidence: 'certain' },
    recorded: null,
    flags: NONE,
    states:
      seconds > 4000
        ? [{ state: 'locked', from: at(from + seconds * 0.4), to: at(from + seconds * 0.6), evidence: NONE }]
        : NONE,
    connections: ip === null ? NONE : [{ ...UNNAMED, from: start, to: end, ip }],
    wallMs: seconds * 1000,
    useMs: seconds * 1000,
    useIsUpperBound: false,
    adminCapable: index % 17 === 0,
    elevationUsed: false,
    burst: manner.kind === 'network' ? { count: 1 + (index % 9), maxConcurrent: 1 } : null,
    failures: 0,
    gaps: NONE,
    confidence: 'certain',
    explanation: NONE,
    logons: NONE,
    evidence: NONE,
  }
}

function exactly(time: FileTime): { earliest: FileTime; best: FileTime; latest: FileTime } {
  return { earliest: time, best: time, latest: time }
}

function at(seconds: number): FileTime {
  return FIRST_DAY + BigInt(Math.round(seconds * 1000)) * (TICKS_PER_SECOND / 1000n)
}
