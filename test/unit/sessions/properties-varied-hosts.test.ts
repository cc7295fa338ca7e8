import { describe, expect, it } from 'vitest'
import { reconstruct } from '../../../electron/core/sessions/reconstruct'
import { cutEvidence } from '../../fixtures/host-story/cut-evidence'
import { bootsOf, CUTS, ODD_CUTS } from '../../fixtures/host-story/cuts'
import { EXCUSED, GIVEN_OUT_TWICE, judgeLogons } from '../../fixtures/host-story/judge-logons'
import { judgeNumbers, judgeSessions } from '../../fixtures/host-story/judge-sessions'
import { HOST_KINDS, type Traits } from '../../fixtures/host-story/varied/traits'
import { variedHost } from '../../fixtures/host-story/varied/varied-host'
import { readTable } from '../../fixtures/read-table'
import { Random } from '../../fixtures/sample-case/random'

/**
 * Hosts, each with one cut of its logs; `SOJOURN_HOSTS=20 npx vitest run -c build/vitest.config.ts test/unit/sessions/properties-varied`
 * tries 500 of each kind of life; SOJOURN_HOST_FIRST_SEED=1000 begins there.
 */
const HOSTS = Number(process.env['SOJOURN_HOSTS'] ?? 1) * 25
const FIRST = Number(process.env['SOJOURN_HOST_FIRST_SEED'] ?? 0)
/** To look at some hosts again, by their seeds: SOJOURN_HOST_SEED=217,361. */
const ONLY = process.env['SOJOURN_HOST_SEED']

const LOGON_IDS = ['grow', 'random', 'wide', 'twice'] as const
/** Cuts that leave everything. */
const WHOLE = /^all logs|^an archive/

/** Nothing that happened at desktops was left out of the logs. */
const isLogged = ({ stopsLogService, auditsLogoffs, habits }: Traits): boolean =>
  !stopsLogService && auditsLogoffs === 'always' && !habits.dropsEvents

interface Tried {
  readonly wrong: readonly string[]
  readonly verdicts: readonly string[]
}

function tryHost(i: number, isOdd: boolean): Tried {
  const cuts = isOdd ? ODD_CUTS : CUTS
  const names = Object.keys(cuts)
  const name = names[i % names.length] ?? ''
  const kind = HOST_KINDS[i % HOST_KINDS.length] ?? 'workstation'
  const logonIds = LOGON_IDS[i % LOGON_IDS.length] ?? 'grow'
  const host = variedHost({ seed: `v${i}`, kind, logonIds, boots: 3, isOdd })
  const tags = host.traits.tagsBoots ? { tags: bootsOf(host) } : {}
  const table = readTable(cutEvidence(host, { ...tags, ...cuts[name]?.(host, new Random(`cut v${i}`)) }))
  const found = reconstruct(table)
  const judgements = judgeLogons(host.truth, table, found)
  const texts = [
    ...judgements.filter(({ wrong }) => wrong).map(({ text }) => text),
    ...judgeSessions(host.truth, found, WHOLE.test(name) && isLogged(host.traits)),
    ...(host.traits.clockError === 0 ? judgeNumbers(host.truth, found) : []),
  ]
  return {
    wrong: texts.map((text) => `${i} (${kind}, ${name}): ${text}`),
    verdicts: judgements.map(({ verdict }) => verdict),
  }
}

describe.each([
  ['lives as varied as real ones', false],
  ['odd lives: crash loops, storms of reconnects, users by turns, days of sleep, lost records', true],
])('hosts with %s', (_, isOdd) => {
  it('are told as it was, or as far as what is left of their logs tells it', () => {
    const seeds =
      ONLY === undefined ? Array.from({ length: HOSTS }, (_, i) => FIRST + i) : ONLY.split(',').map(Number)
    const counts = new Map<string, number>()
    const wrong: string[] = []
    for (const i of seeds) {
      const tried = tryHost(i, isOdd)
      wrong.push(...tried.wrong)
      for (const verdict of tried.verdicts) counts.set(verdict, (counts.get(verdict) ?? 0) + 1)
    }
    const table = [...counts].sort((a, b) => b[1] - a[1]).map(([verdict, count]) => `${count}  ${verdict}`)
    console.log(`${seeds.length} hosts\n${table.join('\n')}`)
    expect(wrong).toEqual([])
    if (ONLY !== undefined) return
    expect(counts.size).toBeGreaterThan(5)
    // Measured: 1 and 11 of 25 hosts. What is excused must stay rare, or it hides mistakes of ours.
    expect(counts.get(EXCUSED) ?? 0).toBeLessThanOrEqual(Math.ceil(seeds.length / 8))
    expect(counts.get(GIVEN_OUT_TWICE) ?? 0).toBeLessThanOrEqual(seeds.length)
  }, 3_600_000)
})
