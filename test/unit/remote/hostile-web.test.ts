/** A web server on loopback that misbehaves in one way at a time. */
import { randomBytes } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConnectOptions } from '../../../electron/worker/sources/remote/connection'
import { connectTo, NEVER, problemOf, readAll, sha256 } from '../../fixtures/servers/read-place'

const content = randomBytes(300_000)
const TAG = { etag: '"a"' }
/** What the server does: for the first question (size and ranges), then for the file itself. */
type Turn = (answer: ServerResponse, range: string | undefined) => void
let turns: { probe: Turn; body: Turn }
let port = 0

const server = createServer((request, answer) => {
  const { range } = request.headers
  if (range === 'bytes=0-0') turns.probe(answer, range)
  else turns.body(answer, range)
})
beforeAll(
  () =>
    new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        port = (server.address() as { port: number }).port
        resolve()
      })
    }),
)
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const firstByte: Turn = (answer) => {
  answer.writeHead(206, { ...TAG, 'content-range': `bytes 0-0/${content.length}`, 'content-length': 1 })
  answer.end(content.subarray(0, 1))
}
const whole: Turn = (answer) => {
  answer.writeHead(200, { ...TAG, 'content-length': content.length })
  answer.end(content)
}

async function read(options: Partial<ConnectOptions> = {}, position = 0): Promise<Buffer> {
  const place = await connectTo(`http://127.0.0.1:${port}/log.evtx`, null, options)
  try {
    return await readAll(await place.open('/log.evtx', NEVER), position)
  } finally {
    await place.close()
  }
}

describe('a web server that misbehaves', () => {
  it('is read where it does not', async () => {
    turns = { probe: firstByte, body: whole }
    expect(sha256(await read())).toBe(sha256(content))
  })

  it('is asked for a size and then for the file on one connection', async () => {
    let connections = 0
    const count = (): void => void connections++
    server.on('connection', count)
    turns = { probe: firstByte, body: whole }
    await read()
    server.off('connection', count)
    expect(connections).toBe(1)
  })

  it('sends a body without end', async () => {
    const pour = (answer: ServerResponse): void => {
      answer.writeHead(200, TAG)
      const more = (): void => {
        while (!answer.destroyed && answer.write(content));
      }
      answer.on('drain', more)
      more()
    }
    turns = { probe: pour, body: pour }
    expect(await problemOf(read({ maxBytes: 2_000_000 }))).toContain('sends more bytes than the 2000000')
  })

  it('sends fewer bytes than it announced', async () => {
    turns = {
      probe: firstByte,
      body: (answer) => {
        answer.writeHead(200, { ...TAG, 'content-length': content.length })
        answer.write(content.subarray(0, 1000), () => answer.destroy())
      },
    }
    expect(await problemOf(read())).toMatch(/^BrokenTransfer: The connection to 127\.0\.0\.1 was cut/)
  })

  it('ends early without saying how much there is', async () => {
    turns = {
      probe: firstByte,
      body: (answer) => void answer.writeHead(200, TAG).end(content.subarray(0, 1000)),
    }
    expect(await problemOf(read())).toMatch(/^BrokenTransfer: .* ended after 1000 of 300000 bytes/)
  })

  it('announces another size than before', async () => {
    turns = {
      probe: firstByte,
      body: (answer) =>
        void answer.writeHead(200, { ...TAG, 'content-length': 1000 }).end(content.subarray(0, 1000)),
    }
    expect(await problemOf(read())).toContain('has changed on the server')
  })

  it('sends more than it announced without saying how much', async () => {
    turns = {
      probe: firstByte,
      body: (answer) => {
        answer.writeHead(200, TAG)
        answer.write(content)
        answer.end('more')
      },
    }
    expect(await problemOf(read())).toContain('sends more bytes than the 300000 that were announced')
  })

  it('lies about ranges', async () => {
    const lie =
      (range: string): Turn =>
      (answer) => {
        answer.writeHead(206, { ...TAG, 'content-range': range, 'content-length': 1000 })
        answer.end(content.subarray(0, 1000))
      }
    turns = { probe: lie('bytes 5-1004/300000'), body: whole }
    expect(await problemOf(read())).toContain('answered with other bytes than it was asked for')
    turns = { probe: firstByte, body: lie('bytes 0-999/300000') }
    expect(await problemOf(read({}, 1000))).toContain('answered with other bytes than it was asked for')
    turns = { probe: firstByte, body: lie('bytes 1000-1999/400000') }
    expect(await problemOf(read({}, 1000))).toContain('has changed on the server')
    turns = { probe: firstByte, body: lie('bytes 1000-1999/300000') }
    expect(await problemOf(read({}, 1000))).toContain('ended after 2000 of 300000 bytes')
    turns = { probe: firstByte, body: whole }
    expect(await problemOf(read({}, 1000))).toContain('has changed on the server')
  })

  it('sends one byte after the other, or nothing at all', async () => {
    const drip: Turn = (answer) => {
      answer.writeHead(200, { ...TAG, 'content-length': content.length })
      const timer = setInterval(() => answer.write('x'), 20)
      answer.on('close', () => clearInterval(timer))
    }
    turns = { probe: firstByte, body: drip }
    const started = Date.now()
    expect(await problemOf(read({ idleMs: 400 }))).toMatch(
      /^BrokenTransfer: The server sent next to nothing for 0\.4 s/,
    )
    turns = { probe: () => undefined, body: drip }
    expect(await problemOf(read({ idleMs: 400 }))).toContain('next to nothing')
    expect(Date.now() - started).toBeLessThan(30_000)
  })

  it('is given all the time that the reader takes for itself', async () => {
    turns = { probe: firstByte, body: whole }
    const place = await connectTo(`http://127.0.0.1:${port}/log.evtx`, null, { idleMs: 300 })
    const file = await place.open('/log.evtx', NEVER)
    let length = 0
    for await (const part of file.read(0, NEVER)) {
      if (length === 0) await new Promise((resolve) => setTimeout(resolve, 900))
      length += part.length
    }
    expect(length).toBe(content.length)
    await place.close()
  })

  it('is not asked by HTTP on another machine unless a person allowed it', async () => {
    expect(await problemOf(connectTo('http://192.0.2.1/log.evtx'))).toContain('Nothing was contacted')
    await (await connectTo('http://192.0.2.1/log.evtx', null, { plainHttp: true })).close()
  })
})
