import type { SourceState } from '../../electron/contract/engine'
import { readCase, renderEvents } from '../../electron/worker/read-case'
import { recordAt } from '../../electron/worker/record-at'
import { renderRecovered } from '../../electron/worker/render-recovered'
import { bothWays, tableHash } from '../fixtures/both-ways'
import type { EventLine } from '../fixtures/recovery'
import { xmlFault } from '../fixtures/strict-xml'
import type { FileKind } from './whole-files'

/** Records of a file that are opened again by their place. */
const OPENED = 12

const ONE_THREAD = { threads: 1 } as const

interface Told {
  readonly text: string
  readonly state: SourceState
}

export interface FileReading {
  /** What must hold and does not, a sentence each. */
  readonly broken: string[]
  readonly seen: number
  /** Damaged or skipped. */
  readonly lost: number
  readonly recovered: number
}

/** Reads a file as every command does, with recovery and without, and checks what must hold whatever is in it. */
export async function readFile(path: string, bytes: Uint8Array, kind: FileKind): Promise<FileReading> {
  const broken: string[] = []
  const expect = (holds: boolean, sentence: string): void => {
    if (!holds) broken.push(sentence)
  }
  const plain = await told(renderEvents, [path], 'jsonl')
  const xml = await told(renderEvents, [path], 'xml')
  const recovered = await told(renderRecovered, [path], 'jsonl')
  const recoveredXml = await told(renderRecovered, [path], 'xml')
  const { sources, table } = await readCase([path], ONE_THREAD)
  const withRecovery = await readCase([path], { ...ONE_THREAD, recover: true })
  const rows = withRecovery.table.records
  const states = {
    plain: plain.state,
    xml: xml.state,
    recovered: recovered.state,
    table: sources[0],
    both: withRecovery.sources[0],
  }
  for (const [name, state] of Object.entries(states)) {
    if (!state) {
      broken.push(`${name}: no state`)
      continue
    }
    const { seen, decoded, damaged, skipped } = state.records
    expect(seen === decoded + damaged + skipped, `${name}: ${seen} = ${decoded} + ${damaged} + ${skipped}`)
    // A file that is nothing a log could be is refused, or searched where recovery is asked for.
    expect(['done', 'failed'].includes(state.status), `${name} is ${state.status}`)
    expect(
      seen === plain.state.records.seen,
      `${name} sees ${seen}, JSON lines ${plain.state.records.seen} records`,
    )
  }
  for (const { text } of [xml, recoveredXml]) {
    const fault = xmlFault(`<Events>${text}</Events>`)
    expect(fault === null, `xml is not well-formed: ${fault}`)
  }
  const lines = linesOf(plain.text)
  const { records } = plain.state
  // Of a legacy record that is cut within its fixed part nothing is left to print.
  const printed = records.decoded + records.damaged
  expect(
    kind === 'evt' ? lines.length <= printed : lines.length === printed,
    `${lines.length} lines, ${printed} records`,
  )
  expect((sources[0]?.records.decoded ?? 0) === table.records.length, 'rows are not what was decoded')
  broken.push(...recoveryFaults(lines, linesOf(recovered.text), recovered.state))
  const marked = rows.recovered?.reduce((sum, one) => sum + one, 0) ?? 0
  expect(
    rows.length - marked === table.records.length,
    `${rows.length} rows, ${marked} recovered, ${table.records.length} live`,
  )
  expect(
    marked <= (withRecovery.sources[0]?.recovery?.recovered ?? 0),
    `${marked} rows are marked recovered, counted are fewer`,
  )
  for (const { offset, status } of lines.slice(0, OPENED)) {
    const opened = await recordAt(path, offset)
    if (status === 'live')
      expect(opened.status === 'live', `record at ${offset} is ${opened.status} when opened`)
  }
  if (kind === 'evtx') {
    const { loop, typescript } = bothWays(bytes)
    expect(
      JSON.stringify(loop) === JSON.stringify(typescript),
      'the record loop and TypeScript read the file otherwise',
    )
  }
  return {
    broken,
    seen: records.seen,
    lost: records.damaged + records.skipped,
    recovered: recovered.state.recovery?.recovered ?? 0,
  }
}

/** Two files beside each other, with recovery: the table and what is printed are the same whatever the order they are named in. */
export async function orderFaults(first: string, second: string): Promise<string[]> {
  const broken: string[] = []
  const options = { ...ONE_THREAD, recover: true }
  const tables = [await readCase([first, second], options), await readCase([second, first], options)]
  if (new Set(tables.map(({ table }) => tableHash(table))).size > 1)
    broken.push('the table depends on the order of the files')
  const texts = [
    await told(renderRecovered, [first, second], 'jsonl'),
    await told(renderRecovered, [second, first], 'jsonl'),
  ]
  // `events` follows the given order: the lines are the same, their order is not.
  if (new Set(texts.map(({ text }) => text.split('\n').sort().join('\n'))).size > 1)
    broken.push('what is printed depends on the order of the files')
  return broken
}

async function told(
  render: typeof renderEvents,
  paths: readonly string[],
  format: 'jsonl' | 'xml',
): Promise<Told> {
  let text = ''
  const decoder = new TextDecoder()
  const states = await render(
    paths,
    format,
    (bytes) => {
      text += decoder.decode(bytes, { stream: true })
    },
    ONE_THREAD,
  )
  return { text, state: states[0]! }
}

const linesOf = (text: string): EventLine[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as EventLine)

/** Recovery adds records and mends damaged ones; it changes no live one and finds none twice. */
function recoveryFaults(
  plain: readonly EventLine[],
  all: readonly EventLine[],
  { recovery }: SourceState,
): string[] {
  const broken: string[] = []
  const byOffset = new Map(all.map((line) => [line.offset, line]))
  if (byOffset.size !== all.length) broken.push(`${all.length} lines at ${byOffset.size} places`)
  for (const line of plain) {
    const again = byOffset.get(line.offset)
    if (!again) broken.push(`record at ${line.offset} is missing with recovery`)
    else if (line.status === 'live' && facts(line) !== facts(again))
      broken.push(`record at ${line.offset} is another with recovery`)
  }
  const found = all.filter(({ status }) => status === 'recovered')
  const counted = recovery?.recovered ?? 0
  if (found.length !== counted) broken.push(`${found.length} recovered lines, ${counted} counted`)
  const { own = 0, borrowed = 0, none = 0 } = recovery ?? {}
  if (own + borrowed + none !== counted) broken.push(`${counted} = ${own} + ${borrowed} + ${none}`)
  return broken.slice(0, 4)
}

const facts = ({ recordId, eventId, data, status }: EventLine): string =>
  JSON.stringify([recordId, eventId, data, status])
