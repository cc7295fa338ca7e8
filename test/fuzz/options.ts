import { parseArgs } from 'node:util'

export interface FuzzOptions {
  readonly count: number
  readonly seconds: number
  readonly seed: string
  /** File with one chunk: read once more, nothing else is done. */
  readonly replay: string | null
  readonly useEvidence: boolean
}

export const FUZZ_USAGE = `Usage: npm run fuzz -- [OPTIONS]

  --count N      mutated chunks (default 10000)
  --seconds N    ends after so many seconds
  --seed S       the same seed gives the same chunks (default: from the clock, printed)
  --replay FILE  reads one chunk, for example a failure kept in out/fuzz
  --no-evidence  leaves ../shared/evidence out, so that a seed is the same on every machine

Each chunk is read as table, JSON lines, XML, CSV and record by record. Exit: 0 nothing found, 1 failures, kept in out/fuzz.
`

/** @throws Error with a sentence for who typed it */
export function parseFuzzOptions(argv: readonly string[]): FuzzOptions | 'help' {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      count: { type: 'string', default: '10000' },
      seconds: { type: 'string', default: 'Infinity' },
      seed: { type: 'string' },
      replay: { type: 'string' },
      'no-evidence': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return 'help'
  return {
    count: positive('--count', values.count),
    seconds: positive('--seconds', values.seconds),
    seed: values.seed ?? Date.now().toString(36),
    replay: values.replay ?? null,
    useEvidence: !values['no-evidence'],
  }
}

function positive(option: string, text: string): number {
  const number = Number(text)
  if (!(number > 0)) throw new Error(`${option} takes a number above 0, not '${text}'`)
  return number
}
