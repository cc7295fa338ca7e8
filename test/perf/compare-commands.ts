import path from 'node:path'
import { measureProcess, type ProcessCost } from './measure-process'
import { repeatedLogFile, ROOT } from './inputs'
import { findPeers, type Peer } from './peers'
import type { PerfOptions } from './options'
import { printTable } from './print-table'
import { median, spread } from './statistics'

/** What is compared: the command line as people start it. */
const COMMANDS: readonly { readonly label: string; readonly args: readonly string[] }[] = [
  { label: 'logons', args: ['logons'] },
  { label: 'events --format xml', args: ['events', '--format', 'xml'] },
  { label: 'events', args: ['events'] },
]
/** Larger logs take too long to be read more than once by every reader. */
const LARGEST_OF_MANY_PAIRS = 30
/** Where no faster peer is in question, a small log is made for the slow ones. */
const LARGEST = 300

/** One run of our command line. */
export function measureOurs(args: readonly string[], log: string): Promise<ProcessCost | null> {
  return measureProcess(process.execPath, [path.join(ROOT, 'out/cli/main.js'), ...args, log])
}

/**
 * Whole processes beside other readers. In each round every reader has its turn once, so that what else the machine does
 * falls on all of them; the ratios are those of one round each.
 */
export async function compareCommands({ sizes, pairs, peers }: PerfOptions): Promise<void> {
  const found = findPeers(peers)
  const small = found.map(({ largest }) => largest).filter((largest) => largest < Math.min(...sizes))
  const rows: string[][] = []
  for (const size of [...new Set([...small, ...sizes.filter((size) => size <= LARGEST)])]) {
    const here = found.filter(({ largest }) => largest >= size && (size >= sizes[0]! || largest === size))
    rows.push(...(await compareAt(size, here, size <= LARGEST_OF_MANY_PAIRS ? pairs : 1)))
  }
  printTable(
    ['command', 'MB', 'CPU s', 'peak MB', 'peer', 'CPU s', 'peak MB', 'CPU ratio (range)', 'peak ratio'],
    rows,
  )
}

async function compareAt(size: number, peers: readonly Peer[], rounds: number): Promise<string[][]> {
  const log = repeatedLogFile(size)
  const ours: ProcessCost[][] = COMMANDS.map(() => [])
  const theirs: ProcessCost[][] = peers.map(() => [])
  for (let round = 0; round < rounds; round++) {
    process.stderr.write(`${size} MB, round ${round + 1} of ${rounds}\n`)
    for (const [i, { args }] of COMMANDS.entries()) add(ours[i]!, await measureOurs(args, log))
    for (const [i, peer] of peers.entries())
      add(theirs[i]!, await measureProcess(peer.command, peer.args(log)))
  }
  return COMMANDS.flatMap(({ label }, i) => rowsOf(label, size, ours[i]!, peers, theirs))
}

function rowsOf(
  label: string,
  size: number,
  ours: readonly ProcessCost[],
  peers: readonly Peer[],
  theirs: readonly (readonly ProcessCost[])[],
): string[][] {
  if (ours.length === 0) return [[label, String(size), 'failed']]
  const own = [label, String(size), seconds(ours), megabytes(ours)]
  if (peers.length === 0) return [own]
  return peers.map(({ name }, i) => {
    const costs = theirs[i]!
    if (costs.length === 0) return [...own, name, 'failed']
    const ratios = costs.map(({ cpuSeconds }, round) => cpuSeconds / (ours[round]?.cpuSeconds ?? Number.NaN))
    const peaks = costs.map(({ peakBytes }, round) => (ours[round]?.peakBytes ?? Number.NaN) / peakBytes)
    return [...own, name, seconds(costs), megabytes(costs), spread(ratios), median(peaks).toFixed(1)]
  })
}

function add(costs: ProcessCost[], cost: ProcessCost | null): void {
  if (cost !== null) costs.push(cost)
}

function seconds(costs: readonly ProcessCost[]): string {
  return median(costs.map(({ cpuSeconds }) => cpuSeconds)).toFixed(2)
}

function megabytes(costs: readonly ProcessCost[]): string {
  return (median(costs.map(({ peakBytes }) => peakBytes)) / 1e6).toFixed(0)
}
