/** Logins of the window: everything is asked of the person, what was confirmed is remembered, what is secret is not. */
import { readFile, stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import path from 'node:path'
import type { PlaceAnswer, PlaceQuestion } from '../../contract/places'
import {
  isLoopback,
  type ParsedAddress,
  parseAddress,
  pinName,
  type S3Settings,
  shownPlace,
} from '../sources/remote/address'
import {
  type Credentials,
  type RefusedCredentials,
  type UnknownServer,
  WantsCredentials,
} from '../sources/remote/connection'
import { KNOWN_SERVERS, KnownServers } from '../sources/remote/known-servers'
import type { LoginDesk } from '../sources/remote/login-desk'
import { problemSentence, SourceProblem } from '../sources/source-problem'

/** An answer with the file of the key that it speaks of. */
export interface Reply {
  readonly answer: PlaceAnswer
  readonly keyFile: string | null
}

/** No private key is larger. */
const MAX_KEY_BYTES = 65_536
/** All authorities of the web have 250,000. */
const MAX_AUTHORITIES_BYTES = 4_194_304

export class AskingDesk implements LoginDesk {
  readonly asksPerson = true
  readonly howToForget: string
  private readonly servers: KnownServers
  /** The person said who they are, so that it can be refused. */
  private hasAnswered = false

  /** @param ask answers null where the person has left */
  constructor(
    private readonly own: { readonly dataFolder: string; readonly authoritiesFile: string | null },
    private readonly s3: S3Settings,
    private readonly ask: (question: PlaceQuestion) => Promise<Reply | null>,
  ) {
    const file = path.join(own.dataFolder, KNOWN_SERVERS)
    this.servers = new KnownServers(file)
    this.howToForget = `Its line stands in ${file}.`
  }

  parse(text: string): ParsedAddress {
    const parsed = parseAddress(text, this.s3)
    if (parsed.secret.password !== '')
      throw new SourceProblem(
        'The address holds a password. Nothing was contacted. Leave it out: it is asked for, unseen.',
      )
    return parsed
  }

  async admit({ address }: ParsedAddress): ReturnType<LoginDesk['admit']> {
    const isPlain = address.protocol !== 'sftp' && !address.tls && !isLoopback(address.host)
    if (isPlain) {
      const message = `${shownPlace(address)} is asked without encryption: everybody on the way can read and change what is sent.`
      if ((await this.ask({ kind: 'plain-http', message })) === null) throw new SourceProblem(LEFT)
    }
    const { authoritiesFile } = this.own
    const authorities = authoritiesFile === null ? '' : await smallText(authoritiesFile, AUTHORITIES)
    return { authorities, plainHttp: isPlain }
  }

  pinned({ address }: ParsedAddress): string | null {
    return this.servers.fingerprintOf(pinName(address))
  }

  async confirms({ address }: ParsedAddress, { fingerprint, message }: UnknownServer): Promise<boolean> {
    if ((await this.ask({ kind: 'server', fingerprint, message })) === null) throw new SourceProblem(LEFT)
    try {
      this.servers.confirm(pinName(address), fingerprint)
    } catch (error) {
      throw new SourceProblem(`The server could not be remembered. ${problemSentence(error)}`)
    }
    return true
  }

  async credentials(
    { address, secret }: ParsedAddress,
    refused: RefusedCredentials | null,
  ): Promise<Credentials | null> {
    const isFirst = refused instanceof WantsCredentials && !this.hasAnswered
    const told = isFirst ? null : (refused?.message ?? null)
    const place = shownPlace(address)
    if (address.protocol === 's3') return this.answered({ kind: 's3-keys', place, refused: told })
    const keys = address.protocol === 'sftp'
    if (!keys && secret.query !== '') return refused === null ? { kind: 'query', query: secret.query } : null
    if (!keys && address.user === '' && refused === null) return { kind: 'none' }
    const user = address.user || (keys ? userInfo().username : '')
    return this.answered({ kind: 'account', keys, place, user, refused: told })
  }

  private async answered(question: PlaceQuestion): Promise<Credentials | null> {
    const reply = await this.ask(question)
    this.hasAnswered = true
    return reply === null ? null : credentialsOf(reply)
  }
}

const LEFT = 'Stopped. Nothing was read.'

/** @throws SourceProblem for a file that cannot be read as a key */
async function credentialsOf({ answer, keyFile }: Reply): Promise<Credentials | null> {
  switch (answer.kind) {
    case 'yes':
      return null
    case 'password':
      return answer
    case 'agent':
      return { ...answer, socket: '' }
    case 's3-keys':
      return answer.accessKeyId === '' ? { kind: 'none' } : answer
    case 'key':
      if (keyFile === null) return null
      return { ...answer, key: await smallText(keyFile, KEY) }
  }
}

interface SmallFile {
  /** What it is called in a sentence. */
  readonly what: string
  readonly maxBytes: number
}
const KEY: SmallFile = { what: 'private key', maxBytes: MAX_KEY_BYTES }
const AUTHORITIES: SmallFile = { what: 'file of certificates', maxBytes: MAX_AUTHORITIES_BYTES }

/** @throws SourceProblem */
async function smallText(file: string, { what, maxBytes }: SmallFile): Promise<string> {
  try {
    if ((await stat(file)).size > maxBytes)
      throw new SourceProblem(`The file is larger than any ${what}. Nothing was sent. Choose another.`)
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new SourceProblem(`The ${what} could not be used. ${problemSentence(error)}`)
  }
}
