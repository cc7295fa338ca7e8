import { END_REASONS } from '../../../contract/sessions'

/**
 * Reasons that an event can give (sessions.md 9.1), numbers of Windows 2003 and before included. 4779 is a state and stands for being
 * disconnected at the end.
 */
export const REASONS_OF_EVENT: ReadonlyMap<string, readonly string[]> = new Map([
  ['4647', ['user-logoff']],
  ['551', ['user-logoff']],
  ['4634', ['terminated', 'network-closed', 'service-ended', 'batch-ended', 'helper-ended']],
  ['538', ['terminated', 'network-closed', 'service-ended', 'batch-ended', 'helper-ended']],
  ['23', ['user-logoff', 'admin-logoff', 'idle-or-limit', 'logged-off']],
  ['39', ['admin-logoff']],
  ['40', ['user-logoff', 'admin-logoff', 'idle-or-limit']],
  ['7002', ['logged-off']],
  ['1074', ['shutdown', 'restart']],
  ['109', ['shutdown', 'restart']],
  ['1100', ['shutdown', 'restart']],
  ['6006', ['shutdown', 'restart']],
  ['13', ['shutdown', 'restart']],
  ['4609', ['shutdown', 'restart']],
  ['513', ['shutdown', 'restart']],
  ['6008', ['crash']],
  ['41', ['crash']],
  ['1001', ['crash']],
  ['21', ['replaced']],
  ['7001', ['replaced']],
  ['4779', ['disconnected-at-end']],
  ['24', ['disconnected-at-end']],
  ['683', ['disconnected-at-end']],
])

/** `end:` value as end reasons; null if it is neither a reason nor an event that can end a session. */
export function endReasons(value: string): readonly string[] | null {
  const reason = END_REASONS.find((one) => one === value.toLowerCase())
  return reason !== undefined ? [reason] : (REASONS_OF_EVENT.get(value) ?? null)
}
