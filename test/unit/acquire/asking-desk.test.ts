import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { PlaceAnswer, PlaceQuestion } from '../../../electron/contract/places'
import { AskingDesk, type Reply } from '../../../electron/worker/acquire/asking-desk'
import { RefusedCredentials, WantsCredentials } from '../../../electron/worker/sources/remote/connection'

const folder = mkdtempSync(path.join(tmpdir(), 'sojourn-asking-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A desk of somebody who gives these answers in turn, then leaves; and what was asked. */
function desk(...answers: (PlaceAnswer | Reply)[]) {
  return deskWith(null, ...answers)
}

function deskWith(authoritiesFile: string | null, ...answers: (PlaceAnswer | Reply)[]) {
  const asked: PlaceQuestion[] = []
  const made = new AskingDesk(
    { dataFolder: folder, authoritiesFile },
    { endpoint: '', region: '' },
    (question) => {
      asked.push(question)
      const next = answers.shift() ?? null
      return Promise.resolve(next === null || 'answer' in next ? next : { answer: next, keyFile: null })
    },
  )
  return { desk: made, asked }
}
const refused = new RefusedCredentials('Refused.')

test('HTTP to another machine is asked about, to this one and with TLS it is not', async () => {
  const yes = desk({ kind: 'yes' })
  expect(await yes.desk.admit(yes.desk.parse('http://host/x'))).toMatchObject({ plainHttp: true })
  expect(yes.asked).toMatchObject([{ kind: 'plain-http' }])
  for (const address of ['http://127.0.0.1/x', 'https://host/x', 'sftp://host/x'])
    expect(await yes.desk.admit(yes.desk.parse(address))).toMatchObject({ plainHttp: false })
  const no = desk()
  await expect(no.desk.admit(no.desk.parse('http://host/x'))).rejects.toThrow('Nothing was read')
})

test('a web server is asked without an account first; a signature is not replaced', async () => {
  const web = desk({ kind: 'password', user: 'ana', password: 'p' })
  const plain = web.desk.parse('https://host/x')
  expect(await web.desk.credentials(plain, null)).toEqual({ kind: 'none' })
  expect(web.asked).toEqual([])
  expect(await web.desk.credentials(plain, refused)).toEqual({ kind: 'password', user: 'ana', password: 'p' })
  expect(web.asked).toEqual([
    { kind: 'account', keys: false, place: 'https://host', user: '', refused: 'Refused.' },
  ])
  const asks = new WantsCredentials('Refused name or password.')
  const other = desk({ kind: 'password', user: 'ana', password: 'p' }, { kind: 'yes' })
  // Who has given nothing is asked, and hears of a refusal only afterwards.
  await other.desk.credentials(plain, asks)
  await other.desk.credentials(plain, asks)
  expect(other.asked).toMatchObject([{ refused: null }, { refused: 'Refused name or password.' }])
  const signed = web.desk.parse('https://host/x?sig=s')
  expect(await web.desk.credentials(signed, null)).toEqual({ kind: 'query', query: 'sig=s' })
  expect(await web.desk.credentials(signed, refused)).toBeNull()
  expect(web.asked).toHaveLength(1)
})

test('a bucket can be open to everybody', async () => {
  const keys = { kind: 's3-keys', accessKeyId: 'id', secretAccessKey: 's', sessionToken: '' } as const
  const s3 = desk(keys, { ...keys, accessKeyId: '' })
  const bucket = s3.desk.parse('s3://bucket/case')
  expect(await s3.desk.credentials(bucket, null)).toEqual(keys)
  expect(await s3.desk.credentials(bucket, null)).toEqual({ kind: 'none' })
  expect(await s3.desk.credentials(bucket, null)).toBeNull()
})

test('a key is read from the file that was chosen, if it can be one', async () => {
  const file = path.join(folder, 'key')
  const large = path.join(folder, 'large')
  writeFileSync(file, 'a key')
  writeFileSync(large, Buffer.alloc(100_000))
  const answer = { kind: 'key', user: 'ana', passphrase: 'p' } as const
  const ssh = desk(
    { answer, keyFile: file },
    { answer, keyFile: large },
    { answer, keyFile: path.join(folder, 'gone') },
    { answer, keyFile: null },
  )
  const host = ssh.desk.parse('sftp://ana@host/x')
  expect(await ssh.desk.credentials(host, null)).toEqual({ ...answer, key: 'a key' })
  await expect(ssh.desk.credentials(host, null)).rejects.toThrow('larger than any private key')
  await expect(ssh.desk.credentials(host, null)).rejects.toThrow('does not exist')
  expect(await ssh.desk.credentials(host, null)).toBeNull()
})

test('certificates of authorities are read from the file that was chosen, if it can be one', async () => {
  const file = path.join(folder, 'ca.pem')
  const large = path.join(folder, 'large.pem')
  writeFileSync(file, 'certificates')
  writeFileSync(large, Buffer.alloc(5_000_000))
  const address = 'https://host/x'
  const own = deskWith(file).desk
  expect(await own.admit(own.parse(address))).toEqual({ authorities: 'certificates', plainHttp: false })
  await expect(deskWith(large).desk.admit(own.parse(address))).rejects.toThrow('larger than any')
  await expect(deskWith(path.join(folder, 'no.pem')).desk.admit(own.parse(address))).rejects.toThrow(
    'does not exist',
  )
})
