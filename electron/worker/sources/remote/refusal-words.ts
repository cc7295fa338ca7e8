/** Error words of S3 and Azure that say more than the status they come with: what is wrong, and what to do. */
import { SourceProblem } from '../source-problem'
import { RefusedCredentials } from './connection'

/** What a server says of its refusal; '' and false where it says nothing that is known. */
export interface Refusal {
  readonly word: string
  /** It says that what it was asked with is out of date. */
  readonly expired: boolean
}
export const NO_WORD: Refusal = { word: '', expired: false }

interface Meaning {
  readonly what: string
  readonly todo: string
  /** Others could be taken. */
  readonly credentials: boolean
}

const EXPIRED: Meaning = {
  what: 'says that the signature or token has expired',
  todo: 'Ask for a new one, and open it again.',
  credentials: true,
}
const WRONG_KEY: Meaning = {
  what: 'does not know this access key',
  todo: 'Check the access key ID, and that it belongs to this server.',
  credentials: true,
}
const WRONG_SIGNATURE: Meaning = {
  what: 'does not take the signature',
  todo: 'The secret key does not belong to the access key, or the signed address was changed. Check both, and blanks at their ends.',
  credentials: true,
}
const NO_RIGHT: Meaning = {
  what: 'refused access',
  todo: 'The keys or the signature do not cover it, or none were given. Ask its owner for the right to list and read it.',
  credentials: true,
}
const CLOCK: Meaning = {
  what: 'says that the clock of this computer is off',
  todo: 'Set the clock; signatures count for minutes only.',
  credentials: false,
}
const NO_BUCKET: Meaning = {
  what: 'holds no bucket of that name',
  todo: 'Check the spelling and, of a server that speaks like S3, the endpoint.',
  credentials: false,
}
const NO_CONTAINER: Meaning = {
  what: 'holds no container of that name',
  todo: 'Check the spelling.',
  credentials: false,
}
const OTHER_REGION: Meaning = {
  what: 'lies in another region',
  todo: 'Give the region of the bucket.',
  credentials: false,
}

/** Amazon S3 API reference, "Error responses"; Azure, "Blob service error codes". */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ['InvalidAccessKeyId', WRONG_KEY],
  ['SignatureDoesNotMatch', WRONG_SIGNATURE],
  ['AuthenticationFailed', WRONG_SIGNATURE],
  ['ExpiredToken', EXPIRED],
  ['InvalidToken', EXPIRED],
  ['TokenRefreshRequired', EXPIRED],
  ['AccessDenied', NO_RIGHT],
  ['AllAccessDisabled', NO_RIGHT],
  ['AuthorizationFailure', NO_RIGHT],
  ['AuthorizationPermissionMismatch', NO_RIGHT],
  ['RequestTimeTooSkewed', CLOCK],
  ['NoSuchBucket', NO_BUCKET],
  ['ContainerNotFound', NO_CONTAINER],
  ['PermanentRedirect', OTHER_REGION],
  ['AuthorizationHeaderMalformed', OTHER_REGION],
  ['IllegalLocationConstraintException', OTHER_REGION],
])

/** null for a word that says no more than the status. */
export function refusalProblem({ word, expired }: Refusal, shown: string): SourceProblem | null {
  const meaning = expired ? EXPIRED : MEANINGS.get(word)
  if (meaning === undefined) return null
  const { what, todo, credentials } = meaning
  const sentence = `${shown} ${what} (${word}). Nothing was read. ${todo}`
  return credentials ? new RefusedCredentials(sentence) : new SourceProblem(sentence)
}
