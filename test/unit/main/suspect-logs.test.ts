import { expect, test } from 'vitest'
import type { SourceId } from '../../../electron/contract/ids'
import { SuspectLogs } from '../../../electron/main/suspect-logs'

const ids = (...names: string[]): SourceId[] => names as SourceId[]

/** Engines that read all logs, four at once, and die of some of them, until one lives or nothing can be learned. */
function read(logs: readonly SourceId[], deadly: readonly SourceId[]): { deaths: number; kept: SourceId[] } {
  const suspects = new SuspectLogs()
  for (let deaths = 0; ; deaths++) {
    const kept = logs.filter((log) => suspects.careOf(log) !== 'set-aside')
    const alone = kept.filter((log) => suspects.careOf(log) === 'alone')
    const others = kept.filter((log) => suspects.careOf(log) === undefined)
    const groups = Array.from({ length: Math.ceil(others.length / 4) }, (_, i) =>
      others.slice(i * 4, i * 4 + 4),
    )
    const last = [...groups, ...alone.map((log) => [log])].find((group) => {
      suspects.noteUnderWay(group)
      const dies = group.some((log) => deadly.includes(log))
      if (!dies) suspects.noteRead()
      return dies
    })
    if (last === undefined || suspects.judge().kind === 'unexplained') return { deaths, kept }
  }
}

test.each([
  ['none', [], 0],
  ['the first', ['log 0'], 2],
  ['one in the middle', ['log 9'], 2],
  ['two that are read together', ['log 4', 'log 5'], 3],
  ['two far apart', ['log 2', 'log 17'], 4],
])('just the deadly logs are set aside: %s', (_, deadly, deaths) => {
  const logs = ids(...Array.from({ length: 20 }, (_value, i) => `log ${i}`))
  const result = read(logs, ids(...deadly))
  expect(result.kept).toEqual(logs.filter((log) => !deadly.includes(log)))
  expect(result.deaths).toBe(deaths)
})

test('an engine that reads no log at all is given up', () => {
  const logs = ids(...Array.from({ length: 100 }, (_value, i) => `log ${i}`))
  const { deaths, kept } = read(logs, logs)
  expect(deaths).toBeLessThan(50)
  expect(kept.length).toBeGreaterThan(50)
})

test('a death while nothing is read blames nobody; one death alone sets nothing aside', () => {
  const suspects = new SuspectLogs()
  expect(suspects.judge()).toEqual({ kind: 'unexplained' })
  suspects.noteUnderWay(ids('a'))
  expect(suspects.judge()).toEqual({ kind: 'suspected' })
  expect(suspects.careOf('a' as SourceId)).toBe('alone')
  suspects.noteUnderWay([])
  expect(suspects.judge()).toEqual({ kind: 'unexplained' })
  suspects.noteUnderWay(ids('a'))
  expect(suspects.judge()).toEqual({ kind: 'set-aside', source: 'a' })
})
