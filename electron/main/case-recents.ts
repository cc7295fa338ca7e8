/** Cases that were open before, for the start page. Says nothing of what is in them but how much. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { access } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import type { RecentCase } from '../contract/case-file'
import { isRemoteAddress } from '../core/text/is-remote'
import type { CaseSummary } from './case-keeper'

const RECENTS_KEPT = 10
/** Logs looked for, of each case. */
const LOGS_CHECKED = 20

const recentSchema = z.object({
  file: z.string().max(32_767),
  name: z.string().max(1024),
  openedMs: z.number(),
  files: z.number().int().min(0),
  marked: z.number().int().min(0),
  evidence: z.array(z.string().max(32_767)).max(LOGS_CHECKED),
})
type Recent = z.infer<typeof recentSchema>

export class CaseRecents {
  private recents: readonly Recent[]

  /** Reads the list; a missing or unusable one counts as empty. */
  constructor(private readonly list: string) {
    try {
      this.recents = z
        .array(recentSchema)
        .max(1000)
        .parse(JSON.parse(readFileSync(list, 'utf8')))
    } catch {
      this.recents = []
    }
  }

  /** Puts a saved case first. A disk that refuses loses only the memory of it. */
  note(known: CaseSummary): void {
    const { file } = known
    if (file === null) return
    const evidence = known.evidence.slice(0, LOGS_CHECKED).map((one) => one.path)
    const recent: Recent = {
      file,
      name: known.name,
      openedMs: Date.now(),
      files: known.evidence.length,
      marked: known.marked,
      evidence,
    }
    this.recents = [recent, ...this.recents.filter((one) => one.file !== file)].slice(0, RECENTS_KEPT)
    try {
      mkdirSync(path.dirname(this.list), { recursive: true })
      writeFileSync(`${this.list}.new`, JSON.stringify(this.recents, null, 2))
      renameSync(`${this.list}.new`, this.list)
    } catch {
      return
    }
  }

  has(file: string): boolean {
    return this.recents.some((one) => one.file === file)
  }

  /** The latest first; those whose file or evidence is gone are kept and say so. */
  known(): Promise<RecentCase[]> {
    return Promise.all(
      this.recents.map(async ({ evidence, ...recent }) => {
        const hasCase = await exists(recent.file)
        const logs = hasCase ? await Promise.all(evidence.map(exists)) : []
        const missing = !hasCase ? 'case' : logs.includes(false) ? 'evidence' : 'nothing'
        return { ...recent, missing }
      }),
    )
  }
}

async function exists(file: string): Promise<boolean> {
  // What came from another computer lies in the cache by its content; opening the case looks for it.
  if (isRemoteAddress(file)) return true
  try {
    await access(file)
    return true
  } catch {
    return false
  }
}
