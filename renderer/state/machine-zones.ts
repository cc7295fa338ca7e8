/** Time zones that the machines of the logs were set to. */
import type { MachineZone } from '../../electron/contract/engine'
import { engine } from './engine-client'

/** The zone that most machines were set to, of equally many the first; null where no log tells one. */
export function commonZone(machineZones: readonly MachineZone[]): string | null {
  const counts = new Map<string, number>()
  for (const { zone } of machineZones) counts.set(zone, (counts.get(zone) ?? 0) + 1)
  const [most] = [...counts].toSorted(([, one], [, other]) => other - one)
  return most?.[0] ?? null
}

/** What the present logs tell; none while there is no engine to ask: the next one is asked when its sessions are there. */
export async function readMachineZones(): Promise<readonly MachineZone[]> {
  try {
    return await engine.call({ call: 'zones' })
  } catch {
    return []
  }
}
