/** Why buckets and containers refuse, as they say it themselves, becomes a sentence: what happened, what was kept, what to do. */
import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connectTo, NEVER, problemOf } from '../../fixtures/servers/read-place'
import { S3_KEYS } from '../../fixtures/servers/s3rver'

let answer = { status: 403, type: 'application/xml', body: '' }
let port = 0
const server = createServer((_, response) => {
  response.writeHead(answer.status, { 'content-type': answer.type })
  response.end(answer.body)
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

const errorOf = (code: string, message = '', more = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message>${more}</Error>`

/** What is said of one object, and of the list it would be in. */
async function problems(): Promise<string[]> {
  const s3 = { endpoint: `http://127.0.0.1:${port}`, region: '' }
  const place = await connectTo('s3://case-7/', S3_KEYS, {}, s3)
  const said = [await problemOf(place.open('/a.evtx', NEVER)), await problemOf(place.list('/', NEVER))]
  await place.close()
  return said
}

// Answers as Amazon's reference of S3 errors has them, and Azure's of blob errors.
it.each([
  [
    403,
    'InvalidAccessKeyId',
    '',
    'RefusedCredentials',
    'does not know this access key',
    'Check the access key ID',
  ],
  [
    403,
    'SignatureDoesNotMatch',
    '',
    'RefusedCredentials',
    'does not take the signature',
    'The secret key does not',
  ],
  [403, 'AccessDenied', 'Access Denied', 'RefusedCredentials', 'refused access', 'Ask its owner'],
  [
    403,
    'AccessDenied',
    'Request has expired',
    'RefusedCredentials',
    'signature or token has expired',
    'Ask for a new',
  ],
  [
    400,
    'ExpiredToken',
    'The provided token has expired.',
    'RefusedCredentials',
    'token has expired',
    'Ask for a new',
  ],
  [403, 'RequestTimeTooSkewed', '', 'SourceProblem', 'the clock of this computer is off', 'Set the clock'],
  [404, 'NoSuchBucket', '', 'SourceProblem', 'holds no bucket of that name', 'Check the spelling'],
  [404, 'NoSuchKey', '', 'SourceProblem', 'holds nothing of that name', 'Check the spelling'],
  [301, 'PermanentRedirect', '', 'SourceProblem', 'lies in another region', 'Give the region'],
  [404, 'ContainerNotFound', '', 'SourceProblem', 'holds no container of that name', 'Check the spelling'],
  [503, 'SlowDown', '', 'BrokenTransfer', 'failed with status 503', 'Try again later'],
] as const)('%i %s %s', async (status, code, message, kind, what, todo) => {
  answer = { status, type: 'application/xml', body: errorOf(code, message) }
  for (const said of await problems()) {
    expect(said.startsWith(`${kind}: http://127.0.0.1:${port}/case-7`)).toBe(true)
    for (const part of [what, `(${code})`, todo]) expect(said).toContain(part)
    if (status < 500) expect(said).toContain('Nothing was read.')
  }
})

it('an expired signature of Azure is told from a wrong one', async () => {
  const detail =
    '<AuthenticationErrorDetail>Signature not valid in the specified time frame: Start [a] - Expiry [b]</AuthenticationErrorDetail>'
  answer = { status: 403, type: 'application/xml', body: errorOf('AuthenticationFailed', '', detail) }
  for (const said of await problems()) expect(said).toContain('the signature or token has expired')
  answer.body = errorOf('AuthenticationFailed')
  for (const said of await problems()) expect(said).toContain('does not take the signature')
})

it('what is no such answer, or more than one, leaves the status; nothing of it is repeated', async () => {
  for (const [type, body] of [
    ['text/html', '<b>evil</b>'],
    ['application/xml', '<Error><Code>ev il</Code></Error>'],
    ['application/xml', '<Error><Code>evil'],
    ['application/xml', `<Error><Code>NoSuchBucket</Code>${'<evil/>'.repeat(20_000)}</Error>`],
  ] as const) {
    answer = { status: 403, type, body }
    for (const said of await problems()) {
      expect(said).toContain('refused access. Nothing was read. The signature, keys or rights do not fit')
      expect(said).not.toMatch(/evil|ev il/)
    }
  }
})
