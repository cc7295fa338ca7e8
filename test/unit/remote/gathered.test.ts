import type { IncomingMessage } from 'node:http'
import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { gathered } from '../../../electron/worker/sources/remote/gathered'

/** An answer of unknown length. */
const answer = (): PassThrough & IncomingMessage =>
  Object.assign(new PassThrough(), { headers: {} }) as PassThrough & IncomingMessage

/** Pieces that cannot be told from each other would hide a loss. */
const piece = (n: number, length: number): Uint8Array => new Uint8Array(length).fill(n)

async function take(stream: IncomingMessage): Promise<{ pieces: Uint8Array[]; problem: string | null }> {
  const pieces: Uint8Array[] = []
  try {
    for await (const one of gathered(stream)) pieces.push(Buffer.from(one))
    return { pieces, problem: null }
  } catch (error) {
    return { pieces, problem: (error as Error).message }
  }
}

describe('what a server sends', () => {
  it('comes in order and whole, what comes together as one', async () => {
    const stream = answer()
    for (let n = 0; n < 40; n++) stream.write(piece(n, 100))
    stream.end()
    const { pieces, problem } = await take(stream)
    const whole = Buffer.concat(Array.from({ length: 40 }, (_, n) => piece(n, 100)))
    expect([Buffer.concat(pieces).equals(whole), problem]).toEqual([true, null])
    expect(pieces.length).toBeLessThan(40)
  })

  it('that broke off is kept before the error is told', async () => {
    const stream = answer()
    const taken = take(stream)
    stream.write(piece(1, 10))
    await new Promise((resolve) => setTimeout(resolve, 20))
    stream.destroy(new Error('cut'))
    const { pieces, problem } = await taken
    expect([Buffer.concat(pieces).length, problem]).toEqual([10, 'cut'])
  })

  it('waits at the sender while the reader is busy', async () => {
    const stream = answer()
    const reader = gathered(stream)
    let sent = 0
    const first = reader.next()
    const send = setInterval(() => {
      while (sent < 64 && stream.write(piece(sent, 256 * 1024))) sent++
    }, 1)
    await first
    await new Promise((resolve) => setTimeout(resolve, 60))
    clearInterval(send)
    expect(sent).toBeLessThan(16)
    await reader.return()
    expect(stream.destroyed).toBe(true)
  })
})
