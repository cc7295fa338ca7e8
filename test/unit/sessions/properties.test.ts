import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Reconstruction } from '../../../electron/contract/sessions'
import type { EventTable } from '../../../electron/core/columns/event-table'
import { isWellKnownLuid } from '../../../electron/core/sessions/records/case-rows'
import { reconstruct } from '../../../electron/core/sessions/reconstruct'
import type { FixtureRecord } from '../../fixtures/evtx-writer/fixture-record'
import { writeEvtx } from '../../fixtures/evtx-writer/write-evtx'
import { randomLives, recordsOf, type Step } from '../../fixtures/host-story/random-life'
import { readTable, type FixtureFile } from '../../fixtures/read-table'
import { files } from './scene'

/**
 * All runs together. More, about 50 a second and core: `SOJOURN_RUNS=100000 npx vitest run -c build/vitest.config.ts
 * test/unit/sessions/properties.test.ts --testTimeout 36000000`.
 */
const RUNS = Number(process.env['SOJOURN_RUNS'] ?? 2000)
const share = (part: number): { numRuns: number } => ({ numRuns: Math.max(1, Math.round(RUNS * part)) })

const MINUTE = 600_000_000n

/** Found by 100,000 runs: asleep for 598 s of the clock, in which it was set forward by 600 s. */
const SMALLER_THAN_ITS_STEP: Step[] = [
  { what: 25, who: 0, second: 601, luid: 1, type: 2, number: 1 },
  { what: 9, who: 0, second: 601, luid: 1, type: 2, number: 1 },
  { what: 9, who: 0, second: 2, luid: 1, type: 2, number: 1 },
  { what: 22, who: 0, second: 0, luid: 1, type: 2, number: 1 },
]
/** Found by 100,000 runs: a logon begins seconds after somebody else had the number of its account's desktop. */
const LOGON_AFTER_ITS_DESKTOP: Step[] = [
  { what: 0, who: 0, second: 4, luid: 1, type: 2, number: 1 },
  { what: 9, who: 1, second: 1, luid: 1, type: 2, number: 1 },
  { what: 9, who: 0, second: 0, luid: 1, type: 2, number: 1 },
  { what: 0, who: 0, second: 0, luid: 2, type: 7, number: 1 },
]

const text = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? `${one}n` : one))
const found = (some: readonly FixtureFile[]): Reconstruction => reconstruct(readTable(some))

interface WrittenLog extends FixtureFile {
  readonly records: readonly FixtureRecord[]
}

/** Each log cut in two at a place, the second half first by name. */
function split(logs: readonly WrittenLog[], at: number): FixtureFile[] {
  return logs.flatMap(({ name, records }) => {
    const place = Math.floor((records.length * at) / 100)
    return [
      { name: `b/${name}`, bytes: writeEvtx(records.slice(0, place)) },
      { name: `a/${name}`, bytes: writeEvtx(records.slice(place)) },
    ].filter((_, i) => (i === 0 ? place > 0 : place < records.length))
  })
}

/** The reconstruction with every record named by what it is, not by its place in the table. */
function withoutPlaces(some: readonly FixtureFile[]): string {
  const table = readTable(some)
  const { recordId, channel } = table.records
  const name = (record: number): string => `${table.strings[channel[record] ?? 0]} ${recordId[record]}`
  return JSON.stringify(reconstruct(table), (key, value: unknown) => {
    if (typeof value === 'bigint') return `${value}n`
    return key === 'record' && typeof value === 'number' ? name(value) : value
  })
}

describe('properties of sessions, whatever happens on a computer', () => {
  it('shuffled files give the same bytes', () => {
    fc.assert(
      fc.property(randomLives({ clockSteps: true }), fc.array(fc.nat(), { minLength: 12 }), (steps, keys) => {
        const events = recordsOf(steps)
        const logs = split(files(events), 60)
        const order = logs.map((file, i) => ({ file, key: keys[i % keys.length] ?? 0 }))
        const shuffled = order.sort((a, b) => a.key - b.key).map(({ file }) => file)
        expect(text(found(shuffled))).toBe(text(found(split(files(events), 60))))
      }),
      share(0.2),
    )
  })

  it('splitting a file changes nothing but the source', () => {
    fc.assert(
      fc.property(randomLives({ clockSteps: true }), fc.integer({ min: 1, max: 99 }), (steps, at) => {
        const events = recordsOf(steps)
        const logs = files(events)
        expect(withoutPlaces(split(logs, at))).toBe(withoutPlaces(logs))
      }),
      share(0.2),
    )
  })

  it('every 4624 with a logon ID of its own belongs to exactly one logon, every logon to one session', () => {
    fc.assert(
      fc.property(randomLives({ clockSteps: true }), (steps) => {
        const events = recordsOf(steps)
        const table = readTable(files(events))
        const result = reconstruct(table)
        const owners = new Map<number, number>()
        for (const { evidence, logonId } of result.logons)
          for (const { record, role } of evidence)
            if (role.startsWith('start') && ownLogonId(table, record) === logonId)
              owners.set(record, (owners.get(record) ?? 0) + 1)
        for (let record = 0; record < table.records.length; record++) {
          const own = ownLogonId(table, record)
          if (own !== null && !isWellKnownLuid(Number(own))) expect(owners.get(record)).toBe(1)
        }
        const members = result.sessions.flatMap(({ logons }) => logons).sort((a, b) => a - b)
        expect(members).toEqual(result.logons.map((_, index) => index))
      }),
      share(0.2),
    )
  })

  it('no end precedes its start', () => {
    fc.assert(
      fc.property(randomLives({ clockSteps: false }), (steps) => {
        const events = recordsOf(steps)
        const { logons, sessions } = found(files(events))
        for (const { start, end } of [...logons, ...sessions]) {
          if (start.best !== null && end.best !== null) expect(end.best).toBeGreaterThanOrEqual(start.best)
          if (start.best !== null && end.latest !== null)
            expect(end.latest).toBeGreaterThanOrEqual(start.best)
          // Brackets come from records of several logs; those of one step lie within a minute.
          if (start.earliest !== null && end.latest !== null)
            expect(end.latest + MINUTE).toBeGreaterThanOrEqual(start.earliest)
        }
      }),
      { ...share(0.2), examples: [[LOGON_AFTER_ITS_DESKTOP]] },
    )
  })

  it('no time is negative and none is used that was not there, whatever the clock did', () => {
    fc.assert(
      fc.property(randomLives({ clockSteps: true }), (steps) => {
        const { sessions } = found(files(recordsOf(steps)))
        for (const { wallMs, useMs } of sessions) {
          expect(wallMs ?? 0).toBeGreaterThanOrEqual(0)
          expect(useMs ?? 0).toBeGreaterThanOrEqual(0)
          expect(useMs ?? 0).toBeLessThanOrEqual(wallMs ?? Number.POSITIVE_INFINITY)
        }
      }),
      { ...share(0.2), examples: [[SMALLER_THAN_ITS_STEP]] },
    )
  })
})

/** Logon ID that a 4624 made; null of any other record. */
function ownLogonId({ records, family }: EventTable, record: number): bigint | null {
  if (records.eventId[record] !== 4624) return null
  const row = family.record.indexOf(record)
  return row < 0 ? null : (family.targetLogonId[row] ?? null)
}
