import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Reconstruction } from '../../../electron/contract/sessions'
import { reconstruct } from '../../../electron/core/sessions/reconstruct'
import type { FixtureEvent } from '../../fixtures/evtx-writer/fixture-record'
import { plusSeconds } from '../../fixtures/evtx-writer/time'
import { writeEvtx } from '../../fixtures/evtx-writer/write-evtx'
import { readTable, type FixtureFile } from '../../fixtures/read-table'
import {
  locked4800,
  logoff4634,
  logoffByUser4647,
  logon4624,
  logonFailed4625,
  lsm21,
  lsm23,
  lsm24,
  lsm25,
  privileges4672,
  unclean41,
  unlocked4801,
  winlogon7001,
  winlogon7002,
} from '../../fixtures/windows-events'
import { ALICE, at, BOB, boot, CAROL, files } from './scene'

const ACCOUNTS = [ALICE, BOB, CAROL]

/** A short random life of one computer: anything may happen to anyone at any time, in any combination. */
const life: fc.Arbitrary<FixtureEvent[]> = fc
  .array(
    fc.record({
      what: fc.integer({ min: 0, max: 13 }),
      who: fc.integer({ min: 0, max: 2 }),
      second: fc.integer({ min: 0, max: 7200 }),
      luid: fc.integer({ min: 1, max: 12 }),
      type: fc.constantFrom(2, 3, 4, 5, 7, 10),
      number: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((steps) => steps.flatMap(toEvents))

function toEvents(step: {
  what: number
  who: number
  second: number
  luid: number
  type: number
  number: number
}): FixtureEvent[] {
  const account = ACCOUNTS[step.who] ?? ALICE
  const time = plusSeconds(at('08:00:00'), step.second)
  const logonId = 0x10000 + step.luid * 0x111
  const user = `DOM\\${account.name}`
  const desktop = { sessionId: step.number, sid: account.sid }
  const lsm = { user, sessionId: step.number, address: '10.0.0.7' }
  const logon = { account, logonId, logonType: step.type, ip: '10.0.0.7' }
  const makers: (() => FixtureEvent[])[] = [
    () => [logon4624(time, logon)],
    () => [logon4624(time, logon), privileges4672(time, { account, logonId })],
    () => [logoff4634(time, logon)],
    () => [logoffByUser4647(time, { account, logonId })],
    () => [locked4800(time, { account, logonId, sessionId: step.number })],
    () => [unlocked4801(time, { account, logonId, sessionId: step.number })],
    () => [winlogon7001(time, desktop)],
    () => [winlogon7002(time, desktop)],
    () => [lsm21(time, lsm)],
    () => [lsm23(time, { user, sessionId: step.number })],
    () => [lsm24(time, lsm), lsm25(plusSeconds(time, 60), lsm)],
    () => [logonFailed4625(time, { account, logonType: step.type, ip: '10.0.0.7' })],
    () => boot(isoTime(time), isoTime(time)),
    () => [unclean41(time)],
  ]
  return makers[step.what]?.() ?? []
}

function isoTime(time: bigint): string {
  const ms = Number((time - 116_444_736_000_000_000n) / 10_000n)
  return new Date(ms).toISOString()
}

/** Each log cut in two overlapping files, as an archived and a live copy are. */
function overlappingFiles(events: readonly FixtureEvent[]): FixtureFile[] {
  return files(events).flatMap(({ name, records }) => {
    const third = Math.floor(records.length / 3)
    return [
      { name: `live/${name}`, bytes: writeEvtx(records.slice(third)) },
      { name: `archive/${name}`, bytes: writeEvtx(records.slice(0, 2 * third + 1)) },
    ]
  })
}

const text = (result: Reconstruction): string =>
  JSON.stringify(result, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))

describe('the order in which files are read', () => {
  it('never changes anything', () => {
    fc.assert(
      fc.property(life, fc.infiniteStream(fc.nat()), (events, numbers) => {
        const inOrder = overlappingFiles(events)
        const shuffled = inOrder
          .map((file) => ({ file, key: numbers.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ file }) => file)
        expect(text(reconstruct(readTable(shuffled)))).toBe(text(reconstruct(readTable(inOrder))))
      }),
      { numRuns: 60 },
    )
  })

  it('gives the same sessions for overlapping copies as for one whole log', () => {
    fc.assert(
      fc.property(life, (events) => {
        const facts = (some: readonly FixtureFile[]): unknown => {
          const table = readTable(some)
          const { records } = table
          return reconstruct(table).sessions.map(({ id, kind, start, end, states, logons }) => ({
            id,
            kind,
            start,
            end,
            states: states.map((span) => ({
              ...span,
              evidence: span.evidence.map(({ record, role }) => [
                role,
                records.recordId[record],
                records.time[record],
                records.eventId[record],
              ]),
            })),
            logons,
          }))
        }
        expect(facts(overlappingFiles(events))).toEqual(facts(files(events)))
      }),
      { numRuns: 60 },
    )
  })
})

describe('whatever a log holds', () => {
  it('every time is in order and every logon is in exactly one session', () => {
    fc.assert(
      fc.property(life, (events) => {
        const result = reconstruct(readTable(files(events)))
        for (const { start, end } of [...result.logons, ...result.sessions]) {
          expect(ordered([start.earliest, start.best, start.latest])).toBe(true)
          expect(ordered([end.earliest, end.best, end.latest])).toBe(true)
          if (end.reason === 'open-at-end' || end.reason === 'disconnected-at-end') {
            expect([end.best, end.latest]).toEqual([null, null])
          } else expect(end.best === null).toBe(end.reason === 'unknown' && end.latest === null)
        }
        const members = result.sessions.flatMap(({ logons }) => logons).sort((a, b) => a - b)
        expect(members).toEqual(result.logons.map((_, index) => index))
        for (const { states } of result.sessions) {
          for (const span of states) expect(span.to === null || span.to >= span.from).toBe(true)
        }
      }),
      { numRuns: 150 },
    )
  })
})

function ordered(times: readonly (bigint | null)[]): boolean {
  const known = times.filter((time) => time !== null)
  return known.every((time, i) => i === 0 || (known[i - 1] ?? 0n) <= time)
}
