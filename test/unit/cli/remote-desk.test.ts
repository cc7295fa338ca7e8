import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RemoteDesk } from '../../../electron/cli/remote-desk'
import { withoutSecrets } from '../../../electron/worker/sources/remote/address'
import {
  LockedKey,
  RefusedCredentials,
  UnknownServer,
} from '../../../electron/worker/sources/remote/connection'

let folder = ''
let key = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sojourn-desk-'))
  key = path.join(folder, 'key')
  writeFileSync(key, 'the key')
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Nobody at the terminal, or somebody who types these answers; what was asked is in `asked`. */
function deskOf(environment: NodeJS.ProcessEnv, answers: readonly string[] | null = null) {
  const asked: string[] = []
  const waiting = [...(answers ?? [])]
  let hear: (bytes: Buffer) => void = () => undefined
  const input = {
    isTTY: answers !== null,
    setRawMode: () => input,
    resume: () => input,
    pause: () => input,
    on: (_: string, listener: (bytes: Buffer) => void) => ((hear = listener), input),
    off: () => input,
  }
  const write = (text: string): void => {
    if (text === '\n' || text.length === 1) return
    asked.push(text)
    const answer = waiting.shift()
    setImmediate(() => hear(Buffer.from(`${answer ?? ''}\r`)))
  }
  const terminal = { input, output: { isTTY: answers !== null, write } }
  const own = { XDG_CONFIG_HOME: folder, APPDATA: folder, HOME: folder }
  return { desk: new RemoteDesk({ ...own, ...environment }, terminal as never), asked }
}

describe('addresses of the command line', () => {
  it.each([
    'sftp://u:hunter2@h/x',
    'https://u:hunter2@h/x',
    'https://h/x?sig=hunter2&sv=1',
    'https://h/x?a=1&X-Amz-Signature=hunter2',
    'https://h/x?access_token=hunter2',
  ])('%s is refused, and its secret not told', (text) => {
    const { desk } = deskOf({})
    const refused = (): unknown => desk.parse(text)
    expect(refused).toThrow('Nothing was contacted')
    expect(refused).not.toThrow('hunter2')
  })

  it('take a signature of the environment; with one of Azure they are a container', () => {
    const { desk } = deskOf({ SOJOURN_SIGNATURE: '?sv=2020&sig=secret' })
    expect(desk.parse('https://acc.blob.core.windows.net/box/dc1/')).toMatchObject({
      address: { protocol: 'azure', root: 'box', path: '/dc1/' },
      secret: { query: 'sv=2020&sig=secret' },
    })
    // A query that is no secret stays, and none is sent along to it.
    expect(desk.parse('https://h/get?file=7').secret.query).toBe('file=7')
  })

  it('have each the signature of its own among several of one host, and no other has one of them', () => {
    const signed = [
      'https://h/a.evtx?X-Amz-Signature=one',
      'https://h:8443/a.evtx?X-Amz-Signature=port',
      'https://acc.blob.core.windows.net/box?sv=1&sig=box',
      'https://acc.blob.core.windows.net/box/dc1/b.evtx?sv=1&sig=blob',
    ]
    const { desk } = deskOf({ SOJOURN_SIGNATURE: signed.join('\n') })
    const queryOf = (text: string): string => desk.parse(text).secret.query
    expect(queryOf('https://h/a.evtx')).toBe('X-Amz-Signature=one')
    expect(queryOf('https://h:8443/a.evtx')).toBe('X-Amz-Signature=port')
    expect(queryOf('https://acc.blob.core.windows.net/box/dc1/b.evtx')).toBe('sv=1&sig=blob')
    expect(desk.parse('https://acc.blob.core.windows.net/box/dc2/').address.protocol).toBe('azure')
    expect(queryOf('https://acc.blob.core.windows.net/box/dc2/')).toBe('sv=1&sig=box')
    for (const other of ['https://h/a.evtx2', 'http://h/a.evtx', 'https://acc.blob.core.windows.net/boxes/x'])
      expect(queryOf(other)).toBe('')
    const torn = deskOf({ SOJOURN_SIGNATURE: 'https://h/a?sig=1 hunter2' }).desk
    const refused = (): unknown => torn.parse('https://h/a')
    expect(refused).toThrow('not well formed. Nothing was contacted.')
    expect(refused).not.toThrow('hunter2')
  })

  it.each([
    ['sftp://u:pa/ss?w#@h:22/x?y', 'sftp://h:22/x'],
    ['https://h/x?sig=1', 'https://h/x'],
    ['s3://bucket/a b', 's3://bucket/a b'],
    ['https://', 'https://'],
  ])('%s may be shown as %s', (text, shown) => expect(withoutSecrets(text)).toBe(shown))

  it('by HTTP to another machine want a word; to this one none', async () => {
    const { desk, asked } = deskOf({}, ['no', 'yes'])
    const far = desk.parse('http://198.51.100.7/x')
    expect((await desk.admit(far)).plainHttp).toBe(false)
    expect((await desk.admit(far)).plainHttp).toBe(true)
    expect(asked).toHaveLength(2)
    await desk.admit(desk.parse('http://127.0.0.1/x'))
    await desk.admit(desk.parse('https://198.51.100.7/x'))
    expect(asked).toHaveLength(2)
    const silent = deskOf({ SOJOURN_PLAIN_HTTP: 'allow' })
    expect((await silent.desk.admit(far)).plainHttp).toBe(true)
  })
})

describe('credentials of the command line', () => {
  const refused = new RefusedCredentials('no')
  const of = async (
    environment: NodeJS.ProcessEnv,
    text: string,
    answers: readonly string[] | null = null,
  ) => {
    const { desk, asked } = deskOf(environment, answers)
    return { given: await desk.credentials(desk.parse(text), null), desk, asked }
  }

  it('of SFTP are a key, a password, the agent, or asked for', async () => {
    const account = userInfo().username
    expect((await of({ SOJOURN_KEY: key, SOJOURN_PASSPHRASE: 'p' }, 'sftp://h/')).given).toEqual({
      kind: 'key',
      user: account,
      key: 'the key',
      passphrase: 'p',
    })
    const password = { SOJOURN_USER: 'u', SOJOURN_REMOTE_PASSWORD: 'w', SSH_AUTH_SOCK: '/s' }
    expect((await of(password, 'sftp://h/')).given).toEqual({ kind: 'password', user: 'u', password: 'w' })
    expect((await of({ SSH_AUTH_SOCK: '/s' }, 'sftp://v@h/')).given).toMatchObject({
      kind: 'agent',
      user: 'v',
    })
    expect((await of({}, 'sftp://v@h/')).given).toBeNull()
    const typed = await of({}, 'sftp://v@h/', ['w'])
    expect(typed.given).toEqual({ kind: 'password', user: 'v', password: 'w' })
    expect(typed.asked).toEqual(['Password of v at sftp://v@h: '])
  })

  it('are typed anew where they were refused, and kept for the next address of the same server', async () => {
    const { desk, asked } = deskOf({ SOJOURN_REMOTE_PASSWORD: 'wrong' }, ['right'])
    const first = desk.parse('sftp://v@h/a')
    expect(await desk.credentials(first, null)).toMatchObject({ password: 'wrong' })
    expect(await desk.credentials(first, refused)).toMatchObject({ password: 'right' })
    expect(await desk.credentials(desk.parse('sftp://v@h/b'), null)).toMatchObject({ password: 'right' })
    expect(asked).toHaveLength(1)
  })

  it('of a locked key are its passphrase', async () => {
    const { desk, asked } = deskOf({ SOJOURN_KEY: key }, ['p'])
    const parsed = desk.parse('sftp://v@h/')
    expect(await desk.credentials(parsed, new LockedKey('no'))).toMatchObject({
      kind: 'key',
      passphrase: 'p',
    })
    expect(asked).toEqual([`Passphrase of ${key}: `])
  })

  it('of S3 are those of Amazon, or none; of the web a name and a password, or none', async () => {
    const keys = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 's', AWS_SESSION_TOKEN: 't' }
    expect((await of(keys, 's3://b/')).given).toMatchObject({
      kind: 's3-keys',
      accessKeyId: 'id',
      sessionToken: 't',
    })
    expect((await of({}, 's3://b/')).given).toEqual({ kind: 'none' })
    expect((await of({}, 'https://h/x')).given).toEqual({ kind: 'none' })
    expect((await of({ SOJOURN_REMOTE_PASSWORD: 'w' }, 'https://u@h/x')).given).toMatchObject({
      user: 'u',
      password: 'w',
    })
    const { desk } = await of({}, 'https://h/x')
    expect(await desk.credentials(desk.parse('https://h/x'), refused)).toBeNull()
  })

  it('of one server stand behind its name, of a bucket behind its own; it is given none of those for all', async () => {
    const environment = {
      ...{
        SOJOURN_USER: 'all',
        SOJOURN_KEY: key,
        SOJOURN_REMOTE_PASSWORD: 'for all',
        SOJOURN_SIGNATURE: 'sig=a',
      },
      ...{ SOJOURN_REMOTE_PASSWORD_DC_1_EXAMPLE: 'one', SOJOURN_REMOTE_PASSWORD_DC_1_EXAMPLE_2222: 'other' },
      ...{ SOJOURN_USER_DC_1_EXAMPLE_2222: 'v', SOJOURN_SIGNATURE_H: '?sig=b' },
      ...{ AWS_ACCESS_KEY_ID: 'all', AWS_SECRET_ACCESS_KEY: 'all', AWS_SESSION_TOKEN: 'all' },
      ...{ AWS_ENDPOINT_URL_S3: 'https://all', AWS_ENDPOINT_URL_CASE_7: 'https://seven', AWS_REGION: 'eu' },
      ...{ AWS_ACCESS_KEY_ID_CASE_7: 'seven', AWS_SECRET_ACCESS_KEY_CASE_7: 's' },
    }
    const given = async (text: string) => (await of(environment, text)).given
    expect(await given('sftp://dc-1.example/')).toEqual({ kind: 'password', user: 'all', password: 'one' })
    expect(await given('sftp://dc-1.example:2222/')).toEqual({
      kind: 'password',
      user: 'v',
      password: 'other',
    })
    expect(await given('sftp://dc-2.example/')).toMatchObject({ kind: 'key', user: 'all' })
    expect(await given('https://dc-1.example/x')).toEqual({ kind: 'password', user: 'all', password: 'one' })
    expect(await given('https://h/x')).toEqual({ kind: 'query', query: 'sig=b' })
    expect(await given('https://other/x')).toEqual({ kind: 'query', query: 'sig=a' })
    expect(await given('s3://case-7/')).toMatchObject({ accessKeyId: 'seven', sessionToken: '' })
    expect(await given('s3://case-8/')).toMatchObject({ accessKeyId: 'all', sessionToken: 'all' })
    const { desk } = deskOf(environment)
    expect(desk.parse('s3://case-7/').address).toMatchObject({ host: 'seven', region: 'eu' })
    expect(desk.parse('s3://case-8/').address).toMatchObject({ host: 'all', region: 'eu' })
  })

  it('of S3 are typed where they were refused', async () => {
    const { desk, asked } = deskOf({ AWS_ENDPOINT_URL: 'https://h' }, ['id', 'secret'])
    expect(await desk.credentials(desk.parse('s3://b/'), refused)).toMatchObject({
      accessKeyId: 'id',
      secretAccessKey: 'secret',
    })
    expect(asked).toEqual(['no Access key ID at https://h/b: ', 'Secret access key of id: '])
    expect(await deskOf({}).desk.credentials(desk.parse('s3://b/'), refused)).toBeNull()
  })

  it('say which file cannot be read', async () => {
    await expect(of({ SOJOURN_KEY: path.join(folder, 'none') }, 'sftp://h/')).rejects.toThrow(
      'SOJOURN_KEY names a file',
    )
  })
})

describe('servers', () => {
  const server = new UnknownServer('SHA256:abc', 'h is not known yet.')

  it('are confirmed by a whole yes or by name of their key, and remembered for both kinds apart', async () => {
    const parsed = deskOf({}).desk.parse('sftp://h7/')
    for (const answers of [['y'], [''], null])
      await expect(deskOf({}, answers).desk.confirms(parsed, server)).rejects.toThrow('SOJOURN_SERVER_KEY')
    await expect(
      deskOf({ SOJOURN_SERVER_KEY: 'SHA256:other' }).desk.confirms(parsed, server),
    ).rejects.toThrow('not known')
    expect(deskOf({}).desk.pinned(parsed)).toBeNull()
    const { desk } = deskOf({ SOJOURN_SERVER_KEY: 'SHA256:other SHA256:abc' })
    expect(await desk.confirms(parsed, server)).toBe(true)
    expect(deskOf({}).desk.pinned(parsed)).toBe('SHA256:abc')
    expect(deskOf({}).desk.pinned(desk.parse('https://h7/'))).toBeNull()
    expect(await deskOf({}, ['yes']).desk.confirms(desk.parse('https://h7/'), server)).toBe(true)
  })
})
