import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Credentials } from '../../../electron/worker/sources/remote/connection'
import { connectTo, NEVER, problemOf, readAll, sha256 } from '../../fixtures/servers/read-place'
import { hasOpenSsh, PASSPHRASE, type SshServer, startOpenSsh } from '../../fixtures/servers/openssh'
import { startLine } from '../../fixtures/servers/line'
import { freePort, run } from '../../fixtures/servers/process'

const folder = mkdtempSync(path.join(tmpdir(), 'sojourn-ssh-'))
const logs = path.join(folder, 'logs')
const content = randomBytes(9_000_001)
let server: SshServer

beforeAll(async () => {
  if (!hasOpenSsh) return
  mkdirSync(path.join(logs, 'DC1'), { recursive: true })
  writeFileSync(path.join(logs, 'Security.evtx'), content)
  writeFileSync(path.join(logs, 'empty.evtx'), '')
  server = await startOpenSsh(path.join(folder, 'server'))
})
afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const address = (at = ''): string => `sftp://127.0.0.1:${server.port}${at}`
const byKey = (): Credentials => ({ kind: 'key', user: server.user, key: server.key, passphrase: '' })
const pinned = () => ({ pinned: server.fingerprint })

// A real server: the set-up of npm test installs it where it may.
describe.skipIf(!hasOpenSsh)('SFTP of OpenSSH', () => {
  it('lists a folder, and reads a file as it lies there, from the start or further on', async () => {
    const place = await connectTo(address(), byKey(), pinned())
    const listed = await place.list(logs, NEVER)
    expect(
      listed.map(({ name, kind, size }) => ({ name, kind, size })).sort((a, b) => (a.name < b.name ? -1 : 1)),
    ).toEqual([
      { name: 'DC1', kind: 'folder', size: null },
      { name: 'Security.evtx', kind: 'file', size: content.length },
      { name: 'empty.evtx', kind: 'file', size: 0 },
    ])
    const file = await place.open(path.join(logs, 'Security.evtx'), NEVER)
    expect(sha256(await readAll(file))).toBe(sha256(content))
    expect((await readAll(file, 8_999_999)).equals(content.subarray(8_999_999))).toBe(true)
    expect(await readAll(await place.open(path.join(logs, 'empty.evtx'), NEVER))).toHaveLength(0)
    expect(place.fingerprint).toBe(server.fingerprint)
    expect(place.shown).toBe(`sftp://${server.user}@127.0.0.1:${server.port}`)
    await place.close()
  })

  it('sends nothing to a host that nobody confirmed, and tells its key', async () => {
    const problem = await problemOf(connectTo(address(), byKey()))
    expect(problem).toMatch(/^UnknownServer: 127\.0\.0\.1 is not known yet/)
    expect(problem).toContain(server.fingerprint)
  })

  it('refuses a host whose key has changed', async () => {
    const other = await startOpenSsh(path.join(folder, 'other'))
    const problem = await problemOf(connectTo(`sftp://127.0.0.1:${other.port}/`, byKey(), pinned()))
    await other.stop()
    expect(problem).toMatch(/^ChangedServer: The host key of the server has changed/)
    expect(problem).toContain(other.fingerprint)
  })

  it('takes a key with a passphrase, and says when the passphrase is wrong', async () => {
    const locked = (passphrase: string): Credentials => ({
      kind: 'key',
      user: server.user,
      key: server.lockedKey,
      passphrase,
    })
    await (await connectTo(address(), locked(PASSPHRASE), pinned())).close()
    expect(await problemOf(connectTo(address(), locked('other'), pinned()))).toMatch(
      /^LockedKey: The passphrase/,
    )
    expect(await problemOf(connectTo(address(), locked(''), pinned()))).toMatch(/^LockedKey: The passphrase/)
    const none: Credentials = { kind: 'key', user: server.user, key: 'no key', passphrase: '' }
    expect(await problemOf(connectTo(address(), none, pinned()))).toContain('no private key')
  })

  it('takes a key of the agent', async () => {
    const socket = path.join(folder, 'agent')
    const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' })
    try {
      await expect.poll(() => existsSync(socket)).toBe(true)
      run('env', [`SSH_AUTH_SOCK=${socket}`, 'ssh-add', '-q', server.keyFile])
      const place = await connectTo(address(), { kind: 'agent', user: server.user, socket }, pinned())
      expect(await place.list(logs, NEVER)).toHaveLength(3)
      await place.close()
    } finally {
      agent.kill()
    }
  })

  it('says that a password is refused', async () => {
    const wrong: Credentials = { kind: 'password', user: server.user, password: 'wrong' }
    const problem = await problemOf(connectTo(address(), wrong, pinned()))
    expect(problem).toMatch(/^RefusedCredentials: 127\.0\.0\.1 refused/)
    expect(problem).not.toContain('wrong')
  })

  it('says in a sentence what does not exist, is no file, or where nothing listens', async () => {
    const place = await connectTo(address(), byKey(), pinned())
    expect(await problemOf(place.open(`${logs}/nothing`, NEVER))).toContain('does not exist')
    expect(await problemOf(place.list(`${logs}/nothing`, NEVER))).toContain('does not exist')
    expect(await problemOf(place.open(logs, NEVER))).toContain('is no file')
    await place.close()
    const closed = `sftp://127.0.0.1:${await freePort()}/`
    expect(await problemOf(connectTo(closed, byKey(), pinned()))).toContain('refused the connection')
  })

  it('stops at a file that shrinks under its reader', async () => {
    const shrinking = path.join(logs, 'shrinking')
    writeFileSync(shrinking, content)
    const place = await connectTo(address(), byKey(), pinned())
    const file = await place.open(shrinking, NEVER)
    truncateSync(shrinking, 100_000)
    expect(await problemOf(readAll(file))).toMatch(/^BrokenTransfer: The file ended at byte 100000/)
    await place.close()
    rmSync(shrinking)
  })
})

describe.skipIf(!hasOpenSsh)('a bad line to OpenSSH', () => {
  it('says that a connection was cut, and goes on from there', async () => {
    const line = await startLine(server.port)
    const place = await connectTo(`sftp://127.0.0.1:${line.port}/`, byKey(), pinned())
    const file = await place.open(path.join(logs, 'Security.evtx'), NEVER)
    line.cutAfter(3_000_000)
    const kept: Uint8Array[] = []
    const reading = async (): Promise<void> => {
      for await (const part of file.read(0, NEVER)) kept.push(part)
    }
    expect(await problemOf(reading())).toMatch(/^BrokenTransfer: The connection to 127\.0\.0\.1 was cut/)
    const begun = Buffer.concat(kept)
    expect(begun.length).toBeGreaterThan(0)
    const again = await connectTo(address(), byKey(), pinned())
    const rest = await readAll(await again.open(path.join(logs, 'Security.evtx'), NEVER), begun.length)
    expect(sha256(Buffer.concat([begun, rest]))).toBe(sha256(content))
    await again.close()
    line.close()
  })

  it('is waited for as long as it brings something, however slowly', async () => {
    const line = await startLine(server.port)
    const place = await connectTo(`sftp://127.0.0.1:${line.port}/`, byKey(), { ...pinned(), idleMs: 2500 })
    const file = await place.open(path.join(logs, 'Security.evtx'), NEVER)
    line.slowTo(20_000)
    const parts: Uint8Array[] = []
    let length = 0
    for await (const part of file.read(content.length - 75_000, NEVER)) {
      parts.push(part)
      length += part.length
    }
    expect([length, Buffer.concat(parts).equals(content.subarray(-75_000))]).toEqual([75_000, true])
    await place.close()
    line.close()
  })

  it('closes a connection on which nothing comes any more', async () => {
    const line = await startLine(server.port)
    const place = await connectTo(`sftp://127.0.0.1:${line.port}/`, byKey(), { ...pinned(), idleMs: 600 })
    const file = await place.open(path.join(logs, 'Security.evtx'), NEVER)
    line.holdAfter(1_000_000)
    expect(await problemOf(readAll(file))).toMatch(
      /^BrokenTransfer: (The server sent next to nothing|The connection)/,
    )
    await place.close()
    line.close()
  })
})
