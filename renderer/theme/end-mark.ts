/** Which mark stands for an end reason (ux.md 5). */
import type { EndReason } from '../../electron/contract/sessions'
import type { MarkName } from './marks'

const END_MARKS: { readonly [R in EndReason]: MarkName } = {
  'user-logoff': 'm-user-logoff',
  'admin-logoff': 'm-admin-logoff',
  'idle-or-limit': 'm-limit',
  shutdown: 'm-shutdown',
  restart: 'm-restart',
  'logged-off': 'm-ended',
  terminated: 'm-ended',
  'network-closed': 'm-closed',
  'service-ended': 'm-closed',
  'batch-ended': 'm-closed',
  'helper-ended': 'm-closed',
  crash: 'm-crash',
  'reboot-inferred': 'm-inferred',
  replaced: 'm-replaced',
  'disconnected-at-end': 'm-disconnected',
  'open-at-end': 'm-open',
  unknown: 'm-unknown',
}

export function endMark(reason: EndReason): MarkName {
  return END_MARKS[reason]
}
