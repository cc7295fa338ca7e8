/** The time zone that each machine was set to, as EventLog 6013 tells once a day (sessions.md 10.5). */
import type { MachineZone } from '../../../contract/engine'
import type { Machine } from '../../../contract/sessions'
import type { EventTable } from '../../columns/event-table'
import windowsZones from '../../text/windows-zones.json'
import { KIND } from '../records/kind-index'

const IANA: ReadonlyMap<string, string> = new Map(Object.entries(windowsZones))
/** No clock on Earth is further from UTC. */
const MAX_BIAS_MINUTES = 14 * 60

/**
 * What the latest 6013 of each machine says; machines without one are left out. Windows writes the standard offset and the name of
 * the zone: a name that is known gives its summer time too, any other one (most are in the machine's language) the offset alone.
 */
export function machineZones(table: EventTable, machines: readonly Machine[]): MachineZone[] {
  const { family, records, strings } = table
  const machineOf = new Map(
    machines.flatMap((machine) =>
      [machine.name, ...machine.aliases].map((name) => [name.toLowerCase(), machine]),
    ),
  )
  const latest = new Map<Machine, { readonly time: bigint; readonly zone: MachineZone }>()
  for (let row = 0; row < family.kind.length; row++) {
    if (family.kind[row] !== KIND.uptime) continue
    const record = family.record[row]!
    const machine = machineOf.get((strings[records.computer[record]!] ?? '').toLowerCase())
    const zone = zoneOf(strings[family.text3[row]!] ?? '')
    const time = records.time[record]!
    if (machine === undefined || zone === null || time < (latest.get(machine)?.time ?? 0n)) continue
    latest.set(machine, { time, zone: { computer: machine.name, ...zone } })
  }
  return machines.flatMap((machine) => latest.get(machine)?.zone ?? [])
}

/** `480 Pacific Standard Time`: minutes from local time to UTC, then the name. */
function zoneOf(told: string): Omit<MachineZone, 'computer'> | null {
  const [, minutes, name = ''] = /^(-?\d{1,4}) (.{1,200})$/.exec(told) ?? []
  const bias = Number(minutes)
  if (minutes === undefined || Math.abs(bias) > MAX_BIAS_MINUTES) return null
  const known = IANA.get(name.replace(/ (Daylight|Summer) Time/, ' Standard Time'))
  return { told, zone: known ?? offsetZone(bias), followsSummer: known !== undefined }
}

/** `+05:30`, as Intl takes it. */
function offsetZone(biasMinutes: number): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const minutes = Math.abs(biasMinutes)
  return `${biasMinutes > 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
