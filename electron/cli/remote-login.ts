/** Credentials and consent for addresses of the command line: from the environment or typed at a terminal, never from the command line itself. */
import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { isRemoteAddress } from '../core/text/is-remote'
import {
  type AddressSecret,
  isLoopback,
  type ParsedAddress,
  type RemoteAddress,
  shownAddress,
  shownPlace,
} from '../worker/sources/remote/address'
import { type Credentials, LockedKey, type RefusedCredentials } from '../worker/sources/remote/connection'
import { SourceProblem } from '../worker/sources/source-problem'
import { REMOTE_VARIABLES, variablesOf } from './remote-variables'

/** Somebody who can be asked; both answer null where there is no terminal. */
export interface Asker {
  secret(question: string): Promise<string | null>
  yes(question: string): Promise<boolean>
}

/** Parameters of addresses that are keys by themselves. */
const SIGNED =
  /(?:^|&)(?:sig|signature|x-(?:amz|goog)-(?:signature|security-token)|(?:access_?)?token|api_?key|password|secret)=/i

/**
 * Every process of a computer can read the arguments of the others. @throws SourceProblem where the address holds a password or signature
 */
export function refuseSecretsInAddress({ password, query }: AddressSecret): void {
  if (password === '' && !SIGNED.test(query)) return
  const { password: forPassword, signature } = REMOTE_VARIABLES
  throw new SourceProblem(
    `The address holds a ${password === '' ? 'signature' : 'password'}, which every process of this computer can read. Nothing was contacted. ` +
      `Give it as ${password === '' ? `${signature} in the environment, without the question mark, or the whole address there.` : `${forPassword} in the environment, or wait to be asked.`}`,
  )
}

/**
 * Signature that belongs to an address of the web, without its question mark; '' for none. Of signed addresses, which the variable may hold instead, each
 * speaks for itself and what lies below it, and for nothing else. @throws SourceProblem
 */
export function signatureFor({ address, secret }: ParsedAddress, environment: NodeJS.ProcessEnv): string {
  const { protocol } = address
  if (secret.query !== '' || (protocol !== 'https' && protocol !== 'http')) return ''
  const given = variablesOf(address, environment)(REMOTE_VARIABLES.signature).trim()
  if (!isRemoteAddress(given)) return given.replace(/^\?/, '')
  const wanted = shownAddress(address)
  const fitting = given
    .split(/\s+/)
    .map(signedAddress)
    .filter(({ named }) => wanted === named || wanted.startsWith(named.endsWith('/') ? named : `${named}/`))
    .sort((a, b) => b.named.length - a.named.length)
  return fitting[0]?.query ?? ''
}

/** @throws SourceProblem, which holds nothing of the text */
function signedAddress(text: string): { readonly named: string; readonly query: string } {
  if (!URL.canParse(text))
    throw new SourceProblem(
      `${REMOTE_VARIABLES.signature} holds an address that is not well formed. Nothing was contacted. Signed addresses stand there with a blank between them.`,
    )
  const { origin, pathname, search } = new URL(text)
  return { named: origin + pathname, query: search.slice(1) }
}

/** Fingerprints of servers that count as confirmed. */
export function confirmedKeys(environment: NodeJS.ProcessEnv): readonly string[] {
  return (environment[REMOTE_VARIABLES.server] ?? '').split(/[\s,]+/).filter((key) => key !== '')
}

/** How S3 is reached, by the variables of Amazon's own tools. @param text an address */
export function s3Settings(
  text: string,
  environment: NodeJS.ProcessEnv,
): { endpoint: string; region: string } {
  const [, root = ''] = /^s3:\/\/([^/?#]+)/i.exec(text) ?? []
  const of = variablesOf({ protocol: 's3', host: '', port: 0, root }, environment)
  return {
    endpoint: of('AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL'),
    region: of('AWS_REGION', 'AWS_DEFAULT_REGION'),
  }
}

/** Certificates that count beside those of the system. @throws SourceProblem */
export function authorities(environment: NodeJS.ProcessEnv): string {
  const file = environment[REMOTE_VARIABLES.authorities] ?? ''
  return file === '' ? '' : readText(file, REMOTE_VARIABLES.authorities)
}

/** HTTP to another machine has to be allowed each time. */
export async function allowsPlainHttp(
  address: RemoteAddress,
  environment: NodeJS.ProcessEnv,
  asker: Asker,
): Promise<boolean> {
  if (address.protocol === 'sftp' || address.tls || isLoopback(address.host)) return false
  if (environment[REMOTE_VARIABLES.plainHttp] === 'allow') return true
  return asker.yes(
    `${shownPlace(address)} is asked without encryption: everybody on the way can read and change what is sent. Go on?`,
  )
}

/** What an address is opened with; after others were refused, what is typed. null where there is nothing else. */
export async function credentialsFor(
  address: RemoteAddress,
  secret: AddressSecret,
  environment: NodeJS.ProcessEnv,
  asker: Asker,
  refused: RefusedCredentials | null,
): Promise<Credentials | null> {
  const of = variablesOf(address, environment)
  const user = address.user || of(REMOTE_VARIABLES.user)
  const typed = async (account: string): Promise<Credentials | null> => {
    const password = await asker.secret(`Password of ${account} at ${shownPlace(address)}: `)
    return password === null ? null : { kind: 'password', user: account, password }
  }
  const password = of(REMOTE_VARIABLES.password)
  switch (address.protocol) {
    case 'sftp': {
      const account = user || userInfo().username
      const file = of(REMOTE_VARIABLES.key)
      const isLocked = refused instanceof LockedKey
      if (refused !== null && !isLocked) return typed(account)
      if (file !== '') {
        const key = readText(file, REMOTE_VARIABLES.key)
        const passphrase = isLocked
          ? await asker.secret(`Passphrase of ${file}: `)
          : of(REMOTE_VARIABLES.passphrase)
        return passphrase === null ? null : { kind: 'key', user: account, key, passphrase }
      }
      if (password !== '') return { kind: 'password', user: account, password }
      if (of('SSH_AUTH_SOCK') !== '') return { kind: 'agent', user: account, socket: '' }
      return typed(account)
    }
    case 's3': {
      if (refused !== null) return typedS3Keys(address, asker, refused)
      const accessKeyId = of('AWS_ACCESS_KEY_ID')
      if (accessKeyId === '') return { kind: 'none' }
      const secretAccessKey = of('AWS_SECRET_ACCESS_KEY')
      return { kind: 's3-keys', accessKeyId, secretAccessKey, sessionToken: of('AWS_SESSION_TOKEN') }
    }
    case 'azure':
    case 'https':
    case 'http': {
      const { query } = secret
      if (refused !== null) return user === '' || query !== '' ? null : typed(user)
      if (query !== '') return { kind: 'query', query }
      if (user === '') return { kind: 'none' }
      return password === '' ? typed(user) : { kind: 'password', user, password }
    }
  }
}

/** Why the ones before were not taken decides which others are typed. */
async function typedS3Keys(
  address: RemoteAddress,
  asker: Asker,
  { message }: RefusedCredentials,
): Promise<Credentials | null> {
  const accessKeyId = await asker.secret(`${message} Access key ID at ${shownPlace(address)}: `)
  if (accessKeyId === null) return null
  const secretAccessKey = await asker.secret(`Secret access key of ${accessKeyId}: `)
  return secretAccessKey === null ? null : { kind: 's3-keys', accessKeyId, secretAccessKey, sessionToken: '' }
}

function readText(file: string, variable: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new SourceProblem(
      `${variable} names a file that cannot be read (${error instanceof Error ? error.message : String(error)}). Nothing was contacted.`,
    )
  }
}
