import { describe, expect, test } from 'vitest'
import { fileTimeText } from '../../electron/core/bytes/filetime'
import { reconstruct } from '../../electron/core/sessions/reconstruct'
import type { Logon, Reconstruction } from '../../electron/contract/sessions'
import type { EventTable } from '../../electron/core/columns/event-table'
import { readTable } from '../fixtures/read-table'
import { evidenceFile, evidenceNames, evidencePresent, gzippedJson } from './evidence'

interface TrueLogon {
  readonly user: string
  readonly type: number
  readonly logonId: string
  readonly start: string
  readonly end: string
  /** How it really ended: 4634, 4647, 4647+4634, shutdown, crash, open ... */
  readonly endKind: string
}

interface Truth {
  readonly host: string
  readonly marks: readonly { readonly kind: string; readonly time: string }[]
  readonly sessions: readonly TrueLogon[]
}

const HOSTS = 'synthetic/hosts'
const text = (time: bigint | null): string | null =>
  time === null ? null : fileTimeText(Number(time & 0xffffffffn), Number(time >> 32n))

function readHost(host: string): { table: EventTable; found: Reconstruction; truth: Truth } {
  const names = evidenceNames(HOSTS, '.evtx').filter((name) => name.startsWith(`${host}_`))
  const table = readTable(names.map((name) => ({ name, bytes: evidenceFile(`${HOSTS}/${name}`) })))
  return { table, found: reconstruct(table), truth: gzippedJson<Truth>(`${HOSTS}/${host}_truth.json.gz`) }
}

/** Logon IDs come again after a restart: of several the one that overlaps the true span. */
function matching(found: Reconstruction, truth: TrueLogon): Logon | undefined {
  const id = BigInt(truth.logonId)
  const candidates = found.logons.filter((logon) => logon.logonId === id)
  const overlaps = (logon: Logon): boolean => {
    const from = text(logon.start.best ?? logon.start.earliest) ?? ''
    const to = text(logon.end.latest ?? logon.end.best ?? logon.end.earliest) ?? '9'
    return from <= truth.end && to >= truth.start
  }
  return candidates.find(overlaps)
}

/** A bound that is missing bounds nothing: such an interval is not right, only empty. */
function within(low: string | null, value: string, high: string | null): boolean {
  return low !== null && high !== null && low <= value && value <= high
}

/** What the reconstruction makes of one true logon. */
function verdict(logon: Logon, truth: TrueLogon, lastBootEnds: string): string {
  const { start, end } = logon
  const startRight =
    start.best !== null
      ? text(start.best) === truth.start
      : within(text(start.earliest), truth.start, text(start.latest))
  if (!startRight) return 'start wrong'
  if (end.best === null) {
    const noLater = truth.endKind === 'crash' || truth.end >= lastBootEnds
    return noLater || truth.endKind === 'open'
      ? 'out of reach: open, nothing later in the evidence'
      : 'end missing'
  }
  if (!within(text(end.earliest), truth.end, text(end.latest)))
    return `end wrong (${end.reason} for ${truth.endKind})`
  const exact = end.earliest === end.latest
  return `${start.best === null ? 'start bracketed' : 'start exact'}, ${exact ? 'end exact' : 'end in interval'}`
}

describe.skipIf(!evidencePresent)('logons against the ground truth of invented hosts', () => {
  const hosts = evidencePresent
    ? evidenceNames(HOSTS, '_truth.json.gz').map((name) => name.replace('_truth.json.gz', ''))
    : []
  test.each(hosts)('%s', (host) => {
    const { table, found, truth } = readHost(host)
    const last = text([...table.records.time].reduce((a, b) => (a > b ? a : b), 0n))!
    const classes = new Map<string, number>()
    const wrong: string[] = []
    for (const logon of truth.sessions) {
      const match = matching(found, logon)
      const result = match
        ? verdict(match, logon, last)
        : isNamed(table, logon)
          ? 'missing'
          : 'out of reach: no record names the logon ID'
      classes.set(result, (classes.get(result) ?? 0) + 1)
      if (/wrong|missing/.test(result))
        wrong.push(
          `${logon.logonId} ${logon.user} type ${logon.type} ${logon.start} .. ${logon.end} ${logon.endKind}: ${result}`,
        )
    }
    console.log(`${host}: ${truth.sessions.length} true logons`)
    for (const [name, n] of [...classes].sort((a, b) => b[1] - a[1]))
      console.log(`${String(n).padStart(6)}  ${name}`)
    expect(wrong).toEqual([])
  })
})

function isNamed({ family }: EventTable, { logonId }: TrueLogon): boolean {
  const id = BigInt(logonId)
  return [family.targetLogonId, family.subjectLogonId, family.linkedLogonId].some((column) =>
    column.includes(id),
  )
}
