import type { EventTable } from '../../electron/core/columns/event-table'
import { EVENT_KINDS } from '../../electron/core/events/event-kinds'
import { reconstruct, reconstructLogons } from '../../electron/core/sessions/reconstruct'
import type { PerfOptions } from './options'
import { printTable } from './print-table'
import { median } from './statistics'
import { syntheticCase } from './synthetic-case'

const RUNS = 3
/** One run of a table this large says enough. */
const LARGE = 5_000_000

/** Sessions, logons alone, and for comparison a Map keyed by text that only joins logons with their logoffs. */
export function measureCorrelation({ millions }: PerfOptions): void {
  const events = millions * 1e6
  const table = syntheticCase(events)
  const runs = events < LARGE ? RUNS : 1
  const rows = [
    timed('sessions', events, runs, () => reconstruct(table).sessions.length),
    timed('logons', events, runs, () => [...reconstructLogons(table).logons].length),
    timed('text-keyed Map, logons joined', events, runs, () => joinByText(table)),
  ]
  console.log(`${millions} M synthetic events`)
  printTable(['what', 'CPU s', 'M events/s', 'found'], rows)
}

function timed(what: string, events: number, runs: number, work: () => number): string[] {
  const seconds: number[] = []
  let found = 0
  for (let i = 0; i < runs; i++) {
    const before = process.cpuUsage()
    found = work()
    const { user, system } = process.cpuUsage(before)
    seconds.push((user + system) / 1e6)
  }
  const cpu = median(seconds)
  return [what, cpu.toFixed(2), (events / 1e6 / cpu).toFixed(2), String(found)]
}

/** What a straightforward program does: a Map by computer and logon ID as text. */
function joinByText({ records, family, strings }: EventTable): number {
  const logon = EVENT_KINDS.indexOf('logon')
  const logoff = EVENT_KINDS.indexOf('logoff')
  const open = new Map<string, { start: bigint; end: bigint | null; user: string }>()
  let logons = 0
  for (let row = 0; row < family.length; row++) {
    const kind = family.kind[row]
    if (kind !== logon && kind !== logoff) continue
    const record = family.record[row]!
    const key = `${strings[records.computer[record]!]}|0x${family.targetLogonId[row]!.toString(16)}`
    if (kind === logon) {
      open.set(key, { start: records.time[record]!, end: null, user: strings[family.targetUser[row]!]! })
      logons++
    } else {
      const entry = open.get(key)
      if (entry) entry.end = records.time[record]!
    }
  }
  return logons
}
