/** A file on a web server. Web servers list no folders: the place is the file that the address names. */
import type { Place, PlaceEntry, PlaceFile } from '../place'
import { type RemoteAddress, shownPlace } from './address'
import type { ConnectOptions, Credentials } from './connection'
import { HttpClient } from './http-client'
import { openHttpFile } from './http-file'
import { lastPart } from './path-parts'

/** Basic authentication, or the query of a presigned address. @throws SourceProblem */
export function webPlace(
  address: RemoteAddress,
  credentials: Credentials,
  options: ConnectOptions,
): Promise<Place> {
  const query = credentials.kind === 'query' ? `?${credentials.query}` : ''
  const client = new HttpClient(address, options, () => basic(credentials))
  const shown = shownPlace(address)
  const open = (path: string, signal: AbortSignal): Promise<PlaceFile> =>
    openHttpFile({ client, target: path + query, shown: shown + path, host: address.host, options }, signal)
  return Promise.resolve({
    protocol: address.tls ? 'https' : 'http',
    shown,
    get fingerprint() {
      return client.fingerprint
    },
    async list(_path: string, signal: AbortSignal): Promise<readonly PlaceEntry[]> {
      const { size, modifiedMs } = await open(address.path, signal)
      return [{ name: lastPart(address.path), path: address.path, kind: 'file', size, modifiedMs }]
    },
    open,
    close() {
      client.close()
      return Promise.resolve()
    },
  })
}

function basic(credentials: Credentials): Record<string, string> {
  if (credentials.kind !== 'password') return {}
  const { user, password } = credentials
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}` }
}
