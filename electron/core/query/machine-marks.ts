import type { MachineMark } from '../../contract/engine'
import type { GapKind, Reconstruction } from '../../contract/sessions'
import { unixMs } from './unix-ms'

/**
 * Gaps that have a place on the time axis. A cleared log (G2) is a machine event of its own, an unseen stop (G10) is the doubt of
 * the boot's end, what is older than the log (G3) lies outside the evidence.
 */
const MARK_OF_GAP: { readonly [K in GapKind]?: MachineMark['kind'] } = {
  G1: 'record-gap',
  G4: 'log-stopped',
  G5: 'silence',
  G6: 'clock-back',
  G7: 'id-order',
  G8: 'records-lost',
  G9: 'audit-off',
  G11: 'recovered',
  G12: 'log-disabled',
}

/** Logs whose gaps are drawn: without them sessions are not told. Those of the others stand in the evidence view. */
const DRAWN: ReadonlySet<string> = new Set([
  'security',
  'system',
  'microsoft-windows-terminalservices-localsessionmanager/operational',
])

/** What the machine track and the lanes of each computer show: stops, starts, cleared logs, and gaps (sessions.md 11). */
export function machineMarks(found: Reconstruction): MachineMark[] {
  const name = (machine: number): string => found.machines[machine]?.name ?? ''
  const marks = found.machineEvents.map(({ machine, kind, from, to }): MachineMark => {
    return { computer: name(machine), kind, fromMs: unixMs(from), toMs: unixMs(to), text: '' }
  })
  for (const { kind: gapKind, machine, channel, from, to, text } of found.gaps) {
    const kind = MARK_OF_GAP[gapKind]
    if (kind === undefined || from === null || !DRAWN.has(channel.toLowerCase())) continue
    // What was turned off and never on again is a moment, not a stretch: much is still recorded after it.
    marks.push({ computer: name(machine), kind, fromMs: unixMs(from), toMs: unixMs(to ?? from), text })
  }
  return marks
}
