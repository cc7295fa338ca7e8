import { spawnSync } from 'node:child_process'
import { openSync, closeSync, readFileSync } from 'node:fs'

/** User and system seconds of one run of a command as a whole process; its output goes to the null device. null if it cannot be run. */
export function cpuSeconds(command: string, args: readonly string[]): number | null {
  const sink = openSync('/dev/null', 'w')
  const before = childCpu()
  const { error, status } = spawnSync(command, args, { stdio: ['ignore', sink, 'ignore'] })
  closeSync(sink)
  return error || status === null || status > 2 ? null : childCpu() - before
}

/** Seconds that ended children of this process used (proc(5), stat fields 16 and 17, ticks of 10 ms). */
function childCpu(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[13]) + Number(fields[14])) / 100
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
