/** `purge`: what the evidence cache has of cases is removed from it. */
import path from 'node:path'
import { caseCopies } from '../worker/acquire/case-copies'
import { EvidenceCache } from '../worker/acquire/evidence-cache'
import { liveOwner, lockFile } from '../worker/case-owner'
import { UsageError } from './arguments'
import { readCaseFile } from './case-evidence'

export interface PurgeTold {
  /** One for each case. */
  line(text: string): void
  warn(message: string): void
}

/** Case files are only read. One that cannot be, or that is open in a window, is left out. @returns false where something stays that should not */
export async function purgeCases(
  cases: readonly string[],
  cacheFolder: string,
  told: PurgeTold,
): Promise<boolean> {
  const cache = new EvidenceCache(cacheFolder)
  let isWhole = true
  const warn = (message: string): void => {
    isWhole = false
    told.warn(message)
  }
  for (const name of cases) {
    const caseFile = path.resolve(name)
    const evidence = evidenceOf(caseFile, name, warn)
    if (evidence === null) continue
    const { copies, bytes, shared, problems } = await caseCopies({ cache, caseFile, evidence, remove: true })
    const stay =
      shared === 0 ? '' : `; ${counted(shared)} that other cases have ${shared === 1 ? 'stays' : 'stay'}`
    told.line(`${name}: ${counted(copies)} removed, ${bytes} bytes${stay}`)
    problems.forEach(warn)
  }
  return isWhole
}

/** What a case names as its logs; null where it is left out. */
function evidenceOf(
  caseFile: string,
  name: string,
  warn: (message: string) => void,
): ReturnType<typeof readCaseFile>['state']['evidence'] | null {
  try {
    const { state, damage } = readCaseFile(caseFile)
    const owner = liveOwner(lockFile(caseFile))
    if (owner !== null) {
      warn(
        `${name} is open (process ${owner.process} on ${owner.computer}). None of its copies was removed. Close it first.`,
      )
      return null
    }
    if (damage !== null) warn(`${name}: ${damage} Copies that only such lines name stay.`)
    return state.evidence
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    warn(`${error.message}. None of its copies was removed.`)
    return null
  }
}

const counted = (copies: number): string => `${copies} ${copies === 1 ? 'copy' : 'copies'}`
