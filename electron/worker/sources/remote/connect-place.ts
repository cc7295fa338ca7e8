/** From an address and a secret to a place that can be listed and read. The only door to the network. */
import type { Place } from '../place'
import type { RemoteAddress } from './address'
import type { ConnectOptions, Credentials } from './connection'

/**
 * Loads what speaks the protocol, and no other.
 * @throws SourceProblem; UnknownServer, ChangedServer and RefusedCredentials tell what a person can do about it
 */
export async function connectPlace(
  address: RemoteAddress,
  credentials: Credentials,
  options: ConnectOptions,
  signal: AbortSignal,
): Promise<Place> {
  switch (address.protocol) {
    case 'sftp':
      return (await import('./sftp')).sftpPlace(address, credentials, options, signal)
    case 's3':
      return (await import('./s3')).s3Place(address, credentials, options)
    case 'azure':
      return (await import('./azure')).azurePlace(address, credentials, options)
    case 'https':
    case 'http':
      return (await import('./https')).webPlace(address, credentials, options)
  }
}
