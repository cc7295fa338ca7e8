/** Flags of logons in the words of the details pane. */
import type { LogonFlag } from '../../contract/sessions'

const WORDS: Readonly<Record<LogonFlag, string>> = {
  privileged: 'Administrator privileges',
  elevated: 'Elevated',
  cached: 'Cached credentials',
  runas: 'Runas',
  'network-identity': 'Other network identity (/netonly)',
  delegation: 'Delegation',
  s4u: 'S4U',
  'restricted-admin': 'Restricted admin',
  'remote-credential-guard': 'Remote credential guard',
  'virtual-account': 'Virtual account',
  nla: 'Network-level authentication',
  'no-nla': 'No network-level authentication',
  'cleared-log': 'Cleared the log',
  'weak-source': 'Weak source',
}

export function logonFlagWord(flag: LogonFlag): string {
  return WORDS[flag]
}
