import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { FOLDER } from './inputs'

/** Another reader of event logs that writes the whole log as text. */
export interface Peer {
  readonly name: string
  readonly command: string
  readonly args: (log: string) => readonly string[]
  /** Larger logs (MB) take it too long to wait for. */
  readonly largest: number
}

interface KnownPeer {
  readonly name: string
  readonly largest: number
  readonly install: string
  /** Fetched over the network, so only where it is asked for by name. */
  readonly onDemand: boolean
  readonly find: () => Pick<Peer, 'command' | 'args'> | null
}

const TS_EVTX = '@ts-evtx/core'
const TS_EVTX_VERSION = '1.1.1'
const PEERS_FOLDER = path.join(FOLDER, 'peers')

/** Every record as XML, which is what evtxexport does. */
const TS_EVTX_PROGRAM = `import { writeSync } from 'node:fs'
import { EvtxFile } from '${TS_EVTX}'
const file = await EvtxFile.open(process.argv[2])
for (const record of file.records()) writeSync(1, record.renderXml() + '\\n')
`

const KNOWN: readonly KnownPeer[] = [
  {
    name: 'evtxexport',
    largest: 300,
    install: 'apt-get install libevtx-utils',
    onDemand: false,
    find: () => onPath('evtxexport', '-V', (log) => ['-f', 'xml', log]),
  },
  {
    name: 'evtx_dump.py',
    largest: 1,
    install: 'apt-get install python3-evtx',
    onDemand: false,
    find: () => onPath('evtx_dump.py', '--help', (log) => [log]),
  },
  {
    name: 'ts-evtx',
    largest: 30,
    install: 'npm run perf -- --peers evtxexport,ts-evtx',
    onDemand: true,
    find: fetchTsEvtx,
  },
]

/** The peers to measure against; says in a line which are absent and how to get them. @throws Error for a name that no peer has */
export function findPeers(wanted: readonly string[] | null): Peer[] {
  const unknown = wanted?.find((name) => !KNOWN.some((peer) => peer.name === name))
  if (unknown !== undefined)
    throw new Error(`no peer '${unknown}': ${KNOWN.map(({ name }) => name).join(', ')}`)
  return KNOWN.flatMap(({ name, largest, install, onDemand, find }) => {
    if (wanted !== null && !wanted.includes(name)) return []
    const found = onDemand && wanted === null && !existsSync(tsEvtxProgram()) ? null : find()
    if (found === null) console.log(`${name} is not there: ${install}`)
    return found === null ? [] : [{ name, largest, ...found }]
  })
}

function onPath(command: string, probe: string, args: Peer['args']): Pick<Peer, 'command' | 'args'> | null {
  const { error, status } = spawnSync(command, [probe], { stdio: 'ignore' })
  return error || status !== 0 ? null : { command, args }
}

function tsEvtxProgram(): string {
  return path.join(PEERS_FOLDER, 'ts-evtx.mjs')
}

/** Fetches the package into a folder of its own: it is measured here and used nowhere else. */
function fetchTsEvtx(): Pick<Peer, 'command' | 'args'> | null {
  const program = tsEvtxProgram()
  if (!existsSync(path.join(PEERS_FOLDER, 'node_modules', TS_EVTX))) {
    mkdirSync(PEERS_FOLDER, { recursive: true })
    const options = ['install', '--prefix', PEERS_FOLDER, '--ignore-scripts', '--no-audit', '--no-fund']
    const { error, status } = spawnSync('npm', [...options, `${TS_EVTX}@${TS_EVTX_VERSION}`], {
      stdio: 'ignore',
    })
    if (error || status !== 0) return null
  }
  writeFileSync(program, TS_EVTX_PROGRAM)
  return { command: process.execPath, args: (log) => [program, log] }
}
