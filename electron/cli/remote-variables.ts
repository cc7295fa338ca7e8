/** Variables of the environment that addresses are opened with: for all servers, or for one by its name. */
import type { RemoteAddress } from '../worker/sources/remote/address'

/** Names of the environment, as the help and the guide have them. */
export const REMOTE_VARIABLES = {
  user: 'SOJOURN_USER',
  password: 'SOJOURN_REMOTE_PASSWORD',
  key: 'SOJOURN_KEY',
  passphrase: 'SOJOURN_PASSPHRASE',
  signature: 'SOJOURN_SIGNATURE',
  authorities: 'SOJOURN_CA',
  server: 'SOJOURN_SERVER_KEY',
  plainHttp: 'SOJOURN_PLAIN_HTTP',
} as const

/** Each is a way to log in, by itself or with the others. */
const SECRETS: readonly string[] = [
  ...[
    REMOTE_VARIABLES.password,
    REMOTE_VARIABLES.key,
    REMOTE_VARIABLES.passphrase,
    REMOTE_VARIABLES.signature,
  ],
  ...['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'],
]

/** The value of the first of these variables that is set; '' where none is. */
export type Variables = (...names: readonly string[]) => string

/**
 * What is set for one server: its own (`NAME_HOST_PORT`, then `NAME_HOST`; of S3 `NAME_BUCKET`) before what is set for all. A server that has a secret
 * of its own is given none of those for all.
 */
export function variablesOf(
  { protocol, host, port, root }: Pick<RemoteAddress, 'protocol' | 'host' | 'port' | 'root'>,
  environment: NodeJS.ProcessEnv,
): Variables {
  const places = protocol === 's3' ? [root] : [`${host}_${port}`, host]
  const endings = places.map((place) => `_${asVariable(place)}`)
  const own: Variables = (...names) =>
    endings.flatMap((end) => names.map((name) => environment[name + end])).find(Boolean) ?? ''
  const hasOwn = own(...SECRETS) !== ''
  const ofAll = (name: string): string => (hasOwn && SECRETS.includes(name) ? '' : (environment[name] ?? ''))
  return (...names) => own(...names) || (names.map(ofAll).find(Boolean) ?? '')
}

/** `dc1.example.org` as `DC1_EXAMPLE_ORG`. */
function asVariable(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')
}
