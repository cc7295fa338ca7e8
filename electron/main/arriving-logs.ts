/** Hands the logs of an archive or place to the engine as they come. */
import type { AcquiredCopy } from '../contract/acquisition'
import type { SourceId } from '../contract/ids'
import type { JobHearer } from './acquirer-host'
import type { Warn } from './bridge-calls'
import type { EngineHost } from './engine-host'

/** Sentences of one archive or place that are shown; more are counted. */
const SHOWN = 10

export interface ArrivalDesk {
  readonly engine: EngineHost
  nextId(): SourceId
  readonly warn: Warn
  /** null: the person has none. */
  askPassword(archive: string, wrong: boolean): Promise<string | null>
  /** How something came to the cache. */
  acquired(copy: AcquiredCopy): void
}

/** Hears of copies that did not come whole and can be tried again. */
export interface BrokenHearer {
  /** @param path of the file in its place */
  add(id: SourceId, shown: string, path: string): void
  /** It has a row from an attempt before. */
  isKnown(shown: string): boolean
  /** What came of it before is void. */
  renew(shown: string): void
}

/**
 * What goes wrong with what is no log yet is a warning when all has come.
 * @param archive what is opened again to have these logs again; null of a place, which is not contacted by itself
 * @param broken null where nothing of it is tried again file by file
 * @param none said where there were neither logs nor problems; null where that is no news
 */
export function arrivingLogs(
  { engine, nextId, warn, askPassword, acquired }: ArrivalDesk,
  {
    shown: of,
    archive,
    none,
    broken = null,
  }: {
    readonly shown: string
    readonly archive: string | null
    readonly none: string | null
    readonly broken?: BrokenHearer | null
  },
): { readonly hearer: JobHearer; readonly itemOf: (id: string) => number | null } {
  const ids = new Map<number, SourceId>()
  const problems: string[] = []
  const notes: string[] = []
  const from = archive === null ? {} : { archive }
  const hearer: JobHearer = {
    began: (item, { shown, spot, size }) => {
      const id = nextId()
      ids.set(item, id)
      engine.open([{ id, path: spot, display: shown, ...from, arriving: { size, bytes: 0 } }])
    },
    arrived: (item, bytes) => engine.arrived(ids.get(item)!, bytes),
    ended: (item, { shown, spot, problem, path, notes: own }) => {
      // Of what did not come whole the next attempt tells.
      if (problem === null) notes.push(...own.map((note) => `${nameOf(shown)}: ${note}`))
      const before = ids.get(item)
      const hasRow = broken !== null && path !== null && !broken.isKnown(shown)
      if (before === undefined && spot === null && !hasRow) {
        if (problem !== null) problems.push(`${shown}: ${problem}`)
        return
      }
      const id = before ?? nextId()
      // Of what can be tried again there is a row, even if nothing of it came.
      if (before === undefined && spot === null)
        engine.open([{ id, path: '', display: shown, ...from, arriving: { size: 0, bytes: 0 } }])
      if (before !== undefined || spot === null) engine.arrivalEnded(id, spot, problem)
      else engine.open([{ id, path: spot, display: shown, ...from, flaw: problem }])
      if (problem !== null && path !== null) broken?.add(id, shown, path)
    },
    acquired,
    renewed: (shown) => broken?.renew(shown),
    problem: (shown, sentence) => problems.push(`${shown}: ${sentence}`),
    password: (one, wrong) => askPassword(one, wrong),
    finished: (logs) => {
      if (notes.length > 0) warn(firstOf(notes, 'more were resumed or started over', of), 'info')
      const shown = problems.length > 0 ? [firstOf(problems, 'more entries were not read', of)] : []
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

function firstOf(sentences: readonly string[], others: string, of: string): string {
  const shown = sentences.slice(0, SHOWN)
  const more = sentences.length - shown.length
  return [...shown, ...(more > 0 ? [`${of}: ${more} ${others}.`] : [])].join('\n')
}

function nameOf(shown: string): string {
  return shown.slice(shown.lastIndexOf('/') + 1)
}
