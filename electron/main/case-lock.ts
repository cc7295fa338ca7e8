/**
 * Keeps two writers apart: a small file beside the case that is touched while the case is open. One that was not touched for
 * a while, or whose process is gone, belongs to a program that died, and is taken over.
 */
import { randomUUID } from 'node:crypto'
import { rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { liveOwner, lockFile, type Owner, readOwner } from '../worker/case-owner'

const TOUCH_MS = 20_000
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

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}
