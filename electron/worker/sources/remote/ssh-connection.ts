/** An SSH connection whose host key was checked before anything was sent. */
import { createHash } from 'node:crypto'
import { Client, type ConnectConfig, type SFTPWrapper, utils } from 'ssh2'
import { SourceProblem } from '../source-problem'
import type { RemoteAddress } from './address'
import {
  ChangedServer,
  type ConnectOptions,
  type Credentials,
  LockedKey,
  RefusedCredentials,
  UnknownServer,
} from './connection'
import { within } from './idle-limit'
import { networkProblem } from './network-problem'

export interface SshSession {
  readonly client: Client
  readonly sftp: SFTPWrapper
  readonly fingerprint: string
}

/** As `ssh-keygen -lf` shows it. */
export function hostKeyFingerprint(key: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`
}

/** @throws SourceProblem; UnknownServer, ChangedServer and RefusedCredentials say what a person can do */
export async function connectSsh(
  { host, port }: RemoteAddress,
  credentials: Credentials,
  { pinned, idleMs }: ConnectOptions,
  signal: AbortSignal,
): Promise<SshSession> {
  const login = loginOf(credentials, host)
  let fingerprint = ''
  const client = new Client()
  const settings: ConnectConfig = {
    host,
    port,
    ...login,
    readyTimeout: idleMs,
    keepaliveInterval: Math.ceil(idleMs / 3),
    // Its answers wait behind what a slow line still carries: whether anything comes, who reads knows.
    keepaliveCountMax: Infinity,
    hostVerifier: (key: Buffer) => {
      fingerprint = hostKeyFingerprint(key)
      return fingerprint === pinned
    },
  }
  try {
    await ready(client, settings, signal)
    const opening = new Promise<SFTPWrapper>((resolve, reject) => {
      client.sftp((error, opened) => (error ? reject(error) : resolve(opened)))
    })
    const sftp = await within(opening, idleMs)
    return { client, sftp, fingerprint }
  } catch (error) {
    client.end()
    if (fingerprint !== '' && fingerprint !== pinned) throw foreignKey(host, fingerprint, pinned)
    throw sshProblem(error, host)
  }
}

function ready(client: Client, settings: ConnectConfig, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      client.destroy()
      reject(new SourceProblem('Stopped. Nothing was read.'))
    }
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    client.once('ready', () => {
      signal.removeEventListener('abort', stop)
      resolve()
    })
    // Stays: a connection that breaks later says so here too, and must not end the process.
    client.on('error', reject)
    client.once('close', () =>
      reject(new SourceProblem('The server closed the connection. Nothing was read.')),
    )
    const { password } = settings
    client.on('keyboard-interactive', (_name, _text, _language, prompts, finish) => {
      // Only the plain question for a password is answered; a second factor is not ours to guess.
      finish(prompts.length === 1 && !prompts[0]!.echo && password !== undefined ? [password] : [])
    })
    client.connect(settings)
    // Small packets of one answer would wait for each other: 1.4 MB/s instead of 100.
    client.setNoDelay(true)
  })
}

/** @throws SourceProblem for a key that cannot be used */
function loginOf(credentials: Credentials, host: string): ConnectConfig {
  switch (credentials.kind) {
    case 'password':
      return { username: credentials.user, password: credentials.password, tryKeyboard: true }
    case 'key': {
      const { user, key, passphrase } = credentials
      const parsed = utils.parseKey(key, passphrase)
      if (parsed instanceof Error) throw unusableKey(parsed)
      return { username: user, privateKey: key, ...(passphrase === '' ? {} : { passphrase }) }
    }
    case 'agent': {
      const socket = credentials.socket || agentSocket()
      if (socket === '')
        throw new SourceProblem(
          'No SSH agent runs in this session. Nothing was contacted. Use a key or password.',
        )
      return { username: credentials.user, agent: socket }
    }
    case 'none':
    case 's3-keys':
    case 'query':
      throw new RefusedCredentials(
        `${host} needs an account. Nothing was contacted. Give a name and a password or key.`,
      )
  }
}

/** Windows has its agent at a fixed place. */
function agentSocket(): string {
  return (
    process.env['SSH_AUTH_SOCK'] ?? (process.platform === 'win32' ? '\\\\.\\pipe\\openssh-ssh-agent' : '')
  )
}

function unusableKey({ message }: Error): SourceProblem {
  if (/passphrase|integrity|decrypt/i.test(message))
    return new LockedKey('The passphrase does not open the private key. Nothing was contacted. Try another.')
  return new SourceProblem(
    'The file is no private key that can be read. Nothing was contacted. Give one in OpenSSH or PEM form.',
  )
}

function foreignKey(host: string, fingerprint: string, pinned: string | null): SourceProblem {
  if (pinned !== null) return new ChangedServer(fingerprint, 'host key', pinned)
  return new UnknownServer(
    fingerprint,
    `${host} is not known yet. Its host key is ${fingerprint}. Nothing was sent or read. Compare it with what the owner of the server says, then confirm it.`,
  )
}

function sshProblem(error: unknown, host: string): SourceProblem {
  const level = error instanceof Error && 'level' in error ? error.level : ''
  if (level === 'client-authentication')
    return new RefusedCredentials(
      `${host} refused name, password or key. Nothing was read. Try again with others.`,
    )
  if (level === 'client-timeout')
    return new SourceProblem(`${host} did not answer in time. Nothing was read. Check address and network.`)
  return networkProblem(error, host)
}
