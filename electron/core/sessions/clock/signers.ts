/** Who changed the clock: a service that keeps it, or somebody (sessions.md 5.5). */
import type { CaseRows } from '../records/case-rows'

/** Programs that keep the clock of a virtual machine with its host's. */
const GUEST_TOOLS: ReadonlySet<string> = new Set([
  'vboxservice.exe',
  'vmtoolsd.exe',
  'vmwareservice.exe',
  'prl_tools_service.exe',
  'prl_tools.exe',
  'qemu-ga.exe',
  'xenguestagent.exe',
])
/** Programs that put a clock right: the time service, guests' tools, the first setup. */
const KEEPERS: ReadonlySet<string> = new Set([
  ...GUEST_TOOLS,
  'svchost.exe',
  'w32tm.exe',
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
  const program = programOf(rows, row)
  if (program !== '') return KEEPERS.has(program)
  const sid = rows.fold(rows.sid(rows.family.subjectSid[row] ?? 0))
  return sid === '' || SERVICES.has(sid)
}

/** Whether the tools of a virtual machine changed the clock. */
export function isGuestTool(rows: CaseRows, row: number): boolean {
  return GUEST_TOOLS.has(programOf(rows, row))
}

function programOf(rows: CaseRows, row: number): string {
  const process = rows.fold(rows.family.processName[row] ?? 0)
  return process.slice(process.lastIndexOf('\\') + 1)
}
