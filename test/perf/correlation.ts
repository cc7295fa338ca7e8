import type { EventTable } from '../../electron/core/columns/event-table'
import { EVENT_KINDS } from '../../electron/core/events/event-kinds'
import type { CaseRows } from '../../electron/core/sessions/records/case-rows'
import { correlateLogons, type BootRange } from '../../electron/core/sessions/logons/correlate-logons'
import type { LogRows } from '../../electron/core/sessions/records/log-rows'
import { openCase } from '../../electron/core/sessions/open-case'
import { NOTHING_TOLD } from '../../electron/core/sessions/machines/machines'
import { reconstruct, reconstructLogons } from '../../electron/core/sessions/reconstruct'
import type { PerfOptions } from './options'
import { printTable } from './print-table'
import { median } from './statistics'
import { syntheticCase } from './synthetic-case'

const RUNS = 3
/** One run of a table this large says enough. */
const LARGE = 5_000_000
/** Objects of every session of a larger case do not fit beside its table. */
const LARGEST_OF_SESSIONS = 2_000_000

interface Measured {
  readonly seconds: number
  readonly found: number
}

/**
 * The joining pass (every event of the Security log to the logon that its exact machine, boot and logon ID name), a Map keyed by text that gathers the same,
 * and what is built on it.
 */
export function measureCorrelation({ millions }: PerfOptions): void {
  const events = millions * 1e6
  const table = syntheticCase(events)
  const runs = events < LARGE ? RUNS : 1
  const logs = securityLogs(table)
  const joined = timed(runs, () => joinByKey(logs))
  const byText = timed(runs, () => joinByText(logs, table))
  const rows = [
    row('joining by exact key, columns', events, joined),
    row('the same by a Map keyed by text', events, byText),
    row(
      'machines, boots, joining, drafts',
      events,
      timed(runs, () => openCase(table, NOTHING_TOLD).boots.length),
    ),
    row(
      'logons, one at a time',
      events,
      timed(runs, () => count(reconstructLogons(table).logons)),
    ),
  ]
  const memory: string[] = []
  if (events <= LARGEST_OF_SESSIONS) {
    const before = heldBytes()
    let kept: unknown
    rows.push(
      row(
        'sessions, all kept',
        events,
        timed(1, () => {
          const { sessions } = (kept = reconstruct(table))
          return sessions.length
        }),
      ),
    )
    const { sessions, logons } = kept as ReturnType<typeof reconstruct>
    const bytes = heldBytes() - before
    memory.push(
      `kept for ${sessions.length} sessions with ${logons.length} logons: ${(bytes / 1e6).toFixed(0)} MB, ${Math.round(bytes / sessions.length)} bytes a session`,
    )
  }
  console.log(`${millions} M synthetic events`)
  printTable(['what', 'CPU s', 'M events/s', 'found'], rows)
  console.log(`by exact key ${(byText.seconds / joined.seconds).toFixed(1)} times as fast as by text (aim 6)`)
  console.log(`columns of the table: ${Math.round(columnBytes(table) / events)} bytes an event`)
  for (const line of memory) console.log(line)
}

function timed(runs: number, work: () => number): Measured {
  const seconds: number[] = []
  let found = 0
  for (let i = 0; i < runs; i++) {
    globalThis.gc?.()
    const before = process.cpuUsage()
    found = work()
    const { user, system } = process.cpuUsage(before)
    seconds.push((user + system) / 1e6)
  }
  return { seconds: median(seconds), found }
}

function row(what: string, events: number, { seconds, found }: Measured): string[] {
  return [what, seconds.toFixed(2), (events / 1e6 / seconds).toFixed(2), String(found)]
}

function count(items: Iterable<unknown>): number {
  let n = 0
  for (const _ of items) n++
  return n
}

function heldBytes(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

function columnBytes({ records, family }: EventTable): number {
  const columns: unknown[] = [...Object.values<unknown>({ ...records }), ...Object.values<unknown>(family)]
  return columns.reduce(
    (sum: number, column) => sum + (ArrayBuffer.isView(column) ? column.byteLength : 0),
    0,
  )
}

/** What both ways of joining start from: each machine's Security log and its boots. */
interface SecurityLogs {
  readonly rows: CaseRows
  readonly machines: readonly { readonly log: LogRows; readonly frames: readonly BootRange[] }[]
}

/** Nothing else of the opened case is kept: whoever is measured next would pay for collecting around it. */
function securityLogs(table: EventTable): SecurityLogs {
  const { rows, machineCases } = openCase(table, NOTHING_TOLD)
  const machines = machineCases.map(({ logs, frames }) => ({
    log: logs.security,
    frames: frames.map(({ securityFrom, securityTo }) => ({ securityFrom, securityTo })),
  }))
  return { rows, machines }
}

function joinByKey({ rows, machines }: SecurityLogs): number {
  let logons = 0
  for (const { log, frames } of machines) logons += correlateLogons(rows, log, frames).length
  return logons
}

interface TextLogon {
  sid: number
  account: number
  domain: number
  logonType: number
  startRow: number
  endRow: number
  readonly evidence: { readonly row: number; readonly kind: number }[]
}

/** What a straightforward program does: a Map by boot and logon ID as text, an object each logon and each piece of evidence. */
function joinByText({ machines }: SecurityLogs, { family }: EventTable): number {
  const [start, end] = [EVENT_KINDS.indexOf('logon'), EVENT_KINDS.indexOf('logoff')]
  const logons = new Map<string, TextLogon>()
  machines.forEach(({ log, frames }, machine) => {
    frames.forEach(({ securityFrom, securityTo }, boot) => {
      for (const row of log.rows.subarray(securityFrom, securityTo)) {
        const kind = family.kind[row]!
        for (const id of new Set([family.targetLogonId[row]!, family.subjectLogonId[row]!])) {
          // Well-known logon IDs (0x3e7 and so on) are nobody's session.
          if (id < 0x10000n) continue
          const key = `${machine}|${boot}|0x${id.toString(16)}`
          let logon = logons.get(key)
          if (!logon) {
            logon = {
              sid: family.targetSid[row]!,
              account: family.targetUser[row]!,
              domain: family.targetDomain[row]!,
              logonType: family.logonType[row]!,
              startRow: -1,
              endRow: -1,
              evidence: [],
            }
            logons.set(key, logon)
          }
          logon.evidence.push({ row, kind })
          if (kind === start) logon.startRow = row
          if (kind === end) logon.endRow = row
        }
      }
    })
  })
  return logons.size
}
