/** The built command line against real web servers, buckets and containers: what it reads there is what it reads here. */
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { azureSignature, type ContainerServer, hasAzurite, startAzurite } from '../fixtures/servers/azurite'
import { hasNginx, startNginx, WEB_USER, type WebServer } from '../fixtures/servers/nginx'
import { startObjectServer } from '../fixtures/servers/object-server'
import { type BucketServer, hasS3rver, S3_KEYS, startS3rver } from '../fixtures/servers/s3rver'
import { writeZip } from '../fixtures/zip-writer'
import { folderWithLogs, newcomerIn, recordsIn, sha256 } from './command-line-user'

let folder = ''
let logs = ''
const newcomer = () => newcomerIn(folder)

test.beforeAll(() => {
  ;({ folder, logs } = folderWithLogs())
})
test.afterAll(() => fs.rmSync(folder, { recursive: true }))

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

test('signed addresses of one host are opened with a signature each, which is written nowhere', async () => {
  const server = await startObjectServer()
  const far = ['/case-7/WS-0147/Security.evtx', '/case-7/WS-0171/Security.evtx']
  const secrets = ['hunter-one', 'hunter-two']
  const at = (place: string): string => `http://127.0.0.1:${server.port}${place}`
  const signed = far.map((place, i) => `${at(place)}?X-Amz-Expires=60&X-Amz-Signature=${secrets[i]}`)
  for (const [i, place] of far.entries())
    server.put(place, fs.readFileSync(path.join(logs, place.slice(8))), new URL(signed[i]!).search.slice(1))
  const { run, cache } = newcomer()
  const out = path.join(folder, 'signed.csv')
  try {
    const given = { SOJOURN_SIGNATURE: signed.join(' ') }
    const read = await run(['evidence', '--format', 'jsonl', ...far.map(at)], given)
    expect(read.code).toBe(0)
    const sources = read.out.split('\n').filter(Boolean)
    expect(sources.map((line) => JSON.parse(line) as unknown)).toMatchObject(
      far.map((place) => ({
        ...{ source: at(place), sha256: sha256(path.join(logs, place.slice(8))) },
        acquisitions: [{ source: at(place), protocol: 'http' }],
      })),
    )
    const written = await run(['export', '--out', out, ...far.map(at)], given)
    expect(written.code).toBe(0)
    const one = await run(['evidence', ...far.map(at)], { SOJOURN_SIGNATURE: signed[0] })
    expect(one.code).toBe(2)
    expect(one.told.filter((line) => line.includes(at(far[1]!)))).toHaveLength(1)
    const kept = fs.readdirSync(cache, { recursive: true, encoding: 'utf8' })
    const files = [...kept.map((name) => path.join(cache, name)), out, `${out}.export.json`]
    const all = files
      .filter((file) => fs.statSync(file).isFile())
      .map((file) => fs.readFileSync(file, 'latin1'))
    for (const { out: said, told } of [read, written, one]) all.push(said, ...told)
    for (const secret of [...secrets, 'X-Amz'])
      expect(all.filter((text) => text.includes(secret))).toEqual([])
  } finally {
    server.stop()
  }
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
