/** End reasons in the words of the grid. */
import type { EndReason } from '../../contract/sessions'

const WORDS: Readonly<Record<EndReason, string>> = {
  'user-logoff': 'User logoff',
  'admin-logoff': 'Logged off by another',
  'idle-or-limit': 'Idle limit',
  shutdown: 'Shutdown',
  restart: 'Restart',
  'logged-off': 'Session ended',
  terminated: 'Session ended',
  'network-closed': 'Closed',
  'service-ended': 'Closed',
  'batch-ended': 'Closed',
  'helper-ended': 'Closed',
  crash: 'Crash',
  'reboot-inferred': 'Inferred',
  replaced: 'Replaced',
  'disconnected-at-end': 'Disconnected',
  'open-at-end': 'Still open',
  unknown: 'Unknown',
}

export function endReasonWord(reason: EndReason): string {
  return WORDS[reason]
}

/** The session was not over when the evidence ended. */
export function isOpenEnd(reason: EndReason): boolean {
  return reason === 'open-at-end' || reason === 'disconnected-at-end'
}
