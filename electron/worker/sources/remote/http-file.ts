/** One file of a web server, a bucket or a container: they are all read by GET and ranges. */
import type { IncomingMessage } from 'node:http'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { finished } from 'node:stream/promises'
import type { PlaceFile } from '../place'
import { SourceProblem } from '../source-problem'
import { BrokenTransfer, type ConnectOptions } from './connection'
import { gathered } from './gathered'
import type { HttpClient } from './http-client'
import { withIdleLimit, within } from './idle-limit'
import { networkProblem } from './network-problem'
import { refusedAnswer } from './xml-answer'

interface HttpTarget {
  readonly client: HttpClient
  /** Path and query as they are asked for. */
  readonly target: string
  /** The file in sentences. */
  readonly shown: string
  readonly host: string
  readonly options: ConnectOptions
}

interface Facts {
  readonly size: number | null
  readonly modifiedMs: number | null
  readonly etag: string | null
  readonly ranges: boolean
}

/** Asks for the first byte, which tells size, times and whether the server knows ranges. @throws SourceProblem */
export async function openHttpFile(from: HttpTarget, signal: AbortSignal): Promise<PlaceFile> {
  const answer = await from.client.get(from.target, { range: 'bytes=0-0' }, signal)
  const facts = readFacts(answer, from.shown) ?? (await refused(answer, from))
  // Without ranges the whole body is on its way.
  if (facts.ranges && Number(answer.headers['content-length'] ?? 2) <= 1)
    await usedUp(answer, from.options.idleMs)
  else answer.destroy()
  const { maxBytes } = from.options
  if (facts.size !== null && facts.size > maxBytes) {
    throw new SourceProblem(
      `${from.shown} has ${facts.size} bytes, more than the ${maxBytes} that are read. Nothing was read.`,
    )
  }
  return { ...facts, read: (position, stop) => readHttp(from, facts, position, stop) }
}

/** Until then its connection is not free, and the next question would make another. */
async function usedUp(answer: IncomingMessage, idleMs: number): Promise<void> {
  answer.resume()
  // What it told is known; who asks next meets what is wrong.
  await within(finished(answer), idleMs).catch(() => answer.destroy())
  await nextTurn()
}

/** @throws SourceProblem */
async function refused(answer: IncomingMessage, { shown, host, options }: HttpTarget): Promise<never> {
  throw await refusedAnswer(answer, shown, host, options.idleMs)
}

/** null where the answer is no success. @throws SourceProblem */
function readFacts(answer: IncomingMessage, shown: string): Facts | null {
  const { statusCode = 0, headers } = answer
  const modifiedMs = Date.parse(headers['last-modified'] ?? '')
  const common = {
    modifiedMs: Number.isNaN(modifiedMs) ? null : modifiedMs,
    etag: headers.etag ?? null,
  }
  if (statusCode === 206) {
    const range = contentRange(answer)
    // Some servers answer with more than the one byte; where it ends does not matter here.
    if (range?.from !== 0) throw lyingRange(answer, shown)
    return { ...common, size: range.size, ranges: true }
  }
  // A file without bytes has no first one.
  if (statusCode === 416 && /^bytes \*\/0$/.test(headers['content-range'] ?? ''))
    return { ...common, size: 0, ranges: false }
  if (statusCode !== 200) return null
  const length = headers['content-length']
  return { ...common, size: length === undefined ? null : Number(length), ranges: false }
}

async function* readHttp(
  from: HttpTarget,
  { size, etag, ranges }: Facts,
  position: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { client, target, shown, host, options } = from
  if (size !== null && position >= size) return
  if (position > 0 && !ranges)
    throw new SourceProblem(`${shown} can be read from its start only: the server knows no ranges.`)
  const answer = await client.get(target, rangeHeaders(position, etag), signal)
  const { statusCode } = answer
  try {
    if (statusCode !== 200 && statusCode !== 206) await refused(answer, from)
    checkAnswer(answer, shown, position, size, etag)
    const limit = size === null ? options.maxBytes : size - position
    let received = 0
    for await (const bytes of withIdleLimit(gathered(answer), options.idleMs)) {
      received += bytes.length
      if (received > limit) throw tooMuch(shown, size, options.maxBytes)
      yield bytes
    }
    if (size !== null && received < limit) {
      throw new BrokenTransfer(
        `${shown} ended after ${position + received} of ${size} bytes. What came is kept. Try again.`,
      )
    }
  } catch (error) {
    throw networkProblem(error, host)
  } finally {
    answer.destroy()
  }
}

/** Weak tags vouch for the meaning of a file, not for its bytes. */
function rangeHeaders(position: number, etag: string | null): Record<string, string> {
  if (position === 0) return {}
  const strong = etag !== null && !etag.startsWith('W/') ? { 'if-range': etag } : {}
  return { range: `bytes=${position}-`, ...strong }
}

/** @throws SourceProblem where the answer is not to the question, or of another file than was opened */
function checkAnswer(
  answer: IncomingMessage,
  shown: string,
  position: number,
  size: number | null,
  etag: string | null,
): void {
  const { statusCode, headers } = answer
  const another = (headers.etag ?? null) !== etag
  if (position > 0) {
    if (statusCode === 200 || another) throw changed(shown)
    const range = contentRange(answer)
    if (range?.from !== position) throw lyingRange(answer, shown)
    if (range.size !== size) throw changed(shown)
    return
  }
  const length = headers['content-length']
  if (statusCode === 206) throw lyingRange(answer, shown)
  if (another || (size !== null && length !== undefined && Number(length) !== size)) throw changed(shown)
}

function contentRange(answer: IncomingMessage): { from: number; size: number } | null {
  const match = /^bytes (\d+)-\d+\/(\d+)$/.exec(answer.headers['content-range'] ?? '')
  return match === null ? null : { from: Number(match[1]), size: Number(match[2]) }
}

function lyingRange(answer: IncomingMessage, shown: string): SourceProblem {
  answer.destroy()
  return new SourceProblem(
    `${shown}: the server answered with other bytes than it was asked for (${answer.headers['content-range'] ?? 'no range'}). Nothing of that was kept.`,
  )
}

function changed(shown: string): SourceProblem {
  return new SourceProblem(
    `${shown} has changed on the server since it was opened. What came before is of the old file and is not continued. Open it again.`,
  )
}

function tooMuch(shown: string, size: number | null, maxBytes: number): SourceProblem {
  const limit = size === null ? `the ${maxBytes} that are read at most` : `the ${size} that were announced`
  return new SourceProblem(`${shown} sends more bytes than ${limit}. It was stopped.`)
}
