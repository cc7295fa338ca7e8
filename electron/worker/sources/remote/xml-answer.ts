/** Answers of S3 and Azure are small XML documents: read whole, bounded, without entities or document types. */
import type { IncomingMessage } from 'node:http'
import { DecodeError } from '../../../core/evtx/layout'
import type { Element } from '../../../core/evtx/binxml/resolve'
import { parseXml } from '../../../core/text-sources/parse-xml'
import { SourceProblem } from '../source-problem'
import { withIdleLimit } from './idle-limit'
import { networkProblem, statusProblem } from './network-problem'

/** A page has 1,000 entries of at most 1,024 bytes of name and some properties. */
const MAX_ANSWER = 8 * 2 ** 20

/** The root element. @throws SourceProblem, with the server's own error word where it is no success */
export async function readXmlAnswer(
  answer: IncomingMessage,
  shown: string,
  host: string,
  idleMs: number,
): Promise<Element> {
  const parts: Uint8Array[] = []
  let length = 0
  try {
    for await (const part of withIdleLimit(answer as AsyncIterable<Uint8Array>, idleMs)) {
      length += part.length
      if (length > MAX_ANSWER)
        throw new SourceProblem(`${shown} sent a list without end. Nothing was listed.`)
      parts.push(part)
    }
  } catch (error) {
    throw networkProblem(error, host)
  } finally {
    answer.destroy()
  }
  const root = parsed(Buffer.concat(parts).toString('utf8'))
  const { statusCode = 0 } = answer
  if (statusCode !== 200) throw statusProblem(statusCode, shown, root === null ? '' : errorWord(root))
  if (root === null) throw new SourceProblem(`${shown} sent a list that cannot be read. Nothing was listed.`)
  return root
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
function errorWord(root: Element): string {
  const code = childText(root, 'Code')
  return /^\w{1,64}$/.test(code) ? code : ''
}
