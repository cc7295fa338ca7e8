/** `npm run perf`: what reading and correlating cost, beside other readers. Prints figures and ratios; asserts nothing. */
import { existsSync, rmSync } from 'node:fs'
import os from 'node:os'
import { compareCommands } from './compare-commands'
import { measureCorrelation } from './correlation'
import { measureGrowth } from './growth'
import { chunkOrigin, FOLDER, repeatedLogFile } from './inputs'
import { measureRemote } from './remote'
import { measureStart } from './start'
import { parsePerfOptions, PERF_USAGE, type PerfOptions, type Section } from './options'
import { measureView } from './view/measure-view'

const MEASURE: { readonly [S in Section]: (options: PerfOptions) => Promise<void> | void } = {
  cli: compareCommands,
  correlation: measureCorrelation,
  growth: measureGrowth,
  remote: measureRemote,
  start: measureStart,
  view: measureView,
}
const TITLES: { readonly [S in Section]: string } = {
  cli: 'Whole processes, user and system CPU, cold start included',
  correlation: 'Correlation of synthetic events, in this process, one thread',
  growth: 'Growth with the size of the log',
  remote: 'Evidence acquired from servers on loopback, beside copies by their plain clients',
  start: 'Start of the packaged viewer, seen from outside',
  view: 'The window, over a million synthetic sessions and a large log',
}

async function main(argv: readonly string[]): Promise<number> {
  let options: PerfOptions
  try {
    options = parsePerfOptions(argv)
  } catch (error) {
    process.stderr.write(`perf: ${error instanceof Error ? error.message : String(error)}\n\n${PERF_USAGE}`)
    return 1
  }
  if (options.clean) {
    rmSync(FOLDER, { recursive: true, force: true })
    return 0
  }
  if (options.make) {
    for (const size of options.sizes) console.log(repeatedLogFile(size))
    return 0
  }
  if (!existsSync('/proc/self/stat')) {
    process.stderr.write('perf: CPU and memory of processes are read from /proc, which only Linux has\n')
    return 1
  }
  const load = (): string =>
    os
      .loadavg()
      .map((one) => one.toFixed(1))
      .join(' ')
  const processor = os.cpus()[0]?.model ?? 'unknown processor'
  console.log(`${processor}, ${os.cpus().length} cores, Node ${process.versions.node}, load ${load()}`)
  console.log(`logs made of the chunks of ${chunkOrigin()}`)
  for (const section of options.sections) {
    console.log(`\n${TITLES[section]}`)
    await MEASURE[section](options)
  }
  console.log(`\nload at the end ${load()}`)
  return 0
}

process.exitCode = await main(process.argv.slice(2))
