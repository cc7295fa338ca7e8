import { measureOurs } from './compare-commands'
import { repeatedLogFile, smallestLogFile } from './inputs'
import type { ProcessCost } from './measure-process'
import type { PerfOptions } from './options'
import { printTable } from './print-table'
import { median } from './statistics'

const RUNS = 3

/** How the cost of `logons` grows with the log: CPU less what a log of one chunk takes, a GB; and the memory it takes at most. */
export async function measureGrowth({ sizes }: PerfOptions): Promise<void> {
  const startUp = cpu(await runs(smallestLogFile(), RUNS))
  const rows: string[][] = []
  let before = { size: 0, seconds: startUp }
  for (const size of sizes) {
    const costs = await runs(repeatedLogFile(size), size > 1000 ? 1 : RUNS)
    if (costs.length === 0) {
      rows.push([`${size} MB`, 'failed'])
      continue
    }
    const seconds = cpu(costs)
    const wall = median(costs.map(({ wallSeconds }) => wallSeconds))
    const peak = Math.max(...costs.map(({ peakBytes }) => peakBytes))
    const perGb = (1024 * (seconds - startUp)) / size
    const step = (1024 * (seconds - before.seconds)) / (size - before.size)
    rows.push([
      `${size} MB`,
      seconds.toFixed(2),
      wall.toFixed(2),
      (peak / 1e6).toFixed(0),
      perGb.toFixed(2),
      step.toFixed(2),
    ])
    before = { size, seconds }
  }
  console.log(`logons: start-up ${startUp.toFixed(2)} s CPU (a log of one chunk)`)
  printTable(['log', 'CPU s', 'wall s', 'peak MB', 'CPU s/GB', 'since the size before'], rows)
}

async function runs(log: string, times: number): Promise<ProcessCost[]> {
  const costs: ProcessCost[] = []
  for (let i = 0; i < times; i++) {
    const cost = await measureOurs(['logons'], log)
    if (cost !== null) costs.push(cost)
  }
  return costs
}

function cpu(costs: readonly ProcessCost[]): number {
  return median(costs.map(({ cpuSeconds }) => cpuSeconds))
}
