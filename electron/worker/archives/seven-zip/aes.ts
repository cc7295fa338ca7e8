/** AES-256 of 7z: the key is a hash of salt, password and a counter, many times over. It says nothing of a wrong password. */
import { createDecipheriv, createHash } from 'node:crypto'
import { SourceProblem } from '../../sources/source-problem'
import { MAX_KEY_POWER } from '../limits'

export const AES = '06f10701'
const BLOCK = 16
/** No rounds: salt and password are the key. */
const PLAIN_KEY = 0x3f
/** Rounds hashed before others have a turn. */
const ROUNDS_A_TURN = 1 << 15
const MOST_KEYS = 16

interface Settings {
  readonly power: number
  readonly salt: Buffer
  readonly start: Buffer
}

/** @throws SourceProblem */
function settingsOf(properties: Buffer): Settings {
  const [first = 0, second = 0] = properties
  const isLong = (first & 0xc0) !== 0
  const saltLength = isLong ? (first >> 7) + (second >> 4) : 0
  const startLength = isLong ? ((first >> 6) & 1) + (second & 0x0f) : 0
  const power = first & 0x3f
  const salt = properties.subarray(2, 2 + saltLength)
  const told = properties.subarray(2 + saltLength, 2 + saltLength + startLength)
  if ((power > MAX_KEY_POWER && power !== PLAIN_KEY) || told.length < startLength)
    throw new SourceProblem(
      'It is encrypted in a way that is not known. Nothing of it was read. Unpack it with 7-Zip and open the result.',
    )
  const start = Buffer.alloc(BLOCK)
  told.copy(start)
  return { power, salt, start }
}

/** Keys of one archive: its folders mostly share one, which costs a tenth of a second. */
export class KeyRing {
  private readonly keys = new Map<string, Promise<Buffer>>()

  /** @throws SourceProblem */
  keyOf(properties: Buffer, password: string): Promise<Buffer> {
    const { power, salt } = settingsOf(properties)
    const name = `${power} ${salt.toString('hex')} ${password}`
    const known = this.keys.get(name) ?? makeKey({ power, salt }, password)
    if (this.keys.size > MOST_KEYS) this.keys.clear()
    this.keys.set(name, known)
    return known
  }
}

async function makeKey({ power, salt }: Pick<Settings, 'power' | 'salt'>, password: string): Promise<Buffer> {
  const secret = Buffer.concat([salt, Buffer.from(password, 'utf16le')])
  if (power === PLAIN_KEY) return Buffer.concat([secret, Buffer.alloc(32)]).subarray(0, 32)
  const hash = createHash('sha256')
  const rounds = 2 ** power
  const round = secret.length + 8
  const batch = Buffer.alloc(round * Math.min(rounds, ROUNDS_A_TURN))
  for (let at = 0; at < batch.length; at += round) secret.copy(batch, at)
  for (let done = 0; done < rounds;) {
    for (let at = secret.length; at < batch.length; at += round) batch.writeUInt32LE(done++, at)
    hash.update(batch)
    await new Promise(setImmediate)
  }
  return hash.digest()
}

/** Whole blocks; what is behind the last of them is left out. */
export function* decrypted(
  bytes: Iterable<Uint8Array>,
  properties: Buffer,
  key: Buffer,
): Generator<Uint8Array> {
  const cipher = createDecipheriv('aes-256-cbc', key, settingsOf(properties).start)
  cipher.setAutoPadding(false)
  for (const chunk of bytes) {
    const plain = cipher.update(chunk)
    if (plain.length > 0) yield plain
  }
}
