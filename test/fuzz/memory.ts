import fs from 'node:fs'

/** Linux: the most memory since this was last written to; 5 is "reset peak" (proc(5)). */
const RESET = '/proc/self/clear_refs'
const STATUS = '/proc/self/status'

/**
 * The most memory of this process that was really in use while something ran, above what was in use before it. Garbage that was not collected yet counts.
 * On Linux exact for each run. Elsewhere the system only keeps the most of the whole process, so a run is seen when it goes beyond all before it.
 */
export class PeakMemory {
  private before = 0
  private mostBefore = 0
  private readonly canReset = fs.existsSync(RESET) && this.reset()

  start(): void {
    if (this.canReset) this.reset()
    this.before = process.memoryUsage.rss()
    this.mostBefore = this.most()
  }

  /** Bytes above those at `start`. */
  grown(): number {
    const most = this.most()
    return this.canReset || most > this.mostBefore ? Math.max(0, most - this.before) : 0
  }

  private reset(): boolean {
    try {
      fs.writeFileSync(RESET, '5')
      return true
    } catch {
      return false
    }
  }

  /** Bytes. */
  private most(): number {
    if (!this.canReset) return process.resourceUsage().maxRSS * 1024
    const line = /^VmHWM:\s+(\d+) kB/m.exec(fs.readFileSync(STATUS, 'utf8'))
    return Number(line?.[1] ?? 0) * 1024
  }
}
