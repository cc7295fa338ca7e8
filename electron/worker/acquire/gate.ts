/** Holds work back while it is closed. */
export class Gate {
  private opened: Promise<void> | null = null
  private open: () => void = () => undefined

  get isClosed(): boolean {
    return this.opened !== null
  }

  pause(): void {
    this.opened ??= new Promise((resolve) => (this.open = resolve))
  }

  resume(): void {
    this.open()
    this.opened = null
  }

  /** @throws the reason of the signal */
  async pass(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (this.opened === null) return
    let stop = (): void => undefined
    const stopped = new Promise<void>((resolve) => {
      stop = resolve
      signal.addEventListener('abort', stop, { once: true })
    })
    await Promise.race([this.opened, stopped])
    signal.removeEventListener('abort', stop)
    signal.throwIfAborted()
  }
}
