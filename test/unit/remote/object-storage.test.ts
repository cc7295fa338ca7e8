import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Credentials } from '../../../electron/worker/sources/remote/connection'
import {
  azureSignature,
  type ContainerServer,
  hasAzurite,
  startAzurite,
} from '../../fixtures/servers/azurite'
import { type BucketServer, hasS3rver, S3_KEYS, startS3rver } from '../../fixtures/servers/s3rver'
import { connectTo, NEVER, problemOf, readAll, sha256 } from '../../fixtures/servers/read-place'

const folder = mkdtempSync(path.join(tmpdir(), 'sojourn-objects-'))
const content = Uint8Array.from(randomBytes(2_000_003))
const KEYS = ['dc1/Security.evtx', 'dc1/ö & <b>.evtx', 'dc1/old/System.evtx', 'top.zip']

afterAll(() => rmSync(folder, { recursive: true, force: true }))

// Real servers, fetched by the set-up of npm test where the registry is reached.
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
    expect(await problemOf(stranger.list('/', NEVER))).toMatch(
      /^RefusedCredentials: .* does not know this access key \(InvalidAccessKeyId\)/,
    )
    await stranger.close()
  })

  it('says that a presigned address has expired, or was changed', async () => {
    const signed = async (expires: number): Promise<string> => {
      const object = `${server.endpoint}/case-7/dc1/Security.evtx`
      const place = await connectTo(
        `${object}?AWSAccessKeyId=${S3_KEYS.accessKeyId}&Expires=${expires}&Signature=made-up`,
      )
      const said = await problemOf(place.open('/case-7/dc1/Security.evtx', NEVER))
      await place.close()
      expect(said).toContain(`RefusedCredentials: ${object} `)
      expect(said).not.toContain('made-up')
      return said
    }
    expect(await signed(1)).toContain('the signature or token has expired (AccessDenied). Nothing was read.')
    expect(await signed(Math.floor(Date.now() / 1000) + 600)).toContain('does not take the signature')
  })
})

describe.skipIf(!hasAzurite)('a container of azurite', () => {
  let server: ContainerServer
  let base = ''
  const signature = (resource: 'c' | 'b', name: string, rights: string, expires?: string): string =>
    azureSignature('case-7', resource, name, rights, expires)

  beforeAll(async () => {
    server = await startAzurite(path.join(folder, 'azure'), 'case-7')
    base = server.base
    for (const key of KEYS) await server.put(key, content)
  })
  afterAll(() => server?.stop())

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
