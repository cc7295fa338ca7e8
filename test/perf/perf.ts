/** `npm run perf`: CPU of whole processes beside evtxexport, in pairs, on a log made of real chunks. Prints ratios; asserts nothing. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { cpuSeconds, median } from './cpu'
import { repeatLog } from './repeat-log'

const ROOT = path.resolve(import.meta.dirname, '../..')
const EVIDENCE = path.join(ROOT, '../shared/evidence/files')
const REAL_LOGS = [
  'omerbenamram__evtx/security.evtx',
  'puffyCid__artemis/Security.evtx',
  'Velocidex__velociraptor/RDPAuth_Security.evtx',
]
const SIZE = 30 * 1024 * 1024
const PAIRS = 5

function securityLogs(): { from: string; logs: Uint8Array[] } {
  if (existsSync(EVIDENCE))
    return {
      from: 'real Security logs',
      logs: REAL_LOGS.map((log) => readFileSync(path.join(EVIDENCE, log))),
    }
  const sample = path.join(ROOT, 'assets/sample')
  const computers = readdirSync(sample, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const files = computers
    .map((computer) => path.join(sample, computer.name, 'Security.evtx'))
    .filter((file) => existsSync(file))
  return {
    from: 'the sample case (../shared/evidence is absent)',
    logs: files.map((file) => readFileSync(file)),
  }
}

function compare(label: string, ours: readonly string[], log: string): void {
  const times: number[] = []
  const peer: number[] = []
  for (let i = 0; i < PAIRS; i++) {
    const own = cpuSeconds(process.execPath, [path.join(ROOT, 'out/cli/main.js'), ...ours, log])
    if (own === null) return console.log(`${label}: the command failed`)
    times.push(own)
    const other = cpuSeconds('evtxexport', ['-f', 'xml', log])
    if (other !== null) peer.push(other)
  }
  const own = median(times)
  const beside =
    peer.length > 0
      ? `evtxexport ${median(peer).toFixed(2)} s, ratio ${(median(peer) / own).toFixed(1)}`
      : 'evtxexport is not installed (Debian: libevtx-utils)'
  console.log(`${label.padEnd(22)} ${own.toFixed(2)} s CPU; ${beside}`)
}

const { from, logs } = securityLogs()
const folder = path.join(ROOT, 'out/perf')
mkdirSync(folder, { recursive: true })
const log = path.join(folder, 'repeated.evtx')
writeFileSync(log, repeatLog(logs, SIZE))
console.log(
  `${os.cpus()[0]?.model ?? 'unknown processor'}, ${os.cpus().length} cores, Node ${process.versions.node}`,
)
console.log(`${(SIZE / 1e6).toFixed(0)} MB repeated from ${from}; median of ${PAIRS} pairs, whole processes`)
compare('logons', ['logons'], log)
compare('events --format xml', ['events', '--format', 'xml'], log)
compare('events', ['events'], log)
