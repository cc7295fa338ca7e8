/** Servers that answer the questions before a transfer as they should not: heads and lists without end, drop by drop. */
import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer as createLine, type Server as LineServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { IDLE_MS as ACQUIRE_IDLE_MS } from '../../../electron/worker/acquire/acquire'
import { STANDARD_OPTIONS } from '../../../electron/worker/sources/remote/connection'
import { connectTo, NEVER, problemOf } from '../../fixtures/servers/read-place'
import { S3_KEYS } from '../../fixtures/servers/s3rver'

const IDLE_MS = 400
const servers: (Server | LineServer)[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function portOf(server: Server | LineServer): Promise<number> {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** What is said of a bucket of this server. */
async function listed(answer: RequestListener): Promise<string> {
  const endpoint = `http://127.0.0.1:${await portOf(createServer(answer))}`
  const place = await connectTo('s3://case-7/', S3_KEYS, { idleMs: IDLE_MS }, { endpoint, region: '' })
  try {
    return await problemOf(place.list('/', NEVER))
  } finally {
    await place.close()
  }
}

test('nothing is waited for longer than 30 s', () => {
  expect([STANDARD_OPTIONS.idleMs, ACQUIRE_IDLE_MS]).toEqual([30_000, 30_000])
})

test('a head that drips is closed', async () => {
  const port = await portOf(
    createLine((line) => {
      line.write('HTTP/1.1 200 OK\r\nX: ')
      const timer = setInterval(() => line.write('a'), 50)
      line.on('error', () => undefined).on('close', () => clearInterval(timer))
    }),
  )
  const place = await connectTo(`http://127.0.0.1:${port}/log.evtx`, null, { idleMs: IDLE_MS })
  expect(await problemOf(place.open('/log.evtx', NEVER))).toMatch(/^BrokenTransfer: .* next to nothing/)
  await place.close()
})

test('a list that drips is closed', async () => {
  const said = await listed((_, answer) => {
    answer.write('<ListBucketResult>')
    const timer = setInterval(() => answer.write('<'), 50)
    answer.on('close', () => clearInterval(timer))
  })
  expect(said).toMatch(/^BrokenTransfer: .* next to nothing/)
})

test('a list without end is stopped', async () => {
  const said = await listed((_, answer) => {
    const more = (): void => {
      while (!answer.destroyed && answer.write('<Contents></Contents>'.repeat(1000)));
    }
    answer.write('<ListBucketResult>')
    answer.on('drain', more)
    more()
  })
  expect(said).toContain('sent a list without end. Nothing was listed.')
})

test('a list that begins again where it ended is stopped', async () => {
  let pages = 0
  const said = await listed((_, answer) => {
    pages++
    answer.end(
      '<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>x</NextContinuationToken></ListBucketResult>',
    )
  })
  expect(said).toContain('goes in circles. Nothing was listed.')
  expect(pages).toBe(2)
})
