/** Logins of the command line: credentials by environment or prompt, servers confirmed by the person or by name of their key, and remembered. */
import path from 'node:path'
import { type ParsedAddress, parseAddress, pinName, shownPlace } from '../worker/sources/remote/address'
import type { Credentials, RefusedCredentials, UnknownServer } from '../worker/sources/remote/connection'
import { KNOWN_SERVERS, KnownServers } from '../worker/sources/remote/known-servers'
import type { LoginDesk } from '../worker/sources/remote/login-desk'
import { SourceProblem } from '../worker/sources/source-problem'
import { dataFolder } from './data-folder'
import {
  allowsPlainHttp,
  authorities,
  type Asker,
  confirmedKeys,
  credentialsFor,
  refuseSecretsInAddress,
  s3Settings,
  signatureFor,
} from './remote-login'
import { REMOTE_VARIABLES } from './remote-variables'
import { askHidden, askYes, OWN_TERMINAL, type Terminal } from './terminal'

export class RemoteDesk implements LoginDesk {
  readonly howToForget: string
  private readonly servers: KnownServers
  private readonly asker: Asker
  /** What was accepted or typed, by account and place: two paths of one server are one question. */
  private readonly given = new Map<string, Credentials>()

  constructor(
    private readonly environment: NodeJS.ProcessEnv,
    terminal: Terminal = OWN_TERMINAL,
  ) {
    const file = path.join(dataFolder(environment), KNOWN_SERVERS)
    this.servers = new KnownServers(file)
    this.howToForget = `Its line stands in ${file}.`
    this.asker = {
      secret: (question) => askHidden(terminal, question),
      yes: (question) => askYes(terminal, question),
    }
  }

  parse(text: string): ParsedAddress {
    const settings = s3Settings(text, this.environment)
    const parsed = parseAddress(text, settings)
    refuseSecretsInAddress(parsed.secret)
    const signature = signatureFor(parsed, this.environment)
    return signature === '' ? parsed : parseAddress(`${text}?${signature}`, settings)
  }

  async admit({ address }: ParsedAddress): ReturnType<LoginDesk['admit']> {
    return {
      authorities: authorities(this.environment),
      plainHttp: await allowsPlainHttp(address, this.environment, this.asker),
    }
  }

  pinned({ address }: ParsedAddress): string | null {
    return this.servers.fingerprintOf(pinName(address))
  }

  async confirms({ address }: ParsedAddress, { fingerprint, message }: UnknownServer): Promise<boolean> {
    const isConfirmed =
      confirmedKeys(this.environment).includes(fingerprint) ||
      (await this.asker.yes(`${message} Is this the server?`))
    if (!isConfirmed)
      throw new SourceProblem(`${message} Without a terminal name it in ${REMOTE_VARIABLES.server}.`)
    this.remember(pinName(address), fingerprint)
    return true
  }

  private remember(pin: string, fingerprint: string): void {
    try {
      this.servers.confirm(pin, fingerprint)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      throw new SourceProblem(`The server could not be remembered (${why}). Nothing was read.`)
    }
  }

  async credentials(parsed: ParsedAddress, refused: RefusedCredentials | null): Promise<Credentials | null> {
    const name = `${shownPlace(parsed.address)} ${parsed.address.user} ${parsed.secret.query}`
    const before = this.given.get(name)
    if (before !== undefined && refused === null) return before
    const { address, secret } = parsed
    const found = await credentialsFor(address, secret, this.environment, this.asker, refused)
    if (found !== null) this.given.set(name, found)
    return found
  }
}
