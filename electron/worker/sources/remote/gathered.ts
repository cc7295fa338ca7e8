/** What a server sends in small pieces, in few large ones. */
import { finished, type Readable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'

/** So much waits for a reader who is busy; then the sender has to. */
const ROOM = 1024 * 1024

/**
 * What a stream brings within a turn of the event loop, as one piece: promises, timers and fresh memory for each 16 KiB of TLS cost as much as their decryption.
 * @throws the error of the stream, after what came before it
 */
export async function* gathered(stream: Readable): AsyncGenerator<Uint8Array, void, undefined> {
  const came = new Waiting(stream)
  try {
    while (await came.something()) {
      yield came.take()
    }
  } finally {
    stream.destroy()
  }
}

class Waiting {
  bytes = 0
  private pieces: Uint8Array[] = []
  private isOver = false
  private problem: Error | null = null
  private wake = (): void => undefined

  constructor(private readonly stream: Readable) {
    stream.on('data', (piece: Uint8Array) => {
      this.pieces.push(piece)
      this.bytes += piece.length
      if (this.bytes >= ROOM) stream.pause()
      this.wake()
    })
    finished(stream, { writable: false }, (problem) => {
      this.isOver = true
      this.problem = problem ?? null
      this.wake()
    })
  }

  /** false at the end. @throws the error of the stream */
  async something(): Promise<boolean> {
    await nextTurn()
    while (this.bytes === 0) {
      if (this.problem !== null) throw this.problem
      if (this.isOver) return false
      await new Promise<void>((resolve) => (this.wake = resolve))
      await nextTurn()
    }
    return true
  }

  take(): Uint8Array {
    const taken = Buffer.concat(this.pieces, this.bytes)
    this.pieces = []
    this.bytes = 0
    this.stream.resume()
    return taken
  }
}
