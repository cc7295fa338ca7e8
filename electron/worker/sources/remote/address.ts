/** Takes the text of an address apart: what may be shown and kept, and what is secret. */
import { SourceProblem } from '../source-problem'
import { isRemoteAddress } from '../../../core/text/is-remote'

/** A place on the network, and the path in it that the address names. Nothing here is secret. */
export interface RemoteAddress {
  readonly protocol: 'sftp' | 'https' | 'http' | 's3' | 'azure'
  readonly host: string
  readonly port: number
  /** TLS; of SFTP always false. */
  readonly tls: boolean
  /** Bucket, or what stands before the container's blobs; '' where the protocol has none. Without slashes around it. */
  readonly root: string
  /** What the address names within the place; begins with a slash. */
  readonly path: string
  /** Account of the address; '' where it names none. */
  readonly user: string
  /** S3 only. */
  readonly region: string
}

/** What an address should not have held, but often does. It belongs to the credentials. */
export interface AddressSecret {
  readonly password: string
  /** Signature of a presigned or SAS address, as it stands behind `?`. */
  readonly query: string
}

export interface ParsedAddress {
  readonly address: RemoteAddress
  readonly secret: AddressSecret
}

/** How S3 is reached; an endpoint of one's own is asked by path, not by name of bucket. */
export interface S3Settings {
  /** '' for Amazon's. */
  readonly endpoint: string
  readonly region: string
}

const STANDARD_REGION = 'us-east-1'
const STANDARD_PORTS: Readonly<Record<string, number>> = { sftp: 22, https: 443, http: 80 }
const LONGEST_ADDRESS = 16_384

/** @throws SourceProblem where the text is no address that can be opened; it never holds the secret part */
export function parseAddress(text: string, s3: S3Settings = { endpoint: '', region: '' }): ParsedAddress {
  const url = readUrl(text)
  const scheme = url.protocol.slice(0, -1)
  if (scheme === 's3') return s3Address(url, s3)
  const secret = { password: decoded(url.password), query: url.search.slice(1) }
  const port = url.port === '' ? STANDARD_PORTS[scheme]! : Number(url.port)
  const common = { host: bareHost(url), port, user: decoded(url.username), region: '' }
  if (scheme === 'sftp') {
    if (url.search !== '') throw new SourceProblem('An SFTP address has no query. Nothing was contacted.')
    const path = decoded(url.pathname) || '/'
    return { address: { ...common, protocol: 'sftp', tls: false, root: '', path }, secret }
  }
  const protocol = scheme === 'https' ? 'https' : 'http'
  const tls = protocol === 'https'
  if (!isSharedAccess(url))
    return { address: { ...common, protocol, tls, root: '', path: url.pathname }, secret }
  const { root, path } = splitContainer(url)
  return { address: { ...common, protocol: 'azure', tls, root, path }, secret }
}

/** The place as it is shown and recorded: protocol, account and host, never a secret. */
export function shownPlace({ protocol, tls, user, host, port, root }: RemoteAddress): string {
  const scheme = protocol === 'sftp' ? 'sftp' : tls ? 'https' : 'http'
  const named = host.includes(':') ? `[${host}]` : host
  const at = protocol === 'sftp' && user !== '' ? `${user}@` : ''
  const behind = port === STANDARD_PORTS[scheme] ? '' : `:${port}`
  return `${scheme}://${at}${named}${behind}${root === '' ? '' : `/${root}`}`
}

/** The address, or a path further down, as a person would write it: without what is secret. */
export function shownAddress(address: RemoteAddress, path: string = address.path): string {
  return (address.protocol === 's3' ? `s3://${address.root}` : shownPlace(address)) + path
}

/** What may be shown of a text that need not be a well-formed address: nothing before an `@`, nothing behind a `?`. */
export function withoutSecrets(text: string): string {
  const scheme = text.indexOf('://') + 3
  return (
    text.slice(0, scheme) + text.slice(Math.max(scheme, text.lastIndexOf('@') + 1)).replace(/[?#].*$/s, '')
  )
}

/** Where an identity is pinned: one key for each server, whatever is opened there. */
export function pinName({ protocol, host, port }: RemoteAddress): string {
  return `${protocol === 'sftp' ? 'ssh' : 'tls'} ${host}:${port}`
}

/** Names and addresses of this machine, which no network carries. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}

function readUrl(text: string): URL {
  if (text.length > LONGEST_ADDRESS)
    throw new SourceProblem('The address is too long. Nothing was contacted.')
  if (!isRemoteAddress(text)) {
    throw new SourceProblem(
      'No address that Sojourn can open: it begins with sftp://, https://, http:// or s3://. Nothing was contacted.',
    )
  }
  try {
    const url = new URL(text)
    if (url.hostname !== '') return url
  } catch {
    // The message of URL repeats the text, password included.
  }
  throw new SourceProblem('The address is not well formed. Nothing was contacted. Check its spelling.')
}

function s3Address(url: URL, { endpoint, region }: S3Settings): ParsedAddress {
  if (url.search !== '' || url.username !== '')
    throw new SourceProblem(
      'An s3 address is s3://bucket/prefix. Nothing was contacted. Give the keys apart.',
    )
  const known = region || STANDARD_REGION
  const server = readUrl(endpoint || `https://s3.${known}.amazonaws.com`)
  if (server.protocol !== 'https:' && server.protocol !== 'http:')
    throw new SourceProblem('The endpoint of S3 begins with https:// or http://. Nothing was contacted.')
  const tls = server.protocol === 'https:'
  const address: RemoteAddress = {
    protocol: 's3',
    host: bareHost(server),
    port: server.port === '' ? (tls ? 443 : 80) : Number(server.port),
    tls,
    root: url.host,
    path: decoded(url.pathname) || '/',
    user: '',
    region: known,
  }
  return { address, secret: { password: '', query: '' } }
}

/** Shared access signatures of Azure carry a version and a signature. */
function isSharedAccess(url: URL): boolean {
  return url.searchParams.has('sig') && url.searchParams.has('sv')
}

/** Container and blob. Azure's own hosts name the account; elsewhere (azurite, a proxy) it is the first part of the path. */
function splitContainer(url: URL): { readonly root: string; readonly path: string } {
  const parts = url.pathname.split('/').slice(1)
  const depth = /\.blob\./.test(url.hostname) ? 1 : 2
  if (parts.slice(0, depth).some((part) => part === '') || parts.length < depth)
    throw new SourceProblem('The address names no container. Nothing was contacted. Check its path.')
  return { root: parts.slice(0, depth).join('/'), path: '/' + decoded(parts.slice(depth).join('/')) }
}

function bareHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').toLowerCase()
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
