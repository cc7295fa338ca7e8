/** The built command line against real servers: what it reads there is what it reads here. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { commandLine } from '../fixtures/built-command-line'
import { longLog } from '../fixtures/long-log'
import { azureSignature, type ContainerServer, hasAzurite, startAzurite } from '../fixtures/servers/azurite'
import { type Line, startLine } from '../fixtures/servers/line'
import { hasNginx, startNginx, WEB_USER, type WebServer } from '../fixtures/servers/nginx'
import { hasOpenSsh, PASSPHRASE, type SshServer, startOpenSsh } from '../fixtures/servers/openssh'
import { freePort } from '../fixtures/servers/process'
import { type BucketServer, hasS3rver, S3_KEYS, startS3rver } from '../fixtures/servers/s3rver'
import { writeZip } from '../fixtures/zip-writer'

const SAMPLE = path.resolve(import.meta.dirname, '../../assets/sample')

let folder = ''
let logs = ''
let homes = 0
/** A person who has used nothing before. */
const newcomer = () => commandLine(path.join(folder, `home-${homes++}`))

const sha256 = (file: string): string => createHash('sha256').update(fs.readFileSync(file)).digest('hex')
/** Every file below, with what would change if it were touched. */
const stateOf = (root: string): string[] =>
  fs
    .readdirSync(root, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => `${name} ${fs.statSync(path.join(root, name)).mtimeMs}`)

interface Record {
  readonly source: string
  readonly protocol: string
  readonly fingerprint: string | null
  readonly sha256: string
  readonly notes: readonly string[]
  readonly problem: string | null
}
const recordsIn = (cache: string): Record[] =>
  fs
    .readdirSync(cache, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.acquisition.json'))
    .flatMap((name) => JSON.parse(fs.readFileSync(path.join(cache, name), 'utf8')) as Record[])

test.beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sojourn-remote-cli-'))
  logs = path.join(folder, 'logs')
  fs.cpSync(SAMPLE, logs, { recursive: true })
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

test.describe('https', () => {
  test.skip(!hasNginx, 'nginx is not installed')
  let server: WebServer
  let authority = ''
  test.beforeAll(async () => {
    const zip = [
      { name: 'C%3A/Security.evtx', data: fs.readFileSync(path.join(logs, 'WS-0147/Security.evtx')) },
    ]
    fs.writeFileSync(path.join(logs, 'case.zip'), writeZip(zip))
    server = await startNginx(path.join(folder, 'web'), logs)
    authority = path.join(folder, 'authority.pem')
    fs.writeFileSync(authority, server.authority)
  })
  test.afterAll(() => server.stop())
  const at = (place: string): string => `https://127.0.0.1:${server.port}/${place}`

  test('a log and an archive give what they give here', async () => {
    const { run, cache } = newcomer()
    for (const name of ['WS-0147/Security.evtx', 'case.zip']) {
      const here = await run(['logons', path.join(logs, name)])
      const there = await run(['logons', at(name)], { SOJOURN_CA: authority })
      expect(there.code).toBe(0)
      expect(there.out.replaceAll(at(name), path.join(logs, name))).toBe(here.out)
    }
    const { out } = await run(['evidence', '--format', 'jsonl', at('case.zip')], { SOJOURN_CA: authority })
    expect(JSON.parse(out)).toMatchObject({ acquisitions: [{ source: at('case.zip'), protocol: 'https' }] })
    expect(recordsIn(cache)).toContainEqual(
      expect.objectContaining({
        source: at('case.zip'),
        protocol: 'https',
        fingerprint: server.good.fingerprint,
        sha256: sha256(path.join(logs, 'case.zip')),
      }),
    )
  })

  test('a certificate that nobody vouches for is told, and taken once it is named', async () => {
    const { run } = newcomer()
    const place = at('WS-0171/Security.evtx')
    const unknown = await run(['logons', place])
    expect(unknown.code).toBe(2)
    expect(unknown.told.join()).toContain(server.good.fingerprint)
    expect((await run(['logons', place], { SOJOURN_SERVER_KEY: server.good.fingerprint })).code).toBe(0)
    expect((await run(['logons', place])).code).toBe(0)
  })

  test('two servers are opened with a password each, from the environment or typed', async () => {
    const who = { user: 'analyst', password: 'other:secret' }
    const other = await startNginx(path.join(folder, 'other-web'), logs, who)
    const authorities = path.join(folder, 'authorities.pem')
    fs.writeFileSync(authorities, server.authority + other.authority)
    const of = (port: number, host: string): string =>
      `https://analyst@127.0.0.1:${port}/locked/${host}/Security.evtx`
    const places = [of(server.port, 'WS-0171'), of(other.port, 'WS-0147')]
    const passwords = [WEB_USER.password, who.password]
    const here = { SOJOURN_CA: authorities }
    const named = await newcomer().run(['evidence', '--format', 'jsonl', ...places], {
      ...here,
      [`SOJOURN_REMOTE_PASSWORD_127_0_0_1_${server.port}`]: WEB_USER.password,
      SOJOURN_REMOTE_PASSWORD: who.password,
    })
    expect(named.told.filter((line) => !line.includes(' bytes copied, '))).toEqual([])
    expect(named.code).toBe(0)
    const questions = [server, other].map(
      ({ port }, i) => [`Password of analyst at https://127.0.0.1:${port}: `, passwords[i]!] as const,
    )
    const typed = await newcomer().atTerminal(['evidence', ...places], questions, here)
    expect(typed.code).toBe(0)
    for (const password of passwords) expect(typed.out + named.told.join()).not.toContain(password)
    await other.stop()
  })

  test('name and password come from the environment; wrong ones and missing files are told', async () => {
    const { run } = newcomer()
    const given = {
      SOJOURN_CA: authority,
      SOJOURN_USER: WEB_USER.user,
      SOJOURN_REMOTE_PASSWORD: WEB_USER.password,
    }
    const place = at('locked/WS-0171/Security.evtx')
    expect((await run(['logons', place], given)).code).toBe(0)
    const wrong = await run(['logons', place], { ...given, SOJOURN_REMOTE_PASSWORD: 'hunter2' })
    expect(wrong.code).toBe(2)
    expect(wrong.told).toEqual([
      `sojourn: ${place}: ${place} refused name or password. Nothing was read. Try again with others.`,
    ])
    const missing = await run(['logons', at('nothing.evtx')], given)
    expect(missing.code).toBe(2)
    expect(missing.told.join()).toContain('holds nothing of that name')
  })
})

test.describe('s3', () => {
  test.skip(!hasS3rver, 's3rver is not there')
  let server: BucketServer
  test.beforeAll(async () => {
    server = await startS3rver(path.join(folder, 's3'), 'case-7')
    for (const name of ['Security.evtx', 'System.evtx'])
      await server.put(`dc1/WS-0147/${name}`, fs.readFileSync(path.join(logs, 'WS-0147', name)))
    await server.put('dc1/notes.txt', Buffer.from('no log'))
  })
  test.afterAll(() => server.stop())
  const keys = (): NodeJS.ProcessEnv => ({
    AWS_ENDPOINT_URL_S3: server.endpoint,
    AWS_ACCESS_KEY_ID: S3_KEYS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: S3_KEYS.secretAccessKey,
  })

  test('a prefix gives the logs below it', async () => {
    const { run, cache } = newcomer()
    const here = path.join(logs, 'WS-0147')
    const names = ['Security.evtx', 'System.evtx']
    const expected = await run(['logons', ...names.map((name) => path.join(here, name))])
    const there = await run(['logons', 's3://case-7/dc1'], keys())
    expect(there.told.filter((line) => !line.includes(' bytes copied, '))).toEqual([])
    expect(there.code).toBe(0)
    expect(there.out.replaceAll('s3://case-7/dc1/WS-0147', here)).toBe(expected.out)
    expect(
      recordsIn(cache)
        .map(({ source }) => source)
        .sort(),
    ).toEqual(names.map((name) => `${server.endpoint}/case-7/dc1/WS-0147/${name}`))
  })

  test('what is not there, and keys that do not fit, are told', async () => {
    const { run } = newcomer()
    const nothing = await run(['logons', 's3://case-7/dc9', 's3://case-8/'], keys())
    expect(nothing.code).toBe(2)
    expect(nothing.told.join('\n')).toContain('s3://case-7/dc9: ')
    expect(nothing.told).toContain(
      `sojourn: s3://case-8/: ${server.endpoint}/case-8 holds no bucket of that name (NoSuchBucket). Nothing was read. Check the spelling and, of a server that speaks like S3, the endpoint.`,
    )
    const stranger = await run(['logons', 's3://case-7/dc1/'], { ...keys(), AWS_ACCESS_KEY_ID: 'stranger' })
    expect(stranger.code).toBe(2)
    expect(stranger.told).toEqual([
      `sojourn: s3://case-7/dc1/: ${server.endpoint}/case-7 does not know this access key (InvalidAccessKeyId). Nothing was read. Check the access key ID, and that it belongs to this server.`,
    ])
  })
})

test.describe('azure', () => {
  test.skip(!hasAzurite, 'azurite is not there')
  let server: ContainerServer
  test.beforeAll(async () => {
    server = await startAzurite(path.join(folder, 'azure'), 'case-7')
    await server.put('dc1/Security.evtx', fs.readFileSync(path.join(logs, 'WS-0147/Security.evtx')))
  })
  test.afterAll(() => server.stop())

  test('a container gives its logs by a signature of the environment, which is shown nowhere', async () => {
    const { run, cache } = newcomer()
    const signature = azureSignature('case-7', 'c', '', 'rl')
    const here = path.join(logs, 'WS-0147')
    const expected = await run(['logons', path.join(here, 'Security.evtx')])
    const there = await run(['logons', `${server.base}/dc1/`], { SOJOURN_SIGNATURE: signature })
    expect(there.code).toBe(0)
    expect(there.out.replaceAll(`${server.base}/dc1`, here)).toBe(expected.out)
    expect(recordsIn(cache)).toMatchObject([
      { source: `${server.base}/dc1/Security.evtx`, protocol: 'azure' },
    ])
    const wrong = await run(['logons', `${server.base}/dc1/`], {
      SOJOURN_SIGNATURE: signature.replace('sig=', 'sig=x'),
    })
    expect(wrong.code).toBe(2)
    expect(wrong.told.join()).toContain('refused access (AuthorizationFailure). Nothing was read.')
    expect(wrong.told.join()).not.toContain('sig=')
  })
})

test('nothing of the network is loaded for a log of this computer', async () => {
  const { run } = newcomer()
  const seen = path.join(folder, 'seen')
  const hook = path.join(folder, 'hook.cjs')
  fs.writeFileSync(
    hook,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(seen)}, Object.keys(require.cache).map((file) => require('node:path').basename(file)).join(' ')))`,
  )
  const loaded = async (place: string): Promise<string> => {
    await run(['logons', place], { NODE_OPTIONS: `--require ${hook}` })
    return fs.readFileSync(seen, 'utf8')
  }
  expect(await loaded('https://127.0.0.1:1/x')).toMatch(/remote-logs/)
  expect(await loaded(path.join(logs, 'WS-0171/Security.evtx'))).not.toMatch(
    /remote|sftp|https?\.cjs|address|archives|evidence-cache/,
  )
})
