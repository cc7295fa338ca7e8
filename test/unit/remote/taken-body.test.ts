/** Large bodies, which are taken from the connection, of a server on loopback that writes its answers itself and misbehaves in one way at a time. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConnectOptions } from '../../../electron/worker/sources/remote/connection'
import { WORTH_A_CONNECTION } from '../../../electron/worker/sources/remote/gathered'
import { connectTo, NEVER, problemOf, readAll, sha256 } from '../../fixtures/servers/read-place'

const MB = 1024 * 1024
const content = randomBytes(WORTH_A_CONNECTION + 3 * MB + 7)
const TYPE = 'HTTP/1.1 200 OK\r\nETag: "a"\r\n'
const LENGTH = `Content-Length: ${content.length}\r\n`
const HEAD = `${TYPE}${LENGTH}\r\n`

/** Answers the question for the file itself; what lies behind the first byte of it is asked for like that too. */
let body: (socket: Socket) => void = () => undefined
let sockets: Socket[] = []
let server: Server
let port = 0

beforeAll(async () => {
  server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => undefined)
    socket.on('data', (question) => {
      if (!/range: bytes=0-0/i.test(question.toString('latin1'))) return body(socket)
      const range = `Content-Range: bytes 0-0/${content.length}\r\nContent-Length: 1\r\n`
      socket.write(`HTTP/1.1 206 Partial Content\r\nETag: "a"\r\n${range}\r\nx`)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as { port: number }).port
})
afterAll(() => {
  for (const socket of sockets) socket.destroy()
  server.close()
})

/** The file as it comes, and how many bytes came before whatever went wrong. */
async function read(
  options: Partial<ConnectOptions> = {},
): Promise<{ bytes: Buffer; problem: string | null }> {
  sockets = []
  const place = await connectTo(`http://127.0.0.1:${port}/log.evtx`, null, options)
  const parts: Uint8Array[] = []
  try {
    const file = await place.open('/log.evtx', NEVER)
    for await (const part of file.read(0, NEVER)) parts.push(Buffer.from(part))
    return { bytes: Buffer.concat(parts), problem: null }
  } catch (error) {
    return { bytes: Buffer.concat(parts), problem: (error as Error).message }
  } finally {
    await place.close()
  }
}

const sent = (socket: Socket, ...parts: (string | Buffer)[]): void => {
  for (const part of parts) socket.write(part)
}

/** What came is the beginning of the file. */
const isBeginning = (bytes: Buffer): boolean => bytes.equals(content.subarray(0, bytes.length))

describe('a large body', () => {
  it('is read whole, behind its head or apart from it, and behind answers before the answer', async () => {
    const heads = [
      (socket: Socket): void => sent(socket, Buffer.concat([Buffer.from(HEAD), content])),
      (socket: Socket): void => {
        sent(socket, HEAD.slice(0, 30))
        setTimeout(() => sent(socket, HEAD.slice(30)), 20)
        setTimeout(() => sent(socket, content), 40)
      },
      (socket: Socket): void => sent(socket, `HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n${HEAD}`, content),
    ]
    for (const head of heads) {
      body = head
      const { bytes, problem } = await read()
      expect([problem, sha256(bytes)]).toEqual([null, sha256(content)])
    }
  })

  it('is read whole where its length is told by chunks, with what stands behind them', async () => {
    body = (socket) => {
      sent(socket, `${TYPE}Transfer-Encoding: chunked\r\nTrailer: X\r\n\r\n`)
      for (let at = 0; at < content.length; at += MB) {
        const chunk = content.subarray(at, at + MB)
        sent(socket, `${chunk.length.toString(16)}\r\n`, chunk, '\r\n')
      }
      sent(socket, '0\r\nX: y\r\n\r\n')
    }
    const { bytes, problem } = await read()
    expect([problem, sha256(bytes)]).toEqual([null, sha256(content)])
  })

  it('ends where it was said to end, and nothing that follows counts', async () => {
    body = (socket) => sent(socket, HEAD, content, 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbad')
    const { bytes, problem } = await read()
    expect([problem, sha256(bytes)]).toEqual([null, sha256(content)])
  })

  it('that is cut keeps what came', async () => {
    const half = content.subarray(0, content.length / 2)
    body = (socket) => {
      sent(socket, HEAD, half)
      socket.end()
    }
    const { bytes, problem } = await read()
    expect(problem).toContain('was cut')
    expect([bytes.length, isBeginning(bytes)]).toEqual([half.length, true])
  })

  it('that stops or drips is given up, and keeps what came', async () => {
    for (const drips of [false, true]) {
      body = (socket) => {
        sent(socket, HEAD, content.subarray(0, 5 * MB))
        const drip = setInterval(() => drips && socket.write('x'), 20)
        socket.on('close', () => clearInterval(drip))
      }
      const { bytes, problem } = await read({ idleMs: 400 })
      expect(problem).toContain('next to nothing for 0.4 s')
      expect(bytes.length).toBeGreaterThanOrEqual(5 * MB)
      expect(isBeginning(bytes.subarray(0, 5 * MB))).toBe(true)
    }
  })

  it('with a head that can be read in two ways is not read', async () => {
    const heads = [
      `${TYPE}${LENGTH}Content-Length: 5\r\n\r\n`,
      `${TYPE}${LENGTH}Transfer-Encoding: chunked\r\n\r\n`,
      `${TYPE}Content-Length: ${content.length}, 5\r\n\r\n`,
      `${TYPE}Content-Length: +${content.length}\r\n\r\n`,
      `${TYPE}Content-Length: 9${'9'.repeat(30)}\r\n\r\n`,
      `${TYPE}Content-Length : ${content.length}\r\n\r\n`,
      `HTTP/1.1 200 OK\nETag: "a"\n${LENGTH}\n`,
      TYPE + 'X: y\r\n'.repeat(20_000),
    ]
    for (const head of heads) {
      body = (socket) => sent(socket, head, content)
      const { bytes, problem } = await read()
      expect([head.slice(0, 60), bytes.length, problem]).toEqual([
        head.slice(0, 60),
        0,
        expect.stringContaining('The connection to 127.0.0.1 failed (HPE_'),
      ])
    }
  })

  it('of another length than the file had is refused before a byte of it counts', async () => {
    body = (socket) => sent(socket, `${TYPE}Content-Length: ${content.length + 1}\r\n\r\n`, content, 'x')
    const { bytes, problem } = await read()
    expect([bytes.length, problem]).toEqual([0, expect.stringContaining('has changed on the server')])
  })

  it('waits at the server while the reader is busy, and comes whole after', async () => {
    let taken = 0
    body = (socket) => {
      socket.write(`${TYPE}${LENGTH}\r\n`)
      for (let at = 0; at < content.length; at += MB)
        socket.write(content.subarray(at, at + MB), () => taken++)
    }
    const place = await connectTo(`http://127.0.0.1:${port}/log.evtx`)
    const file = await place.open('/log.evtx', NEVER)
    const parts: Uint8Array[] = []
    for await (const part of file.read(0, NEVER)) {
      parts.push(Buffer.from(part))
      if (parts.length > 1) continue
      await new Promise((resolve) => setTimeout(resolve, 300))
      // What the buffers of the system hold, and a room.
      expect(taken).toBeLessThan(25)
    }
    expect(Buffer.concat(parts).equals(content)).toBe(true)
    await place.close()
  })

  it('can be stopped, which closes its connection', async () => {
    body = (socket) => sent(socket, HEAD, content.subarray(0, 5 * MB))
    sockets = []
    const place = await connectTo(`http://127.0.0.1:${port}/log.evtx`)
    const file = await place.open('/log.evtx', NEVER)
    const stop = new AbortController()
    const reading = async (): Promise<void> => {
      for await (const part of file.read(0, stop.signal)) if (part.length > 0) stop.abort('cancelled')
    }
    expect(await problemOf(reading())).toContain('What came before is kept')
    // Its error is one of being cut.
    for (const socket of sockets) if (!socket.destroyed) await once(socket, 'close').catch(() => undefined)
    expect(sockets).toHaveLength(1)
    await place.close()
  })

  it('takes its connection with it, and the next file has another', async () => {
    body = (socket) => sent(socket, HEAD, content)
    sockets = []
    const place = await connectTo(`http://127.0.0.1:${port}/log.evtx`)
    for (let n = 0; n < 2; n++) {
      const file = await place.open('/log.evtx', NEVER)
      expect(sha256(await readAll(file))).toBe(sha256(content))
    }
    expect(sockets).toHaveLength(2)
    await place.close()
  })
})
