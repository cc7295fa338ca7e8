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
  G6: 'clock-back',
  G9: 'audit-off',
}

/** What the machine track and the lanes of each computer show: stops, starts, cleared logs, and gaps (sessions.md 11). */
export function machineMarks(found: Reconstruction): MachineMark[] {
  const name = (machine: number): string => found.machines[machine]?.name ?? ''
  const marks = found.machineEvents.map(({ machine, kind, from, to }): MachineMark => {
    return { computer: name(machine), kind, fromMs: unixMs(from), toMs: unixMs(to), text: '' }
  })
  for (const { kind: gapKind, machine, from, to, text } of found.gaps) {
    const kind = MARK_OF_GAP[gapKind]
    if (kind === undefined || from === null) continue
    // Audit that was turned off and never on again is a moment, not a stretch: much is still recorded after it.
    marks.push({ computer: name(machine), kind, fromMs: unixMs(from), toMs: unixMs(to ?? from), text })
  }
  return marks
}
