/** How often a failing process may be started again before that stops helping. */
export class RestartLimit {
  private times: number[] = []

  constructor(
    private readonly most: number,
    private readonly windowMs: number,
  ) {}

  /** Counts a restart at `nowMs`; false where there were too many within the window. */
  allow(nowMs: number): boolean {
    this.times = this.times.filter((time) => nowMs - time < this.windowMs)
    if (this.times.length >= this.most) return false
    this.times.push(nowMs)
    return true
  }

  reset(): void {
    this.times = []
  }
}
