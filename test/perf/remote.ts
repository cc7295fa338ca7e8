/**
 * How fast the command line acquires evidence from servers on loopback, beside what their plain clients take for a copy of the same file. The file is no log:
 * with one the command would go on reading.
 */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { hasNginx, startNginx } from '../fixtures/servers/nginx'
import { hasOpenSsh, startOpenSsh } from '../fixtures/servers/openssh'
import { FOLDER, ROOT } from './inputs'
import { measureProcess } from './measure-process'
import type { PerfOptions } from './options'
import { printTable } from './print-table'
import { median, spread } from './statistics'

/** Larger files only take longer. */
const LARGEST = 300
const WORK = path.join(FOLDER, 'remote')
const COPY = path.join(WORK, 'copy')
const CACHE = path.join(WORK, 'cache')
const COMMAND = path.join(ROOT, 'out/cli/main.js')

interface Evidence {
  readonly file: string
  readonly sha256: string
  readonly megabytes: number
}

/** One way to a server: address and login of ours, and the clients with what makes them copy. */
interface Way {
  readonly name: string
  readonly address: string
  readonly variables: NodeJS.ProcessEnv
  readonly clients: readonly { readonly name: string; readonly args: readonly string[] }[]
  stop(): Promise<void>
}

/** Seconds by the clock. */
interface Round {
  readonly ours: number
  /** Of a command that does nothing. */
  readonly start: number
  readonly theirs: readonly number[]
}

/** In each round everybody has a turn, so that what else the machine does falls on all; ratios are those of one round each. */
export async function measureRemote({ sizes, pairs }: PerfOptions): Promise<void> {
  rmSync(WORK, { recursive: true, force: true })
  mkdirSync(WORK, { recursive: true })
  const evidence = makeEvidence(sizes.filter((one) => one <= LARGEST).at(-1) ?? LARGEST)
  const ways: Way[] = []
  const rows: string[][] = []
  const starts: number[] = []
  try {
    if (hasOpenSsh) ways.push(await sftpWay(evidence))
    if (hasNginx) ways.push(await httpsWay(evidence))
    for (const way of ways) {
      const rounds: Round[] = []
      for (let round = 0; round < pairs; round++) {
        process.stderr.write(`${way.name}, round ${round + 1} of ${pairs}\n`)
        rounds.push(await measureRound(way, evidence))
      }
      rows.push(...rowsOf(way, rounds, evidence))
      starts.push(...rounds.map(({ start }) => start))
    }
  } finally {
    for (const way of ways) await way.stop()
    rmSync(WORK, { recursive: true, force: true })
  }
  printTable(['acquired by', 'MB', 'MB/s (range)', 'client', 'MB/s', 'ratio (range)', 'with start'], rows)
  console.log(
    `ours: a whole command (logons of a file that is no log), less the start of one that does nothing (${(median(starts) * 1000).toFixed(0)} ms, each round its own): code loaded, connected, copied, hashed, on the disk, recorded, told`,
  )
  console.log(
    'clients: their whole commands, connected and copied; with start: ratio without taking ours off',
  )
}

function makeEvidence(size: number): Evidence {
  const bytes = randomBytes(size * 1e6)
  const file = path.join(WORK, 'served', 'evidence.bin')
  mkdirSync(path.dirname(file))
  writeFileSync(file, bytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { file, sha256, megabytes: statSync(file).size / 1e6 }
}

async function measureRound(way: Way, { sha256, file }: Evidence): Promise<Round> {
  const { address, variables } = way
  const ours = await seconds(process.execPath, [COMMAND, 'logons', '--cache', CACHE, address], {
    ...variables,
    XDG_CONFIG_HOME: WORK,
  })
  const copy = path.join(CACHE, sha256.slice(0, 2), sha256)
  if (!existsSync(copy) || !existsSync(`${copy}.acquisition.json`))
    throw new Error(`${address} was not copied`)
  rmSync(CACHE, { recursive: true })
  const start = await seconds(process.execPath, [COMMAND, '--version'])
  const theirs: number[] = []
  for (const { name, args } of way.clients) {
    theirs.push(await seconds(name, args))
    if (statSync(COPY).size !== statSync(file).size) throw new Error(`${name} did not copy`)
    rmSync(COPY)
  }
  return { ours, start, theirs }
}

async function seconds(
  command: string,
  args: readonly string[],
  variables?: NodeJS.ProcessEnv,
): Promise<number> {
  const cost = await measureProcess(command, args, variables)
  if (cost === null) throw new Error(`${command} failed`)
  return cost.wallSeconds
}

function rowsOf(way: Way, rounds: readonly Round[], { megabytes }: Evidence): string[][] {
  const net = ({ ours, start }: Round): number => ours - start
  return way.clients.map(({ name }, i) => [
    way.name,
    megabytes.toFixed(0),
    spread(
      rounds.map((round) => megabytes / net(round)),
      0,
    ),
    name,
    median(rounds.map(({ theirs }) => megabytes / theirs[i]!)).toFixed(0),
    spread(
      rounds.map((round) => round.theirs[i]! / net(round)),
      2,
    ),
    median(rounds.map(({ ours, theirs }) => theirs[i]! / ours)).toFixed(2),
  ])
}

async function sftpWay({ file }: Evidence): Promise<Way> {
  const server = await startOpenSsh(path.join(WORK, 'ssh'))
  const options = ['-q', '-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null']
  const login = [...options, '-o', 'IdentitiesOnly=yes', '-i', server.keyFile, '-P', String(server.port)]
  const from = `${server.user}@127.0.0.1`
  const batch = path.join(WORK, 'batch')
  writeFileSync(batch, `get ${file} ${COPY}\n`)
  return {
    name: 'SFTP',
    address: `sftp://${server.user}@127.0.0.1:${server.port}${file}`,
    variables: { SOJOURN_KEY: server.keyFile, SOJOURN_SERVER_KEY: server.fingerprint },
    clients: [
      { name: 'scp', args: [...login, `${from}:${file}`, COPY] },
      { name: 'sftp', args: [...login, '-b', batch, from] },
    ],
    stop: () => server.stop(),
  }
}

async function httpsWay({ file }: Evidence): Promise<Way> {
  const server = await startNginx(path.join(WORK, 'web'), path.dirname(file))
  const authority = path.join(WORK, 'authority.pem')
  writeFileSync(authority, server.authority)
  const address = `https://127.0.0.1:${server.port}/${path.basename(file)}`
  return {
    name: 'HTTPS',
    address,
    variables: { SOJOURN_CA: authority },
    clients: [{ name: 'curl', args: ['-sf', '--cacert', authority, '-o', COPY, address] }],
    stop: () => server.stop(),
  }
}
