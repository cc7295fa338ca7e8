/** Signs of an operating system start in the Security and System logs (sessions.md 4.2, B1-B4). */
import type { FileTime } from '../../../contract/ids'
import { KIND } from '../records/kind-index'
import type { LogRows, TagChange } from '../records/log-rows'
import type { CaseRows } from '../records/case-rows'

/** One start as one log shows it. */
export interface BootMarker {
  readonly log: 'security' | 'system'
  /** Position of the first record of the new boot in its log's write order. */
  readonly position: number
  readonly ms: number
  /** Records since this time (ms since 1601) may be of the new boot; `ms` where the log shows the start itself. */
  readonly sinceMs: number
  /** Exact start, or null where only its latest time is known (boot tag, logon ID drop). */
  readonly best: FileTime | null
  readonly latest: FileTime
  /** It cannot have been before; left out where nothing but the records before it says so. */
  readonly earliest?: FileTime
  /** Records that say so, with the role each has. */
  readonly signs: readonly { readonly row: number; readonly role: string }[]
  /** How the start was found, for explanations. */
  readonly method: string
}

/** Signs of one boot lie within this span; two starts cannot be closer unless a sign repeats. */
export const BOOT_WINDOW_MS = 10 * 60_000
/** 4608 and its type-0 logon lie within 8 records of each other. */
const SECURITY_SIGN_DISTANCE = 64
/** System log records of one start lie within this many session-relevant records. */
const SYSTEM_SIGN_DISTANCE = 64
/** Before 4608 Windows writes 4826, 4688 and 4696 of the new boot for up to this long. */
const EARLY_BOOT_MS = 60_000
const EARLY_BOOT_EVENTS = new Set([4826, 4688, 4696, 4608])
const SYSTEM_SIGNS = [
  KIND['kernel-start'],
  KIND['log-service-start'],
  KIND['os-version'],
  KIND['unexpected-stop'],
  KIND['unclean-stop'],
]
interface Cluster {
  position: number
  ms: number
  lastPosition: number
  lastMs: number
  readonly rows: number[]
  readonly kinds: Set<number>
}

/** Starts seen in the Security log, in write order. */
export function securityMarkers(rows: CaseRows, log: LogRows): BootMarker[] {
  const clusters: Cluster[] = []
  const signs = [...log.places(KIND['os-start']), ...log.systemLogons].sort((a, b) => a - b)
  for (const place of signs) {
    const row = log.rows[place] ?? 0
    addSign(clusters, place, row, rows.kind(row), rows.ms(row), SECURITY_SIGN_DISTANCE)
  }
  const markers = clusters.map((cluster) => securityMarker(rows, log.rows, cluster))
  return withTagChanges(rows, log, markers)
}

/** Starts seen in the System log, in write order. 6008 and 41 count: they are among the first records of the next boot. */
export function systemMarkers(rows: CaseRows, log: LogRows): BootMarker[] {
  const clusters: Cluster[] = []
  let clockChanged = false
  for (const place of log.placesOf([...SYSTEM_SIGNS, KIND['clock-change']])) {
    const row = log.rows[place] ?? 0
    const kind = rows.kind(row)
    if (kind === KIND['clock-change']) {
      clockChanged = true
      continue
    }
    // An early clock correction moves the signs of one boot hours apart.
    const slack = clockChanged ? Number.POSITIVE_INFINITY : BOOT_WINDOW_MS
    addSign(clusters, place, row, kind, rows.ms(row), SYSTEM_SIGN_DISTANCE, slack)
    clockChanged = false
  }
  return clusters.map((cluster) => systemMarker(rows, cluster))
}

function addSign(
  clusters: Cluster[],
  position: number,
  row: number,
  kind: number,
  ms: number,
  distance: number,
  slackMs = BOOT_WINDOW_MS,
): void {
  const last = clusters.at(-1)
  const joins =
    last !== undefined &&
    !last.kinds.has(kind) &&
    position - last.lastPosition <= distance &&
    Math.abs(ms - last.lastMs) <= slackMs
  if (joins) {
    last.lastPosition = position
    last.lastMs = ms
    last.rows.push(row)
    last.kinds.add(kind)
  } else {
    clusters.push({ position, ms, lastPosition: position, lastMs: ms, rows: [row], kinds: new Set([kind]) })
  }
}

function securityMarker(rows: CaseRows, security: Int32Array, cluster: Cluster): BootMarker {
  const position = firstOfBoot(rows, security, cluster.position)
  // Written out of order, the first by time may be the second of the log.
  const row = cluster.rows.reduce((a, b) => (rows.ms(b) < rows.ms(a) ? b : a))
  const ms = Math.min(rows.ms(security[position] ?? row), rows.ms(row))
  return {
    log: 'security',
    position,
    ms,
    sinceMs: ms,
    best: rows.time(row),
    latest: rows.time(row),
    signs: cluster.rows.map((sign) => ({ row: sign, role: 'boot-start' })),
    method: rows.kind(row) === KIND['os-start'] ? `${rows.eventId(row)}` : '4624-type-0',
  }
}

/** Goes back over the records that Windows writes before 4608, to the widest pause among them. */
function firstOfBoot(rows: CaseRows, security: Int32Array, position: number): number {
  const markerMs = rows.ms(security[position] ?? 0)
  let first = position
  let widest = -1
  for (let i = position; i > 0; i--) {
    const row = security[i] ?? 0
    const before = security[i - 1] ?? 0
    if (i < position && !EARLY_BOOT_EVENTS.has(rows.eventId(row))) break
    if (Math.abs(markerMs - rows.ms(row)) > EARLY_BOOT_MS) break
    const pause = rows.ms(row) - rows.ms(before)
    if (pause > widest) {
      widest = pause
      first = i
    }
    if (rows.kind(before) === KIND['log-service-stop']) break
  }
  return position === 0 || widest < 0 ? position : first
}

function systemMarker(rows: CaseRows, cluster: Cluster): BootMarker {
  const kernel = cluster.rows.find((row) => rows.kind(row) === KIND['kernel-start'])
  const earliest = cluster.rows.reduce((a, b) => (rows.ms(b) < rows.ms(a) ? b : a))
  const weak = [...cluster.kinds].every(
    (kind) => kind === KIND['unexpected-stop'] || kind === KIND['unclean-stop'],
  )
  const start = kernel === undefined ? rows.time(earliest) : kernelStart(rows, kernel)
  return {
    log: 'system',
    position: cluster.position,
    ms: Number(start) / 10_000,
    sinceMs: Number(start) / 10_000,
    best: weak ? null : start,
    latest: start,
    signs: cluster.rows.map((row) => ({ row, role: 'boot-start' })),
    method: kernel !== undefined ? 'kernel-general-12' : weak ? 'unclean-stop-record' : 'event-log-start',
  }
}

/** StartTime of Kernel-General 12, unless it is far from the record's own time. */
function kernelStart(rows: CaseRows, row: number): FileTime {
  const own = rows.time(row)
  const told = rows.family.fileTime1[row] ?? 0n
  const distance = told > own ? told - own : own - told
  return told !== 0n && distance <= BigInt(BOOT_WINDOW_MS) * 10_000n ? told : own
}

/** Adds a start between tagged records of different boots where no other sign lies between them. */
function withTagChanges(rows: CaseRows, log: LogRows, markers: BootMarker[]): BootMarker[] {
  const security = log.rows
  const changes = tagChanges(log)
  if (changes === null) return markers
  const added: BootMarker[] = []
  let next = 0
  for (const change of changes) {
    while (next < markers.length && (markers[next]?.position ?? 0) <= change.after) next++
    const known = markers[next]
    if (known !== undefined && known.position <= change.at) continue
    const position = widestPause(rows, security, change.after, change.at)
    const row = security[change.at] ?? 0
    added.push({
      log: 'security',
      position,
      ms: rows.ms(security[position] ?? row),
      sinceMs: rows.ms(security[change.after] ?? row),
      best: null,
      latest: rows.time(security[position] ?? row),
      signs: [{ row, role: 'boot-tag' }],
      method: 'boot-tag',
    })
  }
  return [...markers, ...added].sort((a, b) => a.position - b.position)
}

/** Neighbouring tagged records with different tags; null if tags alternate, which boots cannot do. */
function tagChanges(log: LogRows): readonly TagChange[] | null {
  const changes = log.tagChanges
  return new Set(changes.map(({ tag }) => tag)).size < changes.length ? null : changes.slice(1)
}

/** Position in (after, at] that follows the widest pause in time. */
export function widestPause(rows: CaseRows, security: Int32Array, after: number, at: number): number {
  let best = at
  let widest = Number.NEGATIVE_INFINITY
  for (let i = after + 1; i <= at; i++) {
    const pause = rows.ms(security[i] ?? 0) - rows.ms(security[i - 1] ?? 0)
    if (pause > widest) {
      widest = pause
      best = i
    }
  }
  return best
}
