/** How far a source has come whose bytes are still arriving. */
export class Arrival {
  private isEnded = false
  private flaw: string | null = null
  private waiting: (() => void)[] = []

  /** @param size bytes that it will have @param available bytes that are there */
  constructor(
    readonly size: number,
    private available: number,
  ) {}

  get hasEnded(): boolean {
    return this.isEnded
  }

  arrived(bytes: number): void {
    this.available = Math.max(this.available, bytes)
    this.wake()
  }

  /** @param flaw why it is not whole; null where it is */
  end(flaw: string | null): void {
    this.isEnded = true
    this.flaw = flaw
    this.wake()
  }

  /** Waits until bytes up to `position` are there; answers how far it can be read, which is less only where it ended before. */
  async reach(position: number): Promise<number> {
    while (this.available < position && !this.isEnded) await this.change()
    return this.isEnded && this.flaw === null ? this.size : this.available
  }

  async ended(): Promise<void> {
    while (!this.isEnded) await this.change()
  }

  private change(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve))
  }

  private wake(): void {
    const { waiting } = this
    this.waiting = []
    for (const resolve of waiting) resolve()
  }
}
