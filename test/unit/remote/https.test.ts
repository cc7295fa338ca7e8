import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConnectOptions, Credentials } from '../../../electron/worker/sources/remote/connection'
import { WORTH_A_CONNECTION } from '../../../electron/worker/sources/remote/gathered'
import type { Place, PlaceFile } from '../../../electron/worker/sources/place'
import { hasNginx, startNginx, WEB_USER, type WebServer } from '../../fixtures/servers/nginx'
import { connectTo, NEVER, problemOf, readAll, sha256 } from '../../fixtures/servers/read-place'

const folder = mkdtempSync(path.join(tmpdir(), 'sojourn-web-'))
const files = path.join(folder, 'files')
const content = randomBytes(3_000_001)
let server: WebServer

beforeAll(async () => {
  if (!hasNginx) return
  mkdirSync(files)
  writeFileSync(path.join(files, 'Security.evtx'), content)
  writeFileSync(path.join(files, 'empty.evtx'), '')
  server = await startNginx(path.join(folder, 'server'), files)
})
afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const places: Place[] = []
afterAll(() => Promise.all(places.map((place) => place.close())))

async function openAt(
  at: string,
  options: Partial<ConnectOptions> = { authorities: server.authority },
  credentials: Credentials | null = null,
  port = server.port,
): Promise<{ place: Place; file: PlaceFile }> {
  const place = await connectTo(`https://127.0.0.1:${port}${at}`, credentials, options)
  places.push(place)
  return { place, file: await place.open(at, NEVER) }
}

// A real server: the set-up of npm test installs it where it may.
describe.skipIf(!hasNginx)('HTTPS of nginx', () => {
  it('reads a file by ranges under a private authority, and knows the certificate', async () => {
    const { place, file } = await openAt('/Security.evtx')
    expect(file).toMatchObject({ size: content.length, ranges: true })
    expect(file.etag).not.toBeNull()
    expect(file.modifiedMs).not.toBeNull()
    expect(sha256(await readAll(file))).toBe(sha256(content))
    expect((await readAll(file, 2_999_999)).equals(content.subarray(2_999_999))).toBe(true)
    expect(place.fingerprint).toBe(server.good.fingerprint)
    expect(await place.list('/', NEVER)).toMatchObject([{ name: 'Security.evtx', size: content.length }])
  })

  it('reads a large file, whose body is taken from the connection, whole and from within', async () => {
    const large = randomBytes(WORTH_A_CONNECTION + 1_000_003)
    writeFileSync(path.join(files, 'large.evtx'), large)
    const { file } = await openAt('/large.evtx')
    expect(sha256(await readAll(file))).toBe(sha256(large))
    expect(sha256(await readAll(file, 1_000_001))).toBe(sha256(large.subarray(1_000_001)))
    expect(sha256(await readAll(file, 20_000_000))).toBe(sha256(large.subarray(20_000_000)))
  })

  it('reads a file whole where the server knows no ranges', async () => {
    const { file } = await openAt('/whole/Security.evtx')
    expect(file).toMatchObject({ size: content.length, ranges: false })
    expect(sha256(await readAll(file))).toBe(sha256(content))
    expect(await problemOf(readAll(file, 5))).toContain('from its start only')
  })

  it('reads an empty file', async () => {
    const { file } = await openAt('/empty.evtx')
    expect(file.size).toBe(0)
    expect(await readAll(file)).toHaveLength(0)
  })

  it('asks a person about a certificate without known authority, and takes it once it is pinned', async () => {
    const problem = await problemOf(openAt('/Security.evtx', {}))
    expect(problem).toMatch(/^UnknownServer: /)
    expect(problem).toContain(server.good.fingerprint)
    const { file } = await openAt('/Security.evtx', { pinned: server.good.fingerprint })
    expect(sha256(await readAll(file))).toBe(sha256(content))
  })

  it('refuses another certificate than the pinned one, authority or not', async () => {
    const pinned = { pinned: 'SHA256:00:11', authorities: server.authority }
    expect(await problemOf(openAt('/Security.evtx', pinned))).toMatch(/^ChangedServer: The certificate/)
  })

  it('refuses an expired certificate, and no pin helps', async () => {
    const options = { authorities: server.authority }
    const at = (given: Partial<ConnectOptions>) => openAt('/Security.evtx', given, null, server.expiredPort)
    expect(await problemOf(at(options))).toMatch(/^SourceProblem: The certificate of 127\.0\.0\.1 expired on/)
    expect(await problemOf(at({ pinned: server.good.fingerprint }))).toContain('expired on')
  })

  it('sends name and password where they are asked for, and says when they are refused', async () => {
    const options = { authorities: server.authority }
    const right: Credentials = { kind: 'password', ...WEB_USER }
    const { file } = await openAt('/locked/Security.evtx', options, right)
    expect(sha256(await readAll(file))).toBe(sha256(content))
    const wrong: Credentials = { ...right, password: 'wrong' }
    const problem = await problemOf(openAt('/locked/Security.evtx', options, wrong))
    expect(problem).toMatch(/^WantsCredentials: https:\/\/127\.0\.0\.1/)
    expect(problem).not.toContain('wrong')
  })

  it('follows a redirect within the host, and none to another host, a file or in circles', async () => {
    const { file } = await openAt('/moved')
    expect(sha256(await readAll(file))).toBe(sha256(content))
    expect(await problemOf(openAt('/elsewhere'))).toContain(
      'redirects to another place (https://other.example)',
    )
    expect(await problemOf(openAt('/file'))).toContain('redirects to another place (file:)')
    expect(await problemOf(openAt('/circle'))).toContain('in circles')
    expect(await problemOf(openAt('/nothing'))).toContain('holds nothing of that name')
  })

  it('says that a file changed since it was opened', async () => {
    const changing = path.join(files, 'changing')
    writeFileSync(changing, 'before')
    const { file } = await openAt('/changing')
    writeFileSync(changing, 'afterwards')
    expect(await problemOf(readAll(file))).toContain('has changed on the server')
    expect(await problemOf(readAll(file, 3))).toContain('has changed on the server')
  })
})
