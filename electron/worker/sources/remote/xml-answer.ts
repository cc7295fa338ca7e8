/** Answers of S3 and Azure are small XML documents: read whole, bounded, without entities or document types. */
import type { IncomingMessage } from 'node:http'
import { DecodeError } from '../../../core/evtx/layout'
import type { Element } from '../../../core/evtx/binxml/resolve'
import { parseXml } from '../../../core/text-sources/parse-xml'
import { SourceProblem } from '../source-problem'
import { withIdleLimit } from './idle-limit'
import { networkProblem, statusProblem } from './network-problem'
import { NO_WORD, type Refusal } from './refusal-words'

/** A page has 1,000 entries of at most 1,024 bytes of name and some properties. */
const MAX_ANSWER = 8 * 2 ** 20
/** A word and a sentence. */
const MAX_REFUSAL = 65_536

/** The root element. @throws SourceProblem, with the server's own error word where it is no success */
export async function readXmlAnswer(
  answer: IncomingMessage,
  shown: string,
  host: string,
  idleMs: number,
): Promise<Element> {
  const { statusCode = 0 } = answer
  if (statusCode !== 200) throw await refusedAnswer(answer, shown, host, idleMs)
  const text = await readText(answer, MAX_ANSWER, shown, host, idleMs)
  const root = parsed(text)
  if (root === null) throw new SourceProblem(`${shown} sent a list that cannot be read. Nothing was listed.`)
  return root
}

/** Why an answer is no success, with the server's own error word where it sent one. Reads the answer to its end, or gives it up. */
export async function refusedAnswer(
  answer: IncomingMessage,
  shown: string,
  host: string,
  idleMs: number,
): Promise<SourceProblem> {
  const { statusCode = 0, headers } = answer
  if (!/\bxml\b/i.test(headers['content-type'] ?? '')) {
    answer.destroy()
    return statusProblem(statusCode, shown)
  }
  // What it sends beside its status is of use and nothing else: without it the status counts.
  const text = await readText(answer, MAX_REFUSAL, shown, host, idleMs).catch(() => '')
  const root = parsed(text)
  return statusProblem(statusCode, shown, root === null ? NO_WORD : refusalOf(root))
}

async function readText(
  answer: IncomingMessage,
  maxBytes: number,
  shown: string,
  host: string,
  idleMs: number,
): Promise<string> {
  const parts: Uint8Array[] = []
  let length = 0
  try {
    for await (const part of withIdleLimit(answer as AsyncIterable<Uint8Array>, idleMs)) {
      length += part.length
      if (length > maxBytes) throw new SourceProblem(`${shown} sent a list without end. Nothing was listed.`)
      parts.push(part)
    }
  } catch (error) {
    throw networkProblem(error, host)
  } finally {
    answer.destroy()
  }
  return Buffer.concat(parts).toString('utf8')
}

export function childText(element: Element, name: string): string {
  const child = element.elements.find((one) => one.name === name)
  return child === undefined ? '' : child.text
}

function parsed(text: string): Element | null {
  try {
    return parseXml(text.trimEnd())
  } catch (error) {
    if (error instanceof DecodeError) return null
    throw error
  }
}

/** Words like NoSuchBucket; anything else a server writes there is not repeated. */
function refusalOf(root: Element): Refusal {
  const code = childText(root, 'Code')
  if (!/^\w{1,64}$/.test(code)) return NO_WORD
  // S3 says it in its message, Azure in a detail: "Signature not valid in the specified time frame".
  const said = childText(root, 'Message') + childText(root, 'AuthenticationErrorDetail')
  return { word: code, expired: /expired|time frame/i.test(said) }
}
