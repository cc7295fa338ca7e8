/** Who vouches for servers and gives credentials (a person, the environment, a store of secrets), and what connecting asks of them. */
import type { Place } from '../place'
import { SourceProblem } from '../source-problem'
import type { ParsedAddress } from './address'
import { connectPlace } from './connect-place'
import {
  ChangedServer,
  type Credentials,
  RefusedCredentials,
  STANDARD_OPTIONS,
  UnknownServer,
} from './connection'
import { lastingPlace } from './lasting-place'

export interface LoginDesk {
  /** The address that a text names, with what is kept elsewhere (endpoint, signature). @throws SourceProblem, which holds no secret */
  parse(text: string): ParsedAddress
  /** Whether an address may be opened at all, and with what trust; asked before anything is contacted. @throws SourceProblem */
  admit(parsed: ParsedAddress): Promise<{
    /** HTTP to another machine is allowed. */
    readonly plainHttp: boolean
    /** Certificates of authorities in PEM; '' for none. */
    readonly authorities: string
  }>
  /** A person types the credentials: nobody is asked for a password for a server that is another one, or not there. */
  readonly asksPerson?: boolean
  /** Where a server that was replaced is forgotten, as a sentence. */
  readonly howToForget: string
  /** Fingerprint that was confirmed before; null where none was. */
  pinned(parsed: ParsedAddress): string | null
  /** Whether a server that nobody knows is who it should be; one that is, is remembered. @throws SourceProblem */
  confirms(parsed: ParsedAddress, server: UnknownServer): Promise<boolean>
  /** @param refused why the ones before were not taken; null the first time. Answers null where there are none. @throws SourceProblem */
  credentials(parsed: ParsedAddress, refused: RefusedCredentials | null): Promise<Credentials | null>
}

/** Nobody: enough to hear a host key, which comes before any login. */
const NOBODY: Credentials = { kind: 'password', user: '', password: '' }
/** A server is confirmed once, a password mistyped some times; more often is no accident. */
const MAX_LOGINS = 5

/**
 * Connects, and tries `use` until server and credentials are accepted. The place outlives a broken connection.
 * @throws SourceProblem
 */
export async function logIn<T>(
  parsed: ParsedAddress,
  desk: LoginDesk,
  signal: AbortSignal,
  use: (place: Place) => Promise<T>,
): Promise<{ readonly place: Place; readonly result: T }> {
  const trust = await desk.admit(parsed)
  let credentials: Credentials | null = null
  for (let left = MAX_LOGINS; ; left--) {
    const pinned = desk.pinned(parsed)
    let place: Place | null = null
    try {
      // A host key is asked about before a password is.
      const isFirst = left === MAX_LOGINS && parsed.address.protocol === 'sftp'
      if (isFirst && pinned !== null && desk.asksPerson === true)
        await checkHostKey(parsed, pinned, trust, signal)
      if (parsed.address.protocol !== 'sftp' || pinned !== null)
        credentials ??= await firstCredentials(parsed, desk)
      const given = credentials ?? NOBODY
      const options = { ...STANDARD_OPTIONS, ...trust, pinned }
      place = await lastingPlace(() => connectPlace(parsed.address, given, options, signal))
      return { place, result: await use(place) }
    } catch (error) {
      await place?.close()
      if (error instanceof ChangedServer) throw new SourceProblem(`${error.message} ${desk.howToForget}`)
      if (left > 1 && error instanceof UnknownServer && (await desk.confirms(parsed, error))) continue
      if (left <= 1 || !(error instanceof RefusedCredentials)) throw error
      credentials = await desk.credentials(parsed, error)
      if (credentials === null) throw error
    }
  }
}

/** Hears the host key and hangs up before any login. @throws ChangedServer, SourceProblem */
async function checkHostKey(
  { address }: ParsedAddress,
  pinned: string,
  trust: Awaited<ReturnType<LoginDesk['admit']>>,
  signal: AbortSignal,
): Promise<void> {
  try {
    const place = await connectPlace(address, NOBODY, { ...STANDARD_OPTIONS, ...trust, pinned: null }, signal)
    await place.close()
  } catch (error) {
    if (!(error instanceof UnknownServer)) throw error
    if (error.fingerprint !== pinned) throw new ChangedServer(error.fingerprint, 'host key', pinned)
  }
}

async function firstCredentials(parsed: ParsedAddress, desk: LoginDesk): Promise<Credentials> {
  const credentials = await desk.credentials(parsed, null)
  if (credentials !== null) return credentials
  throw new SourceProblem(
    `${parsed.address.host} needs a password or key, and none was given. Nothing was read.`,
  )
}
