/** Who changed the clock: a service that keeps it, or somebody (sessions.md 5.5). */
import type { CaseRows } from './case-rows'

/** Programs that put a clock right: the time service, guests' tools, the first setup. */
const KEEPERS: ReadonlySet<string> = new Set([
  'svchost.exe',
  'w32tm.exe',
  'vboxservice.exe',
  'vmtoolsd.exe',
  'vmwareservice.exe',
  'prl_tools_service.exe',
  'prl_tools.exe',
  'qemu-ga.exe',
  'xenguestagent.exe',
  'rundll32.exe',
  'oobe.exe',
  'msoobe.exe',
  'oobeldr.exe',
  'windeploy.exe',
  'setup.exe',
])
/** SYSTEM and LOCAL SERVICE, as whom services run. */
const SERVICES: ReadonlySet<string> = new Set(['s-1-5-18', 's-1-5-19'])

/** Whether a change of the clock is the environment's. Kernel-General 1 before version 2 names nobody; only its own log vouches for it. */
export function isEnvironmentStep(rows: CaseRows, row: number): boolean {
  const process = rows.fold(rows.family.processName[row] ?? 0)
  if (process !== '') return KEEPERS.has(process.slice(process.lastIndexOf('\\') + 1))
  const sid = rows.fold(rows.sid(rows.family.subjectSid[row] ?? 0))
  return sid === '' || SERVICES.has(sid)
}
