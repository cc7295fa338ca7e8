/** Case files named on the command line: their logs are read, and what is not as the case knows it is told. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Annotation, CaseState } from '../contract/case-file'
import type { SourceState } from '../contract/engine'
import { isCaseName } from '../core/case-file/case-name'
import { evidenceArchive, evidencePlace } from '../core/case-file/evidence-place'
import { damageSentence, isCaseJournal, readJournal } from '../core/case-file/read-journal'
import { CaseReducer } from '../core/case-file/reduce-entries'
import type { ToldNames } from '../core/sessions/machines/machines'
import { isRemoteAddress } from '../core/text/is-remote'
import { UsageError } from './arguments'

const HOST = {
  exists: existsSync,
  isFile: (file: string): boolean => existsSync(file) && statSync(file).isFile(),
  resolve: path.resolve,
  folderOf: path.dirname,
}

/** A log of another computer, as the case that is named `of` has it. */
export interface RemoteLog {
  readonly path: string
  readonly sha256: string
  readonly of: string
}

export interface CaseEvidencePaths {
  /** Logs of the cases, and the paths that are none. */
  readonly paths: readonly string[]
  /** Logs of other computers: copies of them may be in the evidence cache. */
  readonly remote: readonly RemoteLog[]
  readonly warnings: readonly string[]
  /** SHA-256 that a case knows, by path. */
  readonly known: ReadonlyMap<string, string>
  /** What the cases say of computers: their names and clocks. */
  readonly told: ToldNames
  /** What they say of sessions. */
  readonly said: readonly Annotation[]
}

/** @throws UsageError where a case file is none, or cannot be read */
export function caseEvidence(named: readonly string[]): CaseEvidencePaths {
  const paths: string[] = []
  const remote: RemoteLog[] = []
  const warnings: string[] = []
  const known = new Map<string, string>()
  const merges: (readonly string[])[] = []
  const splits: (readonly string[])[] = []
  const clocks: CaseState['clocks'][number][] = []
  const said: Annotation[] = []
  for (const name of named) {
    if (!isCaseName(name) || isRemoteAddress(name)) {
      paths.push(name)
      continue
    }
    const file = path.resolve(name)
    const { state, damage } = readCaseFile(file)
    merges.push(...state.merges.map(({ computers }) => computers))
    said.push(...state.annotations)
    splits.push(...state.splits.map(({ computers }) => computers))
    clocks.push(...state.clocks)
    if (damage !== null) warnings.push(`${name}: ${damage}`)
    for (const log of state.evidence) {
      if (isRemoteAddress(log.path)) {
        if (!known.has(log.path)) remote.push({ path: log.path, sha256: log.sha256, of: name })
        known.set(log.path, known.get(log.path) ?? log.sha256)
        continue
      }
      const place = evidencePlace(log, file, HOST)
      const inside = place === null ? evidenceArchive(log, file, HOST) : null
      const open = place ?? inside?.archive
      if (open === undefined)
        warnings.push(`${log.path}: not found; ${name} knows it by SHA-256 ${log.sha256}`)
      else {
        if (!paths.includes(open)) paths.push(open)
        known.set(inside?.shown ?? open, log.sha256)
      }
    }
  }
  return { paths, remote, warnings, known, told: { merges, splits, clocks }, said }
}

/** Logs whose content is not what the case knows, a sentence each. */
export function changedEvidence(
  sources: readonly SourceState[],
  known: ReadonlyMap<string, string>,
): readonly string[] {
  return sources.flatMap(({ path: place, sha256 }) => {
    const before = known.get(place)
    if (before === undefined || sha256 === null || sha256 === before) return []
    return [`${place}: changed since the case read it; SHA-256 ${before} then, ${sha256} now`]
  })
}

/** @throws UsageError where it is none, or cannot be read */
export function readCaseFile(file: string): {
  state: CaseState
  damage: string | null
} {
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : String(error)}`)
  }
  const journal = readJournal(bytes, (content) => createHash('sha256').update(content).digest('hex'))
  if (!isCaseJournal(journal)) throw new UsageError(`${file} is no case file`)
  const reducer = new CaseReducer()
  for (const line of journal.lines) reducer.add(line)
  return { state: reducer.state(), damage: damageSentence(journal.damage) }
}
