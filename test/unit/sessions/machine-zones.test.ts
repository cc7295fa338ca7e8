import { expect, it } from 'vitest'
import { machineZones } from '../../../electron/core/sessions/machines/machine-zones'
import { reconstruct } from '../../../electron/core/sessions/reconstruct'
import windowsZones from '../../../electron/core/text/windows-zones.json'
import { offsetText, zoneOffsetMs } from '../../../renderer/state/zone-format'
import { commonZone } from '../../../renderer/state/machine-zones'
import { readTable } from '../../fixtures/read-table'
import { eventLog6013 } from '../../fixtures/windows-events'
import { at, files } from './scene'

const uptime = (clock: string, zone: string) => eventLog6013(at(clock), { uptimeSeconds: 60, zone })

function zonesOf(hosts: Readonly<Record<string, readonly (readonly [string, string])[]>>) {
  const table = readTable(
    Object.entries(hosts).flatMap(([computer, told]) =>
      files(
        told.map(([clock, zone]) => uptime(clock, zone)),
        {},
        computer,
      ),
    ),
  )
  return machineZones(table, reconstruct(table).machines)
}

it('the latest 6013 of a machine tells its zone, with summer time where the name is known', () => {
  const zones = zonesOf({
    A: [
      ['09:00:00', '480 Pacific Standard Time'],
      ['12:00:00', '300 Eastern Standard Time'],
    ],
    B: [['12:00:00', '-60 Mitteleurop\u00e4ische Zeit']],
    C: [['12:00:00', '240 Eastern Daylight Time']],
    D: [['12:00:00', '-345 nobody knows']],
  })
  expect(zones).toEqual([
    { computer: 'A', told: '300 Eastern Standard Time', zone: 'America/New_York', followsSummer: true },
    { computer: 'B', told: '-60 Mitteleurop\u00e4ische Zeit', zone: '+01:00', followsSummer: false },
    { computer: 'C', told: '240 Eastern Daylight Time', zone: 'America/New_York', followsSummer: true },
    { computer: 'D', told: '-345 nobody knows', zone: '+05:45', followsSummer: false },
  ])
  expect(commonZone(zones)).toBe('America/New_York')
  expect(commonZone([])).toBeNull()
})

it('what is no zone tells none', () => {
  expect(zonesOf({ A: [['12:00:00', '9999 Mars Standard Time']], B: [['12:00:00', '=1+1']] })).toEqual([])
})

it('every zone is one that the page can format in', () => {
  for (const zone of Object.values(windowsZones))
    expect(Math.abs(zoneOffsetMs(zone, 0))).toBeLessThan(86_400_000)
  expect(['+05:45', '-14:00'].map((zone) => offsetText(zone, 0))).toEqual(['UTC+05:45', 'UTC-14:00'])
})
