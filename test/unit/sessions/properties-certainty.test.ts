import { describe, expect, it } from 'vitest'
import { CONFIDENCES, type Confidence, type Interval } from '../../../electron/contract/sessions'
import type { EventTable } from '../../../electron/core/columns/event-table'
import { reconstruct } from '../../../electron/core/sessions/reconstruct'
import { fileTime, plusSeconds } from '../../fixtures/evtx-writer/time'
import { cutEvidence } from '../../fixtures/host-story/cut-evidence'
import { randomHost, type RandomHost } from '../../fixtures/host-story/random-host'
import { readTable, type FixtureFile } from '../../fixtures/read-table'

/** Hosts; of each, every file is taken away once. SOJOURN_HOSTS asks for more. */
const HOSTS = Number(process.env['SOJOURN_HOSTS'] ?? 1) * 10

interface Claim extends Interval {
  readonly method: string
  readonly confidence: Confidence | null
}

/** What is said of one logon or session, found again by the records it rests on. */
interface Claims {
  readonly what: string
  readonly records: ReadonlySet<string>
  readonly start: Claim
  readonly end: Claim & { readonly reason: string }
}

function claims(files: readonly FixtureFile[]): Claims[] {
  const table = readTable(files)
  const { logons, sessions } = reconstruct(table)
  return [
    ...logons.map((one) => ({ ...one, what: `logon 0x${one.logonId.toString(16)}` })),
    // The record that a session of a person rests on is the one it began with.
    ...sessions
      .filter(({ burst }) => burst === null)
      .map((one) => ({ ...one, what: `session ${one.kind} ${one.account ?? one.sid}` })),
  ].map(({ what, evidence, start, end }) => ({ what, start, end, records: recordNames(table, evidence) }))
}

/** Records that belong to one logon or session only: those of a stop or start belong to many. */
const SHARED = new Set(['stop', 'shutdown-request', 'crash', 'next-boot', 'power-request'])

function recordNames(
  { records, strings }: EventTable,
  evidence: readonly { readonly record: number; readonly role: string }[],
): Set<string> {
  return new Set(
    evidence
      .filter(({ role }) => !SHARED.has(role))
      .map(({ record }) => `${strings[records.channel[record] ?? 0]} ${records.recordId[record]}`),
  )
}

const rank = ({ confidence }: Claim): number =>
  confidence === null ? 0 : CONFIDENCES.length - CONFIDENCES.indexOf(confidence)
const isExact = ({ earliest, best, latest }: Claim): boolean =>
  best !== null && earliest === best && best === latest

/** How a claim became surer by taking evidence away; empty if it did not. */
function surer(before: Claim, after: Claim): string {
  if (rank(after) > rank(before))
    return `${before.confidence} ${before.method} -> ${after.confidence} ${after.method}`
  return isExact(after) && !isExact(before) ? `interval -> exact (${after.method})` : ''
}

/** Claims of one kind that rest on the same records; one of several is compared with the surest. */
function sameClaims(all: readonly Claims[], one: Claims): Claims[] {
  const kind = one.what.split(' ')[0] ?? ''
  return all.filter(
    ({ what, records }) => what.startsWith(kind) && [...one.records].some((name) => records.has(name)),
  )
}

/** A few hours of the Security log are missing. */
function holeOf(host: RandomHost): [bigint, bigint] {
  const times = host.truth.marks.map(({ time }) => fileTime(time))
  const first = plusSeconds(times[0] ?? 0n, 9000)
  return [first, plusSeconds(first, 4 * 3600)]
}

const holdsContradiction = ({ records }: EventTable): boolean => records.eventId.some((id) => id === 4616)

describe('taking a file away', () => {
  it('makes no claim more certain, unless it held a contradiction', () => {
    const wrong: string[] = []
    let contradictions = 0
    let compared = 0
    for (let i = 0; i < HOSTS; i++) {
      const host = randomHost({ seed: `certainty-${i}`, logonIds: 'grow', server: i % 3 === 2, days: 2 })
      const files = cutEvidence(host, { overlapping: true, ...(i % 2 === 1 ? { hole: holeOf(host) } : {}) })
      const whole = claims(files)
      for (const file of files) {
        const counted = holdsContradiction(readTable([file]))
        for (const one of claims(files.filter((other) => other !== file))) {
          const before = sameClaims(whole, one)
          if (before.length === 0) continue
          compared++
          const start = before.map((full) => surer(full.start, one.start))
          const end = before.map((full) => surer(full.end, one.end))
          for (const [part, words] of [['start', start] as const, ['end', end] as const]) {
            if (words.includes('')) continue
            if (counted) contradictions++
            else wrong.push(`${i} without ${file.name}: ${part} of ${one.what}: ${words[0]}`)
          }
        }
      }
    }
    console.log(`${compared} claims compared; surer after a contradiction was taken away: ${contradictions}`)
    expect(wrong).toEqual([])
  })
})
