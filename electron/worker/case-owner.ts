/** Who has a case open, as the lock beside its file says; the command line only asks. */
import { readFileSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import * as z from 'zod'

/** Three touches missed, and some more for a share that is slow. */
export const STALE_MS = 90_000

const ownerSchema = z.object({
  token: z.string().max(64),
  process: z.number().int(),
  computer: z.string().max(1024),
})
export type Owner = z.infer<typeof ownerSchema>

export const lockFile = (file: string): string => `${file}.lock`

export function readOwner(file: string): Owner | null {
  try {
    return ownerSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** The program that has a lock's case open; null where there is none. */
export function liveOwner(file: string): Owner | null {
  const owner = readOwner(file)
  if (owner === null) return null
  try {
    if (Date.now() - statSync(file).mtimeMs > STALE_MS) return null
  } catch {
    return null
  }
  return owner.computer !== hostname() || isRunning(owner.process) ? owner : null
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // There, but somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
