/** What a connection is given, and how it says that the other side is not who it should be. */
import { SourceProblem } from '../source-problem'

/** A secret for one connection. It is never kept, written or shown by the code that connects. */
export type Credentials =
  | { readonly kind: 'none' }
  | { readonly kind: 'password'; readonly user: string; readonly password: string }
  /** `key`: private key as text, OpenSSH or PEM. */
  | { readonly kind: 'key'; readonly user: string; readonly key: string; readonly passphrase: string }
  /** `socket`: of the SSH agent; '' for the one of this session. */
  | { readonly kind: 'agent'; readonly user: string; readonly socket: string }
  | {
      readonly kind: 's3-keys'
      readonly accessKeyId: string
      readonly secretAccessKey: string
      readonly sessionToken: string
    }
  /** Signature of a presigned or SAS address, without `?`. */
  | { readonly kind: 'query'; readonly query: string }

export interface ConnectOptions {
  /** Fingerprint that the server must have, as a person confirmed it; null where none is known. */
  readonly pinned: string | null
  /** Certificates of authorities in PEM that count beside those of the system; '' for none. */
  readonly authorities: string
  /** A person allowed HTTP without TLS to a host that is not this machine. */
  readonly plainHttp: boolean
  /** How long the other side may keep silent, milliseconds. */
  readonly idleMs: number
  /** The largest file that is read, bytes. */
  readonly maxBytes: number
}

/** Half a minute without a byte: a dead connection, whatever TCP believes. */
export const IDLE_MS = 30_000
/** No event log, archive or memory dump is larger; a body without an end has to end somewhere. */
export const MAX_REMOTE_BYTES = 64 * 2 ** 30
/** Entries of one folder or prefix; more cannot be browsed. */
export const MAX_REMOTE_ENTRIES = 200_000

export const STANDARD_OPTIONS: ConnectOptions = {
  pinned: null,
  authorities: '',
  plainHttp: false,
  idleMs: IDLE_MS,
  maxBytes: MAX_REMOTE_BYTES,
}

/** The server is not known: a person has to compare the fingerprint, then it can be pinned. */
export class UnknownServer extends SourceProblem {
  constructor(
    readonly fingerprint: string,
    sentence: string,
  ) {
    super(sentence)
  }
}

/** The server showed another key or certificate than the one that was pinned. */
export class ChangedServer extends SourceProblem {
  constructor(
    readonly fingerprint: string,
    what: 'host key' | 'certificate',
    pinned: string,
  ) {
    super(
      `The ${what} of the server has changed: ${pinned} was confirmed before, ${fingerprint} is shown now. ` +
        'Nothing was sent or read. Somebody may be in between: ask the owner of the server, and forget the old one only if it is replaced.',
    )
  }
}

/** Name or password do not fit: the same connection can be tried with others. */
export class RefusedCredentials extends SourceProblem {}

/** Who asks has to say who they are. To somebody who said nothing yet that is no refusal. */
export class WantsCredentials extends RefusedCredentials {}

/** The private key is encrypted, and not with this passphrase. */
export class LockedKey extends RefusedCredentials {}

/** The connection broke: what was read is whole as far as it goes, and can be continued. */
export class BrokenTransfer extends SourceProblem {}
