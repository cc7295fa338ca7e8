/** From an address and a secret to a place that can be listed and read. The only door to the network. */
import type { Place } from '../place'
import type { RemoteAddress } from './address'
import { azurePlace } from './azure'
import type { ConnectOptions, Credentials } from './connection'
import { webPlace } from './https'
import { s3Place } from './s3'
import { sftpPlace } from './sftp'

/** @throws SourceProblem; UnknownServer, ChangedServer and RefusedCredentials tell what a person can do about it */
export async function connectPlace(
  address: RemoteAddress,
  credentials: Credentials,
  options: ConnectOptions,
  signal: AbortSignal,
): Promise<Place> {
  switch (address.protocol) {
    case 'sftp':
      return sftpPlace(address, credentials, options, signal)
    case 's3':
      return s3Place(address, credentials, options)
    case 'azure':
      return azurePlace(address, credentials, options)
    case 'https':
    case 'http':
      return webPlace(address, credentials, options)
  }
}
