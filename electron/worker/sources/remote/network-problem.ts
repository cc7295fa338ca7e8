/** Errors of sockets and of HTTP as sentences: what happened, what was kept, what to do. */
import { SourceProblem } from '../source-problem'
import { BrokenTransfer, RefusedCredentials, WantsCredentials } from './connection'
import { NO_WORD, type Refusal, refusalProblem } from './refusal-words'

const NEVER_MET: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused the connection: nothing listens there. Check address and port.',
  ENOTFOUND: 'is not known by that name. Check the spelling, or the name service of this network.',
  EAI_AGAIN: 'could not be looked up: the name service does not answer. Check the network.',
  EHOSTUNREACH: 'cannot be reached from here. Check the network.',
  ENETUNREACH: 'cannot be reached from here. Check the network.',
  ETIMEDOUT: 'did not answer in time. Check address and network.',
  EACCES: 'may not be contacted: the system refused. Check the rules of the firewall.',
}
const BROKEN: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'ERR_STREAM_PREMATURE_CLOSE',
])

/** Any failure of a connection to `host` as a SourceProblem; one that is a sentence already stays as it is. */
export function networkProblem(error: unknown, host: string): SourceProblem {
  if (error instanceof SourceProblem) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const known = NEVER_MET[code]
  if (known !== undefined) return new SourceProblem(`${host} ${known} Nothing was read.`)
  if (BROKEN.has(code)) {
    return new BrokenTransfer(
      `The connection to ${host} was cut. What came before is kept. Try again: reading goes on from there if the file is still the same.`,
    )
  }
  if (code === 'ABORT_ERR') return new SourceProblem('Stopped. What came before is kept.')
  const said = error instanceof Error ? error.message : String(error)
  return new SourceProblem(`The connection to ${host} failed (${code || said}). What came before is kept.`)
}

/** Why an HTTP server gave nothing. `refusal`: in its own words. */
export function statusProblem(status: number, shown: string, refusal: Refusal = NO_WORD): SourceProblem {
  const known = status < 500 ? refusalProblem(refusal, shown) : null
  if (known !== null) return known
  const word = refusal.word === '' ? '' : ` (${refusal.word})`
  if (status === 401 || status === 407) {
    return new WantsCredentials(
      `${shown} refused name or password${word}. Nothing was read. Try again with others.`,
    )
  }
  if (status === 403) {
    return new RefusedCredentials(
      `${shown} refused access${word}. Nothing was read. The signature, keys or rights do not fit, or have expired.`,
    )
  }
  if (status === 404)
    return new SourceProblem(
      `${shown} holds nothing of that name${word}. Nothing was read. Check the spelling.`,
    )
  if (status >= 500 || status === 429) {
    return new BrokenTransfer(
      `${shown} failed with status ${status}${word}. What came before is kept. Try again later.`,
    )
  }
  return new SourceProblem(`${shown} answered with status ${status}${word}. Nothing was read.`)
}
