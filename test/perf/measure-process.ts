import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'

/** What one run of a command cost as a whole process. */
export interface ProcessCost {
  /** User and system time of all its threads, and of processes it waited for. */
  readonly cpuSeconds: number
  readonly wallSeconds: number
  /** Most resident memory, to within what grew in the last few milliseconds. */
  readonly peakBytes: number
}

/** The kernel keeps the high-water mark; it goes away with the process, so it is looked up while it runs. */
const LOOK_MS = 5
const TICKS_PER_SECOND = 100
/** Node reads the certificates of NODE_EXTRA_CA_CERTS at every start (36 ms of CPU for a full store); no command here goes to a network. */
const ENVIRONMENT: NodeJS.ProcessEnv = { ...process.env, NODE_EXTRA_CA_CERTS: undefined }

/** What takes longer is stuck. */
const LIMIT_SECONDS = 900

/** Runs a command, its output thrown away. null where it cannot be run, fails (an exit code above 2) or is stuck. @param variables beside those of this process */
export async function measureProcess(
  command: string,
  args: readonly string[],
  variables: NodeJS.ProcessEnv = {},
): Promise<ProcessCost | null> {
  const sink = openSync('/dev/null', 'w')
  const cpuBefore = endedChildrenSeconds()
  const started = performance.now()
  const child = spawn(command, args, {
    stdio: ['ignore', sink, 'ignore'],
    timeout: LIMIT_SECONDS * 1000,
    env: { ...ENVIRONMENT, ...variables },
  })
  closeSync(sink)
  let peakBytes = 0
  const look = setInterval(() => {
    peakBytes = Math.max(peakBytes, highWater(child.pid))
  }, LOOK_MS)
  const code = await new Promise<number | null>((resolve) => {
    child.on('exit', resolve)
    child.on('error', () => resolve(null))
  })
  clearInterval(look)
  if (code === null || code > 2) return null
  return {
    cpuSeconds: endedChildrenSeconds() - cpuBefore,
    wallSeconds: (performance.now() - started) / 1000,
    peakBytes,
  }
}

/** User and system seconds of the children that ended (proc(5), stat fields 16 and 17, ticks of 10 ms). */
function endedChildrenSeconds(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND
}

/** VmHWM of a process; 0 once it has ended. */
function highWater(pid: number | undefined): number {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    return line === null ? 0 : Number(line[1]) * 1024
  } catch {
    return 0
  }
}
