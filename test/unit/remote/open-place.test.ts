/** The acquirer's side of "Open from another place", against a real OpenSSH server. */
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { AcquirerNotice } from '../../../electron/contract/acquirer'
import type { PlaceAnswer, PlaceLook, PlaceSight, PlaceState } from '../../../electron/contract/places'
import { Acquirer } from '../../../electron/worker/acquire/acquirer-core'
import { hasOpenSsh, PASSPHRASE, type SshServer, startOpenSsh } from '../../fixtures/servers/openssh'
import { writeZip } from '../../fixtures/zip-writer'

const SAMPLE = path.resolve(import.meta.dirname, '../../../assets/sample')

type Kind = PlaceState['kind']
let folder = ''
let homes = 0

/** A place that is opened by somebody who knows no servers, unless `dataFolder` does. */
function opened(
  address: string,
  dataFolder = path.join(folder, `home-${homes++}`),
  wanted: string[] | null = null,
) {
  const notices: AcquirerNotice[] = []
  const acquirer = new Acquirer((notice) => notices.push(notice))
  acquirer.receive({
    kind: 'open-place',
    job: 1,
    request: { address, endpoint: '', region: '', authorities: '' },
    dataFolder,
    wanted,
    authoritiesFile: null,
    cacheFolder: path.join(dataFolder, 'cache'),
    version: '0',
    caseFile: null,
  })
  const states = (): PlaceState[] =>
    notices.flatMap((notice) => (notice.kind === 'place' ? [notice.state] : []))
  let seen = 0
  /** The next state of a kind. */
  const until = async <K extends Kind>(kind: K): Promise<Extract<PlaceState, { kind: K }>> => {
    const next = (): number => states().findIndex((state, i) => i >= seen && state.kind === kind)
    await vi.waitFor(() => expect(next()).toBeGreaterThanOrEqual(0), 10_000)
    seen = next() + 1
    return states()[seen - 1] as Extract<PlaceState, { kind: K }>
  }
  const answer = (given: PlaceAnswer, keyFile: string | null = null): void =>
    acquirer.receive({ kind: 'answer', job: 1, answer: given, keyFile })
  const ended = () => notices.flatMap((notice) => (notice.kind === 'ended' ? [notice] : []))
  const finished = (): Promise<void> =>
    vi.waitFor(() => expect(notices.map(({ kind }) => kind)).toContain('finished'), 10_000)
  return { acquirer, notices, dataFolder, states, until, answer, ended, finished }
}

const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')

// A real server: the set-up of npm test installs it where it may.
describe.skipIf(!hasOpenSsh)('a place of OpenSSH', () => {
  let server: SshServer
  let logs = ''
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'sojourn-place-'))
    logs = path.join(folder, 'logs')
    cpSync(path.join(SAMPLE, 'WS-0171'), logs, { recursive: true })
    const data = readFileSync(path.join(logs, 'Security.evtx'))
    writeFileSync(
      path.join(logs, 'more.zip'),
      writeZip([{ name: 'inside/Security.evtx', data, deflate: true }]),
    )
    server = await startOpenSsh(path.join(folder, 'ssh'))
  })
  afterAll(async () => {
    await server.stop()
    rmSync(folder, { recursive: true })
  })
  const at = (place: string): string => `sftp://${server.user}@127.0.0.1:${server.port}${place}`

  test('asks for server and account, lists, and copies what is ticked', async () => {
    const { acquirer, until, answer, ended, finished, dataFolder, notices } = opened(at(logs))
    const { question } = await until('asking')
    expect(question).toMatchObject({ kind: 'server', fingerprint: server.fingerprint })
    expect(existsSync(path.join(dataFolder, 'known-servers'))).toBe(false)
    answer({ kind: 'yes' })
    const account = (await until('asking')).question
    expect(account).toEqual({
      kind: 'account',
      keys: true,
      place: at(''),
      user: server.user,
      refused: null,
    })
    answer({ kind: 'key', user: server.user, passphrase: 'mistyped' }, path.join(folder, 'ssh', 'locked'))
    expect((await until('asking')).question).toMatchObject({
      refused: expect.stringContaining('passphrase does not open') as string,
    })
    answer({ kind: 'key', user: server.user, passphrase: PASSPHRASE }, path.join(folder, 'ssh', 'locked'))
    const { first, place, named } = await until('choosing')
    expect({ place, named, path: first.path, more: first.more }).toEqual({
      ...{ place: at(''), named: null, path: logs, more: 0 },
    })
    const paths = ['Security.evtx', 'more.zip'].map((name) => path.join(logs, name))
    expect(first.entries.find(({ name }) => name === 'Security.evtx')).toMatchObject({
      ...{ path: paths[0], kind: 'file', isLog: true },
      size: readFileSync(paths[0]!).length,
    })
    // What was not listed is not copied.
    acquirer.receive({ kind: 'copy', job: 1, ticked: [...paths, '/etc/passwd'] })
    await finished()
    const copies = ended().map(({ shown, spot, problem }) => ({
      shown,
      hash: sha256(spot as string),
      problem,
    }))
    const hash = sha256(path.join(logs, 'Security.evtx'))
    expect(copies).toEqual([
      { shown: at(`${logs}/Security.evtx`), hash, problem: null },
      { shown: `${at(`${logs}/more.zip`)}/inside/Security.evtx`, hash, problem: null },
    ])
    const record = readFileSync(`${ended()[0]!.spot as string}.acquisition.json`, 'utf8')
    expect(JSON.parse(record)).toMatchObject([
      { source: at(`${logs}/Security.evtx`), protocol: 'sftp', fingerprint: server.fingerprint },
      { protocol: 'archive' },
    ])
    expect(record + JSON.stringify(notices)).not.toContain(PASSPHRASE)
  })

  test('one goes up and down its folders, and finds the logs below one', async () => {
    const { acquirer, until, answer, notices, ended, finished } = opened(at(logs))
    await until('asking')
    answer({ kind: 'yes' })
    await until('asking')
    answer({ kind: 'key', user: server.user, passphrase: '' }, server.keyFile)
    await until('choosing')
    let looks = 0
    const look = async (wanted: PlaceLook): Promise<PlaceSight> => {
      const number = ++looks
      acquirer.receive({ kind: 'look', job: 1, look: number, wanted })
      const of = () => notices.find((one) => one.kind === 'looked' && one.look === number)
      await vi.waitFor(() => expect(of()).toBeDefined(), 10_000)
      return (of() as Extract<AcquirerNotice, { kind: 'looked' }>).sight
    }
    const up = await look({ path: folder, below: false })
    expect(up).toMatchObject({
      kind: 'folder',
      folder: {
        path: folder,
        entries: expect.arrayContaining([
          expect.objectContaining({ name: 'logs', kind: 'folder', size: null }),
        ]) as unknown,
      },
    })
    const below = await look({ path: logs, below: true })
    const names = readdirSync(logs)
      .filter((name) => /\.(?:evtx|zip)$/.test(name))
      .sort()
    expect(below).toEqual({
      ...{ kind: 'logs', more: 0, problems: [] },
      logs: names.map((name) => ({
        path: path.join(logs, name),
        size: statSync(path.join(logs, name)).size,
      })),
    })
    expect(await look({ path: '/', below: true })).toMatchObject({
      kind: 'problem',
      sentence: expect.stringContaining('A whole host is not searched') as unknown,
    })
    expect(await look({ path: path.join(folder, 'none'), below: false })).toMatchObject({
      kind: 'problem',
      sentence: expect.stringContaining('does not exist') as unknown,
    })
    acquirer.receive({ kind: 'look', job: 1, look: ++looks, wanted: { path: '/usr', below: true } })
    await look({ path: folder, below: false })
    expect(notices).toContainEqual({ kind: 'looked', job: 1, look: looks - 1, sight: { kind: 'stopped' } })
    acquirer.receive({ kind: 'copy', job: 1, ticked: [path.join(logs, 'Security.evtx')] })
    await finished()
    expect(ended()).toHaveLength(1)
  })

  test('paths that were chosen before are copied without a choice; one that is gone is told', async () => {
    const log = path.join(logs, 'Security.evtx')
    const gone = path.join(logs, 'gone.evtx')
    const { until, answer, ended, finished, states, notices } = opened(at(logs), undefined, [gone, log])
    await until('asking')
    answer({ kind: 'yes' })
    await until('asking')
    answer({ kind: 'key', user: server.user, passphrase: '' }, server.keyFile)
    await finished()
    expect(states().map(({ kind }) => kind)).not.toContain('choosing')
    expect(ended()).toMatchObject([
      {
        shown: at(gone),
        spot: null,
        path: gone,
        problem: expect.stringContaining('does not exist') as unknown,
      },
      { shown: at(log), path: log, problem: null },
    ])
    // What came before of what is not there stays.
    expect(notices.filter(({ kind }) => kind === 'renewed')).toEqual([
      { kind: 'renewed', job: 1, shown: at(log) },
    ])
  })

  test('an archive that is called a log is none: only what lies in it is told of', async () => {
    const data = readFileSync(path.join(logs, 'Security.evtx'))
    const archive = path.join(folder, 'archive.evtx')
    // Large enough to come in many pieces.
    const entries = Array.from({ length: 30 }, (_, i) => ({ name: `${i}/Security.evtx`, data }))
    writeFileSync(archive, writeZip(entries))
    const { until, answer, ended, finished, notices } = opened(at(archive), undefined, [archive])
    await until('asking')
    answer({ kind: 'yes' })
    await until('asking')
    answer({ kind: 'key', user: server.user, passphrase: '' }, server.keyFile)
    await finished()
    const names = entries.map(({ name }) => `${at(archive)}/${name}`)
    expect(ended().map(({ shown, problem }) => [shown, problem])).toEqual(names.map((name) => [name, null]))
    const begun = notices.flatMap((notice) => (notice.kind === 'began' ? [notice.shown] : []))
    expect(begun).toEqual(names)
  })

  test('of a folder that is too large folders and logs are shown first, and the rest is counted', async () => {
    const large = path.join(folder, 'large')
    mkdirSync(path.join(large, 'zz'), { recursive: true })
    for (let i = 0; i < 2_100; i++) writeFileSync(path.join(large, `note-${i}.txt`), '')
    writeFileSync(path.join(large, 'zz.evtx'), '')
    const { acquirer, until, answer, finished } = opened(at(large))
    await until('asking')
    answer({ kind: 'yes' })
    await until('asking')
    answer({ kind: 'key', user: server.user, passphrase: '' }, server.keyFile)
    const { first } = await until('choosing')
    expect(first.entries.slice(0, 3).map(({ name, isLog }) => [name, isLog])).toEqual([
      ['zz', true],
      ['zz.evtx', true],
      ['note-0.txt', false],
    ])
    expect([first.entries.length, first.more]).toEqual([2_000, 102])
    acquirer.receive({ kind: 'cancel', job: 1 })
    await finished()
  })

  test('a changed key is refused, and nothing is asked', async () => {
    const { dataFolder, until, states } = opened(at(logs))
    await until('asking')
    mkdirSync(dataFolder, { recursive: true })
    writeFileSync(path.join(dataFolder, 'known-servers'), `ssh 127.0.0.1:${server.port} SHA256:another\n`)
    expect(states()).toHaveLength(2)
    const again = opened(at(logs), dataFolder)
    await again.finished()
    expect(again.states().map(({ kind }) => kind)).not.toContain('asking')
    expect(again.states().at(-1)).toMatchObject({
      kind: 'none',
      problem: expect.stringContaining('has changed: SHA256:another was confirmed') as string,
    })
  })

  test('what is left while it asks or lists ends without a copy', async () => {
    const asked = opened(at(logs))
    await asked.until('asking')
    asked.acquirer.receive({ kind: 'cancel', job: 1 })
    await asked.finished()
    expect(asked.states().at(-1)).toEqual({ kind: 'none', problem: null })
    expect(existsSync(path.join(asked.dataFolder, 'known-servers'))).toBe(false)
    const listed = opened(at(logs))
    await listed.until('asking')
    listed.answer({ kind: 'yes' })
    await listed.until('asking')
    listed.answer({ kind: 'key', user: server.user, passphrase: '' }, server.keyFile)
    await listed.until('choosing')
    listed.acquirer.receive({ kind: 'cancel', job: 1 })
    await listed.finished()
    expect(listed.ended()).toEqual([])
  })
})

test.each([
  ['sftp://ana:hunter2@host/x', 'The address holds a password. Nothing was contacted.'],
  ['ftp://host/x', 'No address that Sojourn can open'],
  ['https://[', 'not well formed'],
])('%s contacts nothing', async (address, sentence) => {
  const { states, finished } = opened(address, path.join(tmpdir(), 'sojourn-none'))
  await finished()
  expect(states()).toEqual([{ kind: 'none', problem: expect.stringContaining(sentence) as string }])
  expect(JSON.stringify(states())).not.toContain('hunter2')
})
