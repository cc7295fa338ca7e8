import { type ChildProcess } from 'node:child_process'
import { createHmac, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Credentials } from '../../../electron/worker/sources/remote/connection'
import { fetchedServer } from '../../fixtures/servers/fetched'
import { freePort, startServer, stopServer } from '../../fixtures/servers/process'
import { type BucketServer, hasS3rver, S3_KEYS, startS3rver } from '../../fixtures/servers/s3rver'
import { connectTo, NEVER, problemOf, readAll, sha256 } from '../../fixtures/servers/read-place'

const folder = mkdtempSync(path.join(tmpdir(), 'sojourn-objects-'))
const content = Uint8Array.from(randomBytes(2_000_003))
const KEYS = ['dc1/Security.evtx', 'dc1/ö & <b>.evtx', 'dc1/old/System.evtx', 'top.zip']
const AZURITE = fetchedServer('azurite', '3.37.0', 'dist/src/blob/main.js')
const running: ChildProcess[] = []

afterAll(async () => {
  await Promise.all(running.map(stopServer))
  rmSync(folder, { recursive: true, force: true })
})

const encoded = (key: string): string => key.split('/').map(encodeURIComponent).join('/')

async function put(
  url: string,
  headers: Record<string, string>,
  body?: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const answer = await fetch(url, { method: 'PUT', headers, ...(body === undefined ? {} : { body }) })
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`)
}

describe.skipIf(!hasS3rver)('a bucket of s3rver', () => {
  let server: BucketServer
  // It does not check secrets, so that only Amazon's examples prove signatures (s3-signature.test.ts).
  const at = (text: string, credentials: Credentials = S3_KEYS) =>
    connectTo(text, credentials, {}, { endpoint: server.endpoint, region: '' })

  beforeAll(async () => {
    server = await startS3rver(path.join(folder, 's3'), 'case-7')
    for (const key of KEYS) await server.put(key, content)
  })
  afterAll(() => server?.stop())

  it('is listed folder by folder, and read as it lies there', async () => {
    const place = await at('s3://case-7/dc1')
    const listed = await place.list('/dc1', NEVER)
    expect(listed.map(({ name, kind, size, path: key }) => ({ name, kind, size, key }))).toEqual(
      expect.arrayContaining([
        { name: 'old', kind: 'folder', size: null, key: '/dc1/old/' },
        { name: 'Security.evtx', kind: 'file', size: content.length, key: '/dc1/Security.evtx' },
        { name: 'ö & <b>.evtx', kind: 'file', size: content.length, key: '/dc1/ö & <b>.evtx' },
      ]),
    )
    for (const key of KEYS) {
      const file = await place.open(`/${key}`, NEVER)
      expect(file.etag).not.toBeNull()
      expect(sha256(await readAll(file))).toBe(sha256(content))
      expect((await readAll(file, 2_000_000)).equals(content.subarray(2_000_000))).toBe(true)
    }
    await place.close()
  })

  it('says which object, bucket or key is wrong', async () => {
    const place = await at('s3://case-7/')
    expect(await problemOf(place.open('/nothing', NEVER))).toContain('holds nothing of that name')
    await place.close()
    const other = await at('s3://case-8/')
    expect(await problemOf(other.list('/', NEVER))).toContain('NoSuchBucket')
    await other.close()
    const stranger = await at('s3://case-7/', { ...S3_KEYS, accessKeyId: 'stranger' })
    expect(await problemOf(stranger.list('/', NEVER))).toMatch(/^RefusedCredentials: .*InvalidAccessKeyId/)
    await stranger.close()
  })
})

describe.skipIf(AZURITE === null)('a container of azurite', () => {
  /** The account that azurite documents for tests. */
  const ACCOUNT = 'devstoreaccount1'
  const ACCOUNT_KEY =
    'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='
  let base = ''

  /** A service SAS of version 2020-12-06 ("Create a service SAS", Azure Storage documentation). */
  const signature = (
    resource: 'c' | 'b',
    name: string,
    rights: string,
    expires = '2099-01-01T00:00:00Z',
  ): string => {
    const canonical = `/blob/${ACCOUNT}/case-7${name}`
    const fields = [
      rights,
      '',
      expires,
      canonical,
      '',
      '',
      '',
      '2020-12-06',
      resource,
      '',
      '',
      '',
      '',
      '',
      '',
      '',
    ]
    const sig = createHmac('sha256', Buffer.from(ACCOUNT_KEY, 'base64'))
      .update(fields.join('\n'))
      .digest('base64')
    return new URLSearchParams({ sv: '2020-12-06', se: expires, sr: resource, sp: rights, sig }).toString()
  }

  beforeAll(async () => {
    const port = await freePort()
    const options = [
      '--blobHost',
      '127.0.0.1',
      '--blobPort',
      String(port),
      '--location',
      path.join(folder, 'azure'),
      '--silent',
      '--disableTelemetry',
      '--skipApiVersionCheck',
    ]
    running.push(await startServer(process.execPath, [AZURITE!, ...options], port))
    base = `http://127.0.0.1:${port}/${ACCOUNT}/case-7`
    await createContainer(base)
    const write = signature('c', '', 'racwl')
    for (const key of KEYS)
      await put(
        `${base}/${encoded(key)}?${write}`,
        { 'x-ms-blob-type': 'BlockBlob', 'x-ms-version': '2020-12-06' },
        content,
      )
  })

  /** Only the key of the account may do that. */
  async function createContainer(url: string): Promise<void> {
    const date = new Date().toUTCString()
    const resource = `/${ACCOUNT}${new URL(url).pathname}\nrestype:container`
    const toSign = `PUT\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:${date}\nx-ms-version:2020-12-06\n${resource}`
    const sig = createHmac('sha256', Buffer.from(ACCOUNT_KEY, 'base64')).update(toSign).digest('base64')
    const headers = {
      'x-ms-date': date,
      'x-ms-version': '2020-12-06',
      authorization: `SharedKey ${ACCOUNT}:${sig}`,
    }
    await put(`${url}?restype=container`, headers)
  }

  it('is listed folder by folder with its signature, and read as it lies there', async () => {
    const place = await connectTo(`${base}?${signature('c', '', 'rl')}`)
    expect(place.shown).toBe(base)
    const listed = await place.list('/dc1/', NEVER)
    expect(listed.map(({ name, kind, size }) => ({ name, kind, size }))).toEqual(
      expect.arrayContaining([
        { name: 'old', kind: 'folder', size: null },
        { name: 'Security.evtx', kind: 'file', size: content.length },
        { name: 'ö & <b>.evtx', kind: 'file', size: content.length },
      ]),
    )
    for (const key of KEYS) {
      const file = await place.open(`/${key}`, NEVER)
      expect(sha256(await readAll(file))).toBe(sha256(content))
      expect((await readAll(file, 2_000_000)).equals(content.subarray(2_000_000))).toBe(true)
    }
    await place.close()
  })

  it('gives one blob by a signature of its own', async () => {
    const place = await connectTo(`${base}/top.zip?${signature('b', '/top.zip', 'r')}`)
    expect(await place.list('/', NEVER)).toMatchObject([{ name: 'top.zip', size: content.length }])
    expect(sha256(await readAll(await place.open('/top.zip', NEVER)))).toBe(sha256(content))
    await place.close()
  })

  it('says that a signature is wrong or has expired', async () => {
    const old = await connectTo(`${base}?${signature('c', '', 'rl', '2001-01-01T00:00:00Z')}`)
    const problem = await problemOf(old.list('/', NEVER))
    expect(problem).toMatch(/^RefusedCredentials: /)
    expect(problem).not.toContain('sig=')
    await old.close()
  })
})
