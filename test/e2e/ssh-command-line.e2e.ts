/** The built command line against a real SSH server: what it reads there is what it reads here. */
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { longLog } from '../fixtures/long-log'
import { type Line, startLine } from '../fixtures/servers/line'
import { hasOpenSsh, PASSPHRASE, type SshServer, startOpenSsh } from '../fixtures/servers/openssh'
import { freePort } from '../fixtures/servers/process'
import { folderWithLogs, newcomerIn, recordsIn, sha256, stateOf } from './command-line-user'

let folder = ''
let logs = ''
const newcomer = () => newcomerIn(folder)

test.beforeAll(() => {
  ;({ folder, logs } = folderWithLogs())
})
test.afterAll(() => fs.rmSync(folder, { recursive: true }))

test.describe('sftp', () => {
  test.skip(!hasOpenSsh, 'openssh-server is not installed')
  let server: SshServer
  test.beforeAll(async () => {
    server = await startOpenSsh(path.join(folder, 'ssh'))
  })
  test.afterAll(() => server.stop())
  const at = (place: string, port = server.port): string => `sftp://${server.user}@127.0.0.1:${port}${place}`
  const known = () => ({ SOJOURN_KEY: server.keyFile, SOJOURN_SERVER_KEY: server.fingerprint })

  test('a folder gives what the same folder gives here, copied with a record each', async () => {
    const before = stateOf(logs)
    const { run, cache, knownServers } = newcomer()
    const here = await run(['logons', logs])
    const there = await run(['logons', at(logs)], known())
    expect(there.told.filter((line) => !line.includes(' bytes copied, SHA-256 '))).toEqual([])
    expect(there.code).toBe(0)
    expect(there.out.replaceAll(at(logs), logs)).toBe(here.out)
    expect(stateOf(logs)).toEqual(before)
    const records = recordsIn(cache)
    expect(records).toHaveLength(
      fs.readdirSync(logs, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.evtx'))
        .length,
    )
    for (const { source, protocol, fingerprint, sha256: told, problem } of records) {
      expect(source.startsWith(at(logs))).toBe(true)
      expect(told).toBe(sha256(source.slice(at('').length)))
      expect({ protocol, fingerprint, problem }).toEqual({
        protocol: 'sftp',
        fingerprint: server.fingerprint,
        problem: null,
      })
    }
    expect(fs.readFileSync(knownServers, 'utf8')).toBe(`ssh 127.0.0.1:${server.port} ${server.fingerprint}\n`)
    // Known by now.
    expect((await run(['logons', at(`${logs}/WS-0171`)], { SOJOURN_KEY: server.keyFile })).code).toBe(0)
  })

  test('sessions, events, evidence and export take addresses too', async () => {
    const { run } = newcomer()
    const place = `${logs}/WS-0147`
    for (const command of [
      ['sessions'],
      ['sessions', '--format', 'jsonl'],
      ['events'],
      ['events', '--recover', '--format', 'csv'],
    ]) {
      const here = await run([...command, place])
      const there = await run([...command, at(place)], known())
      expect(there.code).toBe(0)
      expect(there.out.replaceAll(at(place), place)).toBe(here.out)
    }
    const file = path.join(folder, 'sessions.csv')
    expect((await run(['export', '--out', file, at(place)], known())).code).toBe(0)
    const { sources } = JSON.parse(fs.readFileSync(`${file}.export.json`, 'utf8')) as { sources: unknown[] }
    expect(sources).toContainEqual(
      expect.objectContaining({
        path: at(`${place}/Security.evtx`),
        acquisitions: [
          expect.objectContaining({
            fingerprint: server.fingerprint,
            sha256: sha256(`${place}/Security.evtx`),
          }),
        ],
      }),
    )
  })

  test('evidence says how each log came, for people and for programs', async () => {
    const { run, cache } = newcomer()
    const place = `${logs}/WS-0171/Security.evtx`
    const lines = await run(['evidence', '--format', 'jsonl', at(place)], known())
    const { size, mtimeMs } = fs.statSync(place)
    const [record] = recordsIn(cache)
    expect(JSON.parse(lines.out)).toMatchObject({
      source: at(place),
      sha256: sha256(place),
      acquisitions: [record],
    })
    expect(record).toMatchObject({
      source: at(place),
      fingerprint: server.fingerprint,
      bytes: size,
      // SFTP tells whole seconds.
      told: { size, modified: new Date(Math.floor(mtimeMs / 1000) * 1000).toISOString(), etag: null },
    })
    const { out } = await run(['evidence', at(place)], known())
    for (const told of [
      `Source: ${at(place)}`,
      'Protocol: sftp',
      server.fingerprint,
      `Size told: ${size} bytes`,
      sha256(place),
    ])
      expect(out).toContain(told)
    expect((await run(['evidence', '--format', 'jsonl', place])).out).toContain('"acquisitions":[]')
  })

  test('a host that nobody confirmed is told with its key, and the other paths are read', async () => {
    const { run, knownServers } = newcomer()
    const local = path.join(logs, 'WS-0171')
    const { code, told, out } = await run(['logons', at(logs), local], { SOJOURN_KEY: server.keyFile })
    expect(code).toBe(2)
    expect(told).toHaveLength(1)
    expect(told[0]).toContain(
      `${at(logs)}: 127.0.0.1 is not known yet. Its host key is ${server.fingerprint}`,
    )
    expect(told[0]).toContain('SOJOURN_SERVER_KEY')
    expect(out).toBe((await run(['logons', local])).out)
    expect(fs.existsSync(knownServers)).toBe(false)
  })

  test('a person confirms a host once, and types the passphrase of a key unseen', async () => {
    const { atTerminal, run, knownServers } = newcomer()
    const place = at(`${logs}/WS-0171/Security.evtx`)
    const confirm = 'Is this the server? (yes/no)'
    const refused = await atTerminal(['evidence', place], [[confirm, 'y']], { SOJOURN_KEY: server.keyFile })
    expect(refused.code).toBe(2)
    expect(fs.existsSync(knownServers)).toBe(false)
    const locked = server.keyFile.replace('client', 'locked')
    const answers = [
      [confirm, 'yes'],
      ['Passphrase of', 'mistyped'],
      ['Passphrase of', PASSPHRASE],
    ] as const
    const confirmed = await atTerminal(['evidence', place], answers, { SOJOURN_KEY: locked })
    expect(confirmed.code).toBe(0)
    expect(confirmed.out).toContain(server.fingerprint)
    expect(confirmed.out).not.toContain(PASSPHRASE)
    expect(fs.readFileSync(knownServers, 'utf8')).toContain(server.fingerprint)
    expect(
      (await run(['evidence', place], { SOJOURN_KEY: locked, SOJOURN_PASSPHRASE: PASSPHRASE })).code,
    ).toBe(0)
  })

  test('a host whose key changed is refused, whatever the environment says', async () => {
    const { run, knownServers } = newcomer()
    fs.mkdirSync(path.dirname(knownServers), { recursive: true })
    fs.writeFileSync(knownServers, `ssh 127.0.0.1:${server.port} SHA256:another\n`)
    const { code, told, out } = await run(['logons', at(logs)], known())
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(told.join()).toContain(
      'The host key of the server has changed: SHA256:another was confirmed before',
    )
    expect(told.join()).toContain(knownServers)
  })

  test('two hosts are opened with a key each', async () => {
    const other = await startOpenSsh(path.join(folder, 'other-ssh'))
    const [mine, theirs] = [at(`${logs}/WS-0171`), at(`${logs}/WS-0147`, other.port)]
    const keys = {
      SOJOURN_SERVER_KEY: `${server.fingerprint} ${other.fingerprint}`,
      [`SOJOURN_KEY_127_0_0_1_${server.port}`]: server.keyFile,
      [`SOJOURN_KEY_127_0_0_1_${other.port}`]: other.keyFile,
    }
    const both = await newcomer().run(['logons', mine, theirs], keys)
    const one = await newcomer().run(['logons', mine, theirs], {
      ...keys,
      ...known(),
      SOJOURN_SERVER_KEY: keys.SOJOURN_SERVER_KEY,
      [`SOJOURN_KEY_127_0_0_1_${other.port}`]: '',
    })
    await other.stop()
    expect(both.code).toBe(0)
    expect(both.out).toContain(mine)
    expect(both.out).toContain(theirs)
    expect(one.code).toBe(2)
    expect(one.out).not.toContain(theirs)
  })

  test('a wrong password, and one in the address, are refused without being shown', async () => {
    const { run } = newcomer()
    const wrong = await run(['logons', at(logs)], {
      ...known(),
      SOJOURN_KEY: '',
      SOJOURN_REMOTE_PASSWORD: 'hunter2',
    })
    expect({ code: wrong.code, out: wrong.out }).toEqual({ code: 2, out: '' })
    expect(wrong.told.join()).toContain('refused name, password or key')
    const nothing = (await run(['sessions', at(logs)])).out
    for (const place of [
      `sftp://u:hunter2@127.0.0.1:${server.port}/x.sojourn`,
      'https://u:hunter2@[/x',
      'https://h/x?sig=hunter2',
    ]) {
      const { code, told, out } = await run(['sessions', place])
      expect({ place, code, out }).toEqual({ place, code: 2, out: nothing })
      expect(told.join()).toContain('Nothing was contacted')
      expect(told.join()).not.toContain('hunter2')
    }
    expect(wrong.told.join()).not.toContain('hunter2')
  })

  test('what does not exist, holds no logs, or answers nothing is a sentence each', async () => {
    const { run } = newcomer()
    fs.mkdirSync(path.join(folder, 'bare'), { recursive: true })
    const port = await freePort()
    const places = [at(`${logs}/nothing.evtx`), at(path.join(folder, 'bare')), at('/x', port)]
    const { code, told } = await run(['logons', ...places, path.join(logs, 'WS-0171')], known())
    expect(code).toBe(2)
    expect(told.toSorted()).toEqual(
      [
        `sojourn: ${places[0]}: ${places[0]} does not exist. Nothing was read. Check the spelling.`,
        `sojourn: ${places[1]}: It holds no event logs or archives (.evtx, .evt, .zip, .7z, .tar, .gz). Nothing was read.`,
        `sojourn: ${places[2]}: 127.0.0.1 refused the connection: nothing listens there. Check address and port. Nothing was read.`,
      ].sort(),
    )
  })

  test.describe('over a bad line', () => {
    let line: Line
    const big = (): string => path.join(folder, 'big', 'Security.evtx')
    test.beforeAll(async () => {
      line = await startLine(server.port)
      fs.mkdirSync(path.dirname(big()))
      fs.writeFileSync(big(), longLog())
    })
    test.afterAll(() => line.close())

    test('records are read before the last byte is here, and give what they give here', async () => {
      const { atTerminal, run } = newcomer()
      const place = at(big(), line.port)
      const out = path.join(folder, 'early.jsonl')
      line.holdAfter(3_000_000)
      const { code, out: told } = await atTerminal(
        ['sessions', '--format', 'jsonl', '--out', out, place],
        // The line is let through by what was read of its first part.
        [[' records read', () => line.cutAfter(Infinity)]],
        known(),
      )
      expect(code).toBe(0)
      expect(told).toMatch(/: \d\.\d of \d+\.\d MB, [\d.]+ MB\/s, \d+ records read/)
      const here = await run(['sessions', '--format', 'jsonl', big()])
      expect(fs.readFileSync(out, 'utf8').replaceAll(place, big())).toBe(here.out)
    })

    test('a transfer that was cut goes on where it ended', async () => {
      const { run, cache } = newcomer()
      line.cutAfter(3_000_000)
      const { code, told } = await run(['evidence', at(big(), line.port)], known())
      expect(code).toBe(0)
      expect(told.join()).toMatch(/Resumed at byte \d{6,}; size, time and etag were the same/)
      expect(recordsIn(cache)).toMatchObject([{ sha256: sha256(big()), problem: null }])
    })

    test('Ctrl+C keeps what arrived, and the next time goes on from there', async () => {
      const { run, stopped, cache } = newcomer()
      const parts = path.join(cache, 'parts')
      const place = at(big(), line.port)
      line.holdAfter(3_000_000)
      const isUnderWay = (): boolean =>
        fs.existsSync(parts) &&
        fs.readdirSync(parts).some((name) => fs.statSync(path.join(parts, name)).size > 1_000_000)
      const { code, told } = await stopped(['evidence', place], known(), isUnderWay)
      expect(code).toBe(2)
      expect(told.join()).toMatch(/It was stopped before its end\. \d{7} of \d+ bytes arrived and are kept/)
      line.cutAfter(Infinity)
      const whole = await run(['evidence', place], known())
      expect({ code: whole.code, parts: fs.readdirSync(parts) }).toEqual({ code: 0, parts: [] })
      expect(whole.told.join()).toMatch(/Resumed at byte \d{7}/)
    })

    test('what came before a line that stays broken is read, and got whole the next time', async () => {
      const { run, cache } = newcomer()
      const place = at(big(), line.port)
      line.cutAfter(1_500_000, 20)
      const broken = await run(['evidence', '--format', 'jsonl', place], known())
      line.cutAfter(Infinity)
      expect(broken.code).toBe(2)
      const { sha256: part } = JSON.parse(broken.out) as { sha256: string }
      expect(broken.told.join()).toMatch(/bytes arrived and are kept\. Try again to get the rest/)
      expect(recordsIn(cache)).toMatchObject([
        { sha256: part, notes: Array(4).fill(expect.stringContaining('Resumed')) },
      ])
      const whole = await run(['evidence', '--format', 'jsonl', place], known())
      expect(whole.code).toBe(0)
      expect(whole.told.join()).toMatch(/Resumed at byte \d{7}/)
      expect(JSON.parse(whole.out)).toMatchObject({ sha256: sha256(big()) })
    })
  })
})
