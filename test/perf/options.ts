import { parseArgs } from 'node:util'

export const SECTIONS = ['cli', 'correlation', 'growth', 'remote', 'start', 'view'] as const
export type Section = (typeof SECTIONS)[number]

/** What `view` measures: the engine's answers, first rows on screen, frames of the timeline, a large log, the page's script. */
export const VIEW_PARTS = ['engine', 'rows', 'frames', 'load', 'size'] as const
export type ViewPart = (typeof VIEW_PARTS)[number]

export interface PerfOptions {
  readonly sections: readonly Section[]
  /** Sizes of the logs in MB (MiB), ascending. */
  readonly sizes: readonly number[]
  /** Pairs at 30 MB, starts of each kind, copies from servers; larger logs are measured once. */
  readonly pairs: number
  /** Names of peers; null takes those that are installed. */
  readonly peers: readonly string[] | null
  /** Millions of synthetic events for the correlation. */
  readonly millions: number
  readonly parts: readonly ViewPart[]
  /** Only makes the logs and prints their paths. */
  readonly make: boolean
  readonly clean: boolean
}

export const PERF_USAGE = `Usage: npm run perf -- [cli] [correlation] [growth] [remote] [start] [view] [OPTIONS]

  --quick        30 MB only
  --size LIST    sizes in MB, for example 30,300,1000,3000 (default 30,300,1000)
  --pairs N      pairs at 30 MB, starts of each kind, copies from servers (default 5); larger logs are measured once
  --peers LIST   evtxexport, evtx_dump.py, ts-evtx (fetched from npm); default: what is installed
  --millions N   millions of synthetic events for the correlation (default 1)
  --parts LIST   of view: ${VIEW_PARTS.join(', ')} (default all)
  --make         only makes the logs of --size and prints their paths
  --clean        removes the logs and peers under out/perf and ends
`

/** @throws Error with a sentence for who typed it */
export function parsePerfOptions(argv: readonly string[]): PerfOptions {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      size: { type: 'string', default: '30,300,1000' },
      pairs: { type: 'string', default: '5' },
      peers: { type: 'string' },
      millions: { type: 'string', default: '1' },
      parts: { type: 'string', default: VIEW_PARTS.join(',') },
      make: { type: 'boolean', default: false },
      clean: { type: 'boolean', default: false },
    },
  })
  const sections = SECTIONS.filter((section) => positionals.includes(section))
  const unknown = positionals.find((word) => !SECTIONS.some((section) => section === word))
  if (unknown !== undefined) throw new Error(`no section '${unknown}': ${SECTIONS.join(', ')}`)
  const wanted = values.parts.split(',')
  const strange = wanted.find((word) => !VIEW_PARTS.some((part) => part === word))
  if (strange !== undefined) throw new Error(`no part '${strange}' of view: ${VIEW_PARTS.join(', ')}`)
  return {
    sections: sections.length > 0 ? sections : SECTIONS,
    sizes: values.quick
      ? [30]
      : values.size
          .split(',')
          .map(positive)
          .sort((a, b) => a - b),
    pairs: positive(values.pairs),
    peers: values.peers === undefined ? null : values.peers.split(',').filter((name) => name !== ''),
    millions: positive(values.millions),
    parts: VIEW_PARTS.filter((part) => wanted.includes(part)),
    make: values.make,
    clean: values.clean,
  }
}

function positive(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new Error(`'${text}' is no number from 1 up`)
  return value
}
