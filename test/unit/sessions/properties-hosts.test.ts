import { describe, expect, it } from 'vitest'
import { reconstruct } from '../../../electron/core/sessions/reconstruct'
import { fileTime, isoText } from '../../fixtures/evtx-writer/time'
import { cutEvidence } from '../../fixtures/host-story/cut-evidence'
import { CUTS } from '../../fixtures/host-story/cuts'
import { EXCUSED, judgeLogons } from '../../fixtures/host-story/judge-logons'
import { randomHost } from '../../fixtures/host-story/random-host'
import { readTable } from '../../fixtures/read-table'
import { Random } from '../../fixtures/sample-case/random'

/** Seeds of each kind of evidence; SOJOURN_HOSTS asks for more. */
const HOSTS = Number(process.env['SOJOURN_HOSTS'] ?? 1)

describe.each(Object.keys(CUTS))('random hosts, of which is left: %s', (name) => {
  it.each(['grow', 'random'] as const)('logons agree with what happened (logon IDs %s)', (logonIds) => {
    const wrong: string[] = []
    for (let i = 0; i < HOSTS; i++) {
      const seed = `${name}-${logonIds}-${i}`
      const host = randomHost({ seed, logonIds, server: i % 3 === 2, days: 3 })
      const cut = CUTS[name]?.(host, new Random(`cut ${seed}`)) ?? {}
      const table = readTable(cutEvidence(host, cut))
      for (const one of judgeLogons(host.truth, table, reconstruct(table)))
        if (one.wrong || one.verdict === EXCUSED) wrong.push(`${i}: ${one.text}`)
    }
    expect(wrong).toEqual([])
  })
})

describe('random hosts: sessions', () => {
  it('are locked and disconnected as it happened, one for each person at a desktop', () => {
    for (let i = 0; i < HOSTS * 4; i++) {
      const host = randomHost({ seed: `states-${i}`, logonIds: 'grow', server: i % 2 === 1, days: 2 })
      const { logons, sessions } = reconstruct(readTable(cutEvidence(host, {})))
      const truth = host.truth.sessions.filter(({ locks }) => locks !== undefined)
      const desktops = sessions.filter(({ kind }) => kind === 'console' || kind === 'rdp')
      expect(desktops).toHaveLength(truth.length)
      for (const real of truth) {
        const at = fileTime(real.start)
        const session = desktops.find(
          ({ start, logons: own }) =>
            start.best === at && own.some((index) => logons[index]?.logonId === BigInt(real.logonId)),
        )
        const away = (session?.states ?? [])
          .filter(({ state }) => state === 'locked' || state === 'disconnected')
          .map(({ from, to }) => [isoText(from), to === null ? null : isoText(to)])
        expect(away).toEqual([...(real.locks ?? []), ...(real.disconnects ?? [])])
        expect(session?.kind).toBe(real.type === 10 ? 'rdp' : 'console')
      }
    }
  })
})
