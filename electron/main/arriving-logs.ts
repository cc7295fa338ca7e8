/** Hands the logs of an archive or place to the engine as they come. */
import type { SourceId } from '../contract/ids'
import type { JobHearer } from './acquirer-host'
import type { Warn } from './bridge-calls'
import type { EngineHost } from './engine-host'

/** Problems of one archive or place that are shown; more are counted. */
const SHOWN_PROBLEMS = 10

export interface ArrivalDesk {
  readonly engine: EngineHost
  nextId(): SourceId
  readonly warn: Warn
  /** null: the person has none. */
  askPassword(archive: string, wrong: boolean): Promise<string | null>
}

/**
 * What goes wrong with what is no log yet is a warning when all has come.
 * @param archive what is opened again to have these logs again; null of a place, which is not contacted by itself
 * @param none said where there were neither logs nor problems; null where that is no news
 */
export function arrivingLogs(
  { engine, nextId, warn, askPassword }: ArrivalDesk,
  {
    shown: of,
    archive,
    none,
  }: { readonly shown: string; readonly archive: string | null; readonly none: string | null },
): { readonly hearer: JobHearer; readonly itemOf: (id: string) => number | null } {
  const ids = new Map<number, SourceId>()
  const problems: string[] = []
  const from = archive === null ? {} : { archive }
  const hearer: JobHearer = {
    began: (item, { shown, spot, size }) => {
      const id = nextId()
      ids.set(item, id)
      engine.open([{ id, path: spot, display: shown, ...from, arriving: { size, bytes: 0 } }])
    },
    arrived: (item, bytes) => engine.arrived(ids.get(item)!, bytes),
    ended: (item, { shown, spot, problem }) => {
      const id = ids.get(item)
      if (id !== undefined) engine.arrivalEnded(id, spot, problem)
      else if (spot !== null)
        engine.open([{ id: nextId(), path: spot, display: shown, ...from, flaw: problem }])
      else if (problem !== null) problems.push(`${shown}: ${problem}`)
    },
    problem: (shown, sentence) => problems.push(`${shown}: ${sentence}`),
    password: (one, wrong) => askPassword(one, wrong),
    finished: (logs) => {
      const more = problems.length - SHOWN_PROBLEMS
      const shown = problems.slice(0, SHOWN_PROBLEMS)
      if (more > 0) shown.push(`${of}: ${more} more entries were not read.`)
      if (logs === 0 && problems.length === 0 && none !== null) shown.push(`${of}: ${none}`)
      if (shown.length > 0) warn(shown.join('\n'), 'warning')
    },
  }
  const itemOf = (id: string): number | null => {
    for (const [item, known] of ids) if (known === id) return item
    return null
  }
  return { hearer, itemOf }
}
