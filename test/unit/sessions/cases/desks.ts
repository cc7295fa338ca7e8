/** Desktops on several computers and what leads from one to the other, for tests of hops. */
import type { FixtureEvent } from '../../../fixtures/evtx-writer/fixture-record'
import {
  explicit4648,
  logoffByUser4647,
  logon4624,
  lsm21,
  lsm23,
  serviceTicket4769,
  type Account,
} from '../../../fixtures/windows-events'
import { ALICE, at, clock } from '../scene'
import type { Scene } from './scenes'

/** Addresses of PC1 to PC3. */
export const [pc1, pc2, pc3] = ['10.1.0.11', '10.1.0.12', '10.1.0.13'] as const

export interface Desk {
  readonly account?: Account
  readonly from: string
  readonly to: string
  readonly logonId: number
  /** Address that it was reached from; none: at the console. */
  readonly ip?: string
  readonly workstation?: string
  /** Of the desktop session; 2 where nothing is said. */
  readonly number?: number
}

/** A desktop of one person, at the console or by Remote Desktop, from logon to logoff. */
export function desk({
  account = ALICE,
  from,
  to,
  logonId,
  ip,
  workstation,
  number: sessionId = 2,
}: Desk): FixtureEvent[] {
  const user = `DOM\\${account.name}`
  const number = { user, sessionId }
  const source = ip === undefined ? {} : { ip }
  return [
    ...(workstation === undefined || ip === undefined
      ? []
      : [logon4624(at(from), { account, logonId: logonId + 0x100, logonType: 3, ip, workstation })]),
    logon4624(at(from), { account, logonId, logonType: ip === undefined ? 2 : 10, ...source }),
    lsm21(at(from), { ...number, address: ip ?? 'LOCAL' }),
    logoffByUser4647(at(to), { account, logonId }),
    lsm23(at(to), number),
  ]
}

/** 4648 of ALICE's logon for a server. */
export const use = (time: string, logonId: number, server: string, target = ALICE): FixtureEvent =>
  explicit4648(at(time), { subject: { ...ALICE, logonId }, target, server, processName: 'C:\\mstsc.exe' })

/** `PC1 > PC2 09:59:59 high` of each hop. */
export const arrows = ({ found }: Scene): string[] =>
  found.hops.map(({ from, to, time, confidence }) => {
    const names = [from, to].map(({ machine }) => found.machines[machine]?.name.slice(0, 3))
    return `${names.join(' > ')} ${clock(time)} ${confidence}`
  })

/** A computer asks for a ticket for itself from its own address: whose address that is. */
export const ownTicket = (time: string, name: string, ip: string = pc1): FixtureEvent =>
  serviceTicket4769(at(time), {
    account: { sid: 'S-1-5-21-1-1-1-1001', name: `${name}$`, domain: 'DOM' },
    realm: 'dom.example',
    ip,
    service: 'krbtgt',
    serviceSid: 'S-1-5-21-1-1-1-502',
    logonGuid: '{0A0B0C0D-0000-4000-8000-000000000001}',
  })
