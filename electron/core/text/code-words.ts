/** Numbers in records, in words: why a logon failed, why a desktop was left, ticket encryption, sleep states, messages (sessions.md 3.6, 12). */
import { logonTypeName } from './logon-types'

/** NTSTATUS of 4625 (Status, SubStatus) and 4776. */
const LOGON_STATUS: Readonly<Record<number, string>> = {
  0xc000005e: 'no logon servers',
  0xc0000064: 'no such user',
  0xc000006a: 'bad password',
  0xc000006d: 'bad user name or authentication information',
  0xc000006e: 'account restriction',
  0xc000006f: 'outside of logon hours',
  0xc0000070: 'workstation not allowed',
  0xc0000071: 'password expired',
  0xc0000072: 'account disabled',
  0xc0000133: 'clocks too far apart',
  0xc000015b: 'logon type not granted',
  0xc000018c: 'trust with the domain failed',
  0xc000018d: 'trust of the computer failed',
  0xc0000192: 'Netlogon service not started',
  0xc0000193: 'account expired',
  0xc0000224: 'password must be changed',
  0xc0000234: 'account locked',
  0xc00002ee: 'no logon servers',
  0xc0000413: 'refused by the authentication firewall',
}

/** Kerberos errors of 4768, 4769 and 4771. */
const KERBEROS_STATUS: Readonly<Record<number, string>> = {
  0x6: 'unknown client',
  0x7: 'unknown service',
  0x9: 'client or service without a key',
  0xc: 'refused by policy',
  0x12: 'account disabled, expired or locked',
  0x17: 'password expired',
  0x18: 'bad password',
  0x19: 'pre-authentication wanted',
  0x1f: 'integrity check failed',
  0x20: 'ticket expired',
  0x22: 'replay',
  0x25: 'clocks too far apart',
}

const TICKET_ENCRYPTION: Readonly<Record<number, string>> = {
  0x1: 'DES',
  0x3: 'DES',
  0x11: 'AES128',
  0x12: 'AES256',
  0x17: 'RC4',
  0x18: 'RC4',
}

/** LocalSessionManager 40. */
const DISCONNECT_REASONS: Readonly<Record<number, string>> = {
  0: 'none given',
  1: 'disconnected by a tool',
  2: 'logged off by a tool',
  3: 'idle limit',
  4: 'time limit',
  5: 'replaced by another connection',
  6: 'out of memory',
  7: 'connection refused',
  9: 'not permitted',
  10: 'fresh credentials wanted',
  11: 'disconnected by the user',
  12: 'logged off by the user',
}

/** Kernel-Power 42. */
const SLEEP_STATES: Readonly<Record<number, string>> = {
  2: 'S1',
  3: 'S2',
  4: 'S3',
  5: 'S4, hibernation',
}

const MESSAGES: Readonly<Record<string, string>> = {
  '%%1832': 'identification',
  '%%1833': 'impersonation',
  '%%1840': 'delegation',
  '%%1842': 'yes',
  '%%1843': 'no',
  '%%1936': 'default token',
  '%%1937': 'full token',
  '%%1938': 'limited token',
  '%%8448': 'success removed',
  '%%8449': 'success added',
  '%%8450': 'failure removed',
  '%%8451': 'failure added',
}

const KERBEROS_EVENTS: ReadonlySet<number> = new Set([4768, 4769, 4771])
const LOGON_EVENTS: ReadonlySet<number> = new Set([4625, 4776])

/** Why a logon failed, for a status as 4625, 4771 or 4776 has it; null where it is none of the known ones. */
export function failureWords(status: string | null): string | null {
  const code = numberOf(status ?? '')
  return code === null ? null : (LOGON_STATUS[code] ?? KERBEROS_STATUS[code] ?? null)
}

/** What a reason number of LocalSessionManager 40 means; null for one that is not known. */
export function disconnectWords(reason: number): string | null {
  return DISCONNECT_REASONS[reason] ?? null
}

/** What a field's value means; null where it speaks for itself or is not known. `name` as in a record's data. */
export function fieldWords(eventId: number, name: string, value: string): string | null {
  if (value.startsWith('%%')) return messageWords(value)
  const code = numberOf(value)
  if (code === null) return null
  switch (name) {
    case 'Status':
    case 'SubStatus':
      if (LOGON_EVENTS.has(eventId)) return LOGON_STATUS[code] ?? null
      return KERBEROS_EVENTS.has(eventId) ? (KERBEROS_STATUS[code] ?? null) : null
    case 'TicketEncryptionType':
      return TICKET_ENCRYPTION[code] ?? null
    case 'EventXML/Reason':
      return eventId === 40 ? disconnectWords(code) : null
    case 'TargetState':
    case 'EffectiveState':
      return eventId === 42 ? (SLEEP_STATES[code] ?? null) : null
    case 'LogonType':
      return logonTypeName(code)
    default:
      return null
  }
}

/** Message numbers stand alone or in a list. */
function messageWords(value: string): string | null {
  const words = value.split(/,\s*|\s+/).map((one) => MESSAGES[one] ?? null)
  return words.every((one) => one !== null) ? words.join(', ') : null
}

function numberOf(text: string): number | null {
  return /^(0x[0-9a-f]{1,8}|\d{1,10})$/i.test(text) ? Number(text) : null
}
