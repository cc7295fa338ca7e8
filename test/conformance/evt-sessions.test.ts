import { describe, expect, test } from 'vitest'
import type { Logon } from '../../electron/contract/sessions'
import { reconstruct } from '../../electron/core/sessions/reconstruct'
import { readLegacyTable } from '../fixtures/evt-writer/read-legacy'
import { evidenceFile, evidencePresent, gzippedJson } from './evidence'

interface TrueSession {
  readonly user: string
  readonly domain: string
  readonly sid: string
  readonly type: number
  readonly logonId: string
  /** Unix seconds. */
  readonly start: number
  readonly end: number
  /** Records that end it. */
  readonly endKind: '551' | '538' | '551+538'
}
interface Truth {
  readonly wrapped_keeps: readonly [string, string]
  readonly records: readonly {
    readonly num: number
    readonly id: number
    readonly strings: readonly string[]
  }[]
  readonly sessions: readonly TrueSession[]
}

const seconds = (time: bigint | null): number | null =>
  time === null ? null : Number(time / 10_000_000n) - 11_644_473_600

// The logs are not in the project (licences): where the folder is absent, a line says so.
describe.skipIf(!evidencePresent)('sessions of legacy logs against their ground truth', () => {
  describe.each(['W2K3A', 'XPWS1'])('%s', (host) => {
    test.each(['', '_dirty'])('SecEvent%s: every logon, its times, and who ended it', (variant) => {
      const truth = gzippedJson<Truth>(`synthetic/evt/${host}_evt_truth.json.gz`)
      const { logons, sessions } = read(host, variant)
      const ofTruth = truth.sessions.map((session) => ({
        account: session.user,
        domain: session.domain,
        sid: session.sid,
        logonType: session.type,
        logonId: BigInt(session.logonId),
        start: session.start,
        end: session.end,
        byUser: session.endKind.startsWith('551'),
      }))
      const own = logons.map((logon) => ({
        account: logon.account,
        domain: logon.domain,
        sid: logon.sid,
        logonType: logon.logonType,
        logonId: logon.logonId,
        start: seconds(logon.start.best),
        end: seconds(logon.end.best),
        byUser: logon.end.reason === 'user-logoff',
      }))
      expect(sorted(own)).toEqual(sorted(ofTruth))
      const byUser = own.filter((logon) => logon.byUser).length
      console.log(
        `${host}${variant}: ${logons.length} logons, ${sessions.length} sessions, ${byUser} ended by 551`,
      )
      for (const logon of logons) {
        if (logon.end.reason === 'user-logoff')
          expect(logon.end).toMatchObject({ method: '551', confidence: 'certain' })
      }
    })

    test.each(['_wrapped', '_truncated'])(
      'SecEvent%s: every 551 that is left ends its session',
      (variant) => {
        const truth = gzippedJson<Truth>(`synthetic/evt/${host}_evt_truth.json.gz`)
        const { table, logons } = read(host, variant)
        const present = new Set(Array.from(table.records.recordId, Number))
        const marked = truth.records.filter(({ num, id }) => id === 551 && present.has(num))
        const ended = logons.filter(({ end }) => end.reason === 'user-logoff')
        console.log(
          `${host}${variant}: ${table.records.length} records, ${logons.length} logons, ${ended.length} ended by 551`,
        )
        expect(ended.map(byLogonId).sort()).toEqual(marked.map(({ strings }) => legacyId(strings[2]!)).sort())
      },
    )
  })
})

function read(host: string, variant: string) {
  const name = `${host}_SecEvent${variant}.Evt`
  const table = readLegacyTable([{ name, bytes: evidenceFile(`synthetic/evt/${name}`) }])
  return { table, ...reconstruct(table) }
}

const byLogonId = (logon: Logon): string => logon.logonId.toString(16)

/** `(0x0,0x1F3A2)` as the number it stands for. */
function legacyId(text: string): string {
  const [high, low] = text.replace(/[()]/g, '').split(',')
  return ((BigInt(high!) << 32n) | BigInt(low!)).toString(16)
}

function sorted<T extends { logonId: bigint; start: number | null }>(logons: readonly T[]): T[] {
  return logons.toSorted((a, b) => (a.start ?? 0) - (b.start ?? 0) || Number(a.logonId - b.logonId))
}
