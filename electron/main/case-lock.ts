/**
 * Keeps two writers apart: a small file beside the case that is touched while the case is open. One that was not touched for
 * a while, or whose process is gone, belongs to a program that died, and is taken over.
 */
import { randomUUID } from 'node:crypto'
import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import * as z from 'zod'

const TOUCH_MS = 20_000
/** Three touches missed, and some more for a share that is slow. */
export const STALE_MS = 90_000

const ownerSchema = z.object({
  token: z.string().max(64),
  process: z.number().int(),
  computer: z.string().max(1024),
})
type Owner = z.infer<typeof ownerSchema>

export const lockFile = (file: string): string => `${file}.lock`

export class CaseLock {
  private readonly token = randomUUID()
  private readonly timer: NodeJS.Timeout

  private constructor(private readonly file: string) {
    this.write('wx')
    this.timer = setInterval(() => this.touch(), TOUCH_MS)
    this.timer.unref()
  }

  /** The lock of a case file, or who holds it. Throws what the disk says where none can be written. */
  static take(caseFile: string): CaseLock | { readonly heldBy: string } {
    const file = lockFile(caseFile)
    const holder = liveOwner(file)
    if (holder !== null) return { heldBy: `process ${holder.process} on ${holder.computer}` }
    rmSync(file, { force: true })
    try {
      return new CaseLock(file)
    } catch (error) {
      // Somebody was faster.
      if (isExisting(error)) return { heldBy: 'another program' }
      throw error
    }
  }

  /** Whether it is still this lock that lies there; a computer that slept may have lost it. */
  isHeld(): boolean {
    return readOwner(this.file)?.token === this.token
  }

  release(): void {
    clearInterval(this.timer)
    if (this.isHeld()) rmSync(this.file, { force: true })
  }

  private write(flag: 'wx'): void {
    const owner: Owner = { token: this.token, process: process.pid, computer: hostname() }
    writeFileSync(this.file, JSON.stringify(owner), { flag })
  }

  private touch(): void {
    try {
      const now = new Date()
      if (this.isHeld()) utimesSync(this.file, now, now)
    } catch {
      // A share that is away for a moment; `isHeld` is asked before anything is written.
    }
  }
}

function readOwner(file: string): Owner | null {
  try {
    return ownerSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

function liveOwner(file: string): Owner | null {
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

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}
