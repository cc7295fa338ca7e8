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

/** Zones by names of machines, and by what of a name stands before its domain; made once for a list. */
const byName = new WeakMap<readonly MachineZone[], ReadonlyMap<string, string>>()

/** The zone that a machine was set to; null where no log tells it. */
export function zoneOfMachine(machineZones: readonly MachineZone[], computer: string): string | null {
  let zones = byName.get(machineZones)
  if (zones === undefined) {
    const short = machineZones.map(({ computer: name, zone }) => [shortName(name), zone] as const)
    const whole = machineZones.map(({ computer: name, zone }) => [name.toLowerCase(), zone] as const)
    zones = new Map([...short, ...whole])
    byName.set(machineZones, zones)
  }
  return zones.get(computer.toLowerCase()) ?? zones.get(shortName(computer)) ?? null
}

/** A record names a machine with its domain or without. */
const shortName = (computer: string): string => computer.toLowerCase().split('.', 1)[0] ?? ''

/** What the present logs tell; none while there is no engine to ask: the next one is asked when its sessions are there. */
export async function readMachineZones(): Promise<readonly MachineZone[]> {
  try {
    return await engine.call({ call: 'zones' })
  } catch {
    return []
  }
}
