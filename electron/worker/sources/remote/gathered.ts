/** What a server sends in small pieces, in few large ones. */
import type { IncomingMessage } from 'node:http'
import { finished } from 'node:stream'
import { takeFrom } from './tapped-socket'

/** So much waits for a reader who is busy; then the sender has to. */
const ROOM = 1024 * 1024
/** A piece has as much, unless that does not come soon. */
const ENOUGH = 256 * 1024
const SOON_MS = 5
/** Less is not worth the next file's connection: one whose bytes were taken cannot be used again. */
export const WORTH_A_CONNECTION = 32 * 1024 * 1024

/**
 * The body of an answer in pieces of what comes soon after each other, each valid until the next is asked for: promises, timers and fresh memory for each
 * 16 KiB of TLS cost as much as their decryption. Node reads the head, and all of a body that is small or of unknown length; what is left of a large one it
 * would only copy, so that is taken from the connection. @throws the error of the connection, after what came before it
 */
export async function* gathered(answer: IncomingMessage): AsyncGenerator<Uint8Array, void, undefined> {
  const room = new Room()
  const isTaken = takeLarge(answer, room)
  if (!isTaken) {
    answer.on('data', (piece: Uint8Array) => {
      if (!room.add(piece)) answer.pause()
    })
  }
  const source = isTaken ? answer.socket : answer
  finished(answer, { writable: false }, (problem) => room.end(problem ?? null))
  try {
    while (await room.something()) {
      const piece = room.take()
      source.resume()
      yield piece
    }
  } finally {
    answer.destroy()
  }
}

/** Whether what is left of the body comes into `room` without Node's parser. */
function takeLarge(answer: IncomingMessage, room: Room): boolean {
  const { headers, socket } = answer
  const length = headers['transfer-encoding'] === undefined ? Number(headers['content-length']) : Number.NaN
  if (!(length >= WORTH_A_CONNECTION) || answer.complete) return false
  let left = length - answer.readableLength
  const isTaken = takeFrom(socket, (bytes) => {
    const some = bytes.length > left ? bytes.subarray(0, left) : bytes
    left -= some.length
    const isMore = room.add(some) && left > 0
    if (left === 0) room.end(null)
    return isMore
  })
  // What came with the head.
  if (isTaken && answer.readableLength > 0) room.add(answer.read() as Uint8Array)
  return isTaken
}

/** Bytes that came, until somebody takes them. */
class Room {
  private bytes = Buffer.allocUnsafeSlow(ROOM)
  private spare = Buffer.allocUnsafeSlow(ROOM)
  private filled = 0
  private isOver = false
  private problem: Error | null = null
  /** So many are waited for. */
  private wanted = Infinity
  private wake = (): void => undefined

  /** false where it is full. What comes all the same is kept: it was under way. */
  add(piece: Uint8Array): boolean {
    const end = this.filled + piece.length
    if (end > this.bytes.length) this.bytes = Buffer.concat([this.bytes.subarray(0, this.filled)], end + ROOM)
    this.bytes.set(piece, this.filled)
    this.filled = end
    if (end >= this.wanted) this.wake()
    return end < ROOM
  }

  /** Nothing more comes. */
  end(problem: Error | null): void {
    if (this.isOver) return
    this.isOver = true
    this.problem = problem
    this.wake()
  }

  /** Waits until there is something, and for more that follows at once; false at the end. @throws the error that it ended with */
  async something(): Promise<boolean> {
    if (this.filled === 0) await this.until(1)
    if (this.filled < ENOUGH) {
      const late = setTimeout(() => this.wake(), SOON_MS)
      await this.until(ENOUGH)
      clearTimeout(late)
    }
    if (this.filled > 0) return true
    if (this.problem !== null) throw this.problem
    return false
  }

  /** All of it; what comes now goes into the memory of what was taken before. */
  take(): Uint8Array {
    const taken = this.bytes.subarray(0, this.filled)
    const { spare } = this
    this.spare = this.bytes
    this.bytes = spare
    this.filled = 0
    return taken
  }

  private async until(bytes: number): Promise<void> {
    if (this.isOver) return
    this.wanted = bytes
    await new Promise<void>((resolve) => (this.wake = resolve))
    this.wanted = Infinity
  }
}
