import type { CaseLine } from '../contract/case-file'
import type { JournalDamage } from '../core/case-file/read-journal'
import { CaseReducer } from '../core/case-file/reduce-entries'
import { CaseJournal } from './case-journal'
import { inTurns } from './in-turns'

/** A case file that was read, and what it comes to; its journal is open. */
export interface ReadCaseFile {
  readonly journal: CaseJournal
  readonly lines: CaseLine[]
  readonly reducer: CaseReducer
  readonly damage: readonly JournalDamage[]
}

/** Entries between two rests. */
const ENTRIES_AT_ONCE = 5000

/**
 * Reads a case file in turns, beside the case that is open.
 * @throws CaseProblem
 */
export async function readCaseFile(file: string): Promise<ReadCaseFile> {
  const { journal, content } = await CaseJournal.open(file)
  const reducer = new CaseReducer()
  await inTurns(reducing(content.lines, reducer))
  return { journal, lines: [...content.lines], reducer, damage: content.damage }
}

function* reducing(lines: readonly CaseLine[], reducer: CaseReducer): Generator<undefined, undefined> {
  for (const [at, line] of lines.entries()) {
    reducer.add(line)
    if (at % ENTRIES_AT_ONCE === ENTRIES_AT_ONCE - 1) yield
  }
}
