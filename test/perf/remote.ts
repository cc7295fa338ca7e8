/** How fast evidence is acquired from servers on loopback, beside what their plain clients take for a copy of the same file. */
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { acquire } from '../../electron/worker/acquire/acquire'
import { EvidenceCache } from '../../electron/worker/acquire/evidence-cache'
import type { Credentials } from '../../electron/worker/sources/remote/connection'
import { hasNginx, startNginx } from '../fixtures/servers/nginx'
import { hasOpenSsh, startOpenSsh } from '../fixtures/servers/openssh'
import { connectTo, NEVER } from '../fixtures/servers/read-place'
import { FOLDER, repeatedLogFile } from './inputs'
import { measureProcess } from './measure-process'
import type { PerfOptions } from './options'
import { printTable } from './print-table'
import { median, spread } from './statistics'

/** Larger logs only take longer. */
const LARGEST = 300
const WORK = path.join(FOLDER, 'remote')
const COPY = path.join(WORK, 'copy')

/** One way to a server: ours and the clients', in MB (10^6 bytes) a second. */
interface Way {
  readonly name: string
  ours(log: string): Promise<number>
  readonly clients: readonly { readonly name: string; copy(log: string): Promise<number> }[]
  stop(): Promise<void>
}

/** In each round everybody has a turn, so that what else the machine does falls on all; ratios are those of one round each. */
export async function measureRemote({ sizes, pairs }: PerfOptions): Promise<void> {
  const size = sizes.filter((one) => one <= LARGEST).at(-1) ?? LARGEST
  const log = repeatedLogFile(size)
  rmSync(WORK, { recursive: true, force: true })
  mkdirSync(WORK, { recursive: true })
  const ways = [...(hasOpenSsh ? [await sftpWay()] : []), ...(hasNginx ? [await httpsWay(log)] : [])]
  const rows: string[][] = []
  try {
    for (const way of ways) {
      const rounds: { ours: number; theirs: number[] }[] = []
      for (let round = 0; round < pairs; round++) {
        process.stderr.write(`${way.name}, round ${round + 1} of ${pairs}\n`)
        const ours = await way.ours(log)
        const theirs: number[] = []
        for (const { copy } of way.clients) theirs.push(await copy(log))
        rounds.push({ ours, theirs })
      }
      for (const [i, { name }] of way.clients.entries()) {
        const ratios = rounds.map(({ ours, theirs }) => ours / theirs[i]!)
        rows.push([
          way.name,
          String(size),
          spread(
            rounds.map(({ ours }) => ours),
            0,
          ),
          name,
          median(rounds.map(({ theirs }) => theirs[i]!)).toFixed(0),
          spread(ratios, 2),
        ])
      }
    }
  } finally {
    for (const way of ways) await way.stop()
    rmSync(WORK, { recursive: true, force: true })
  }
  printTable(['acquired by', 'MB', 'MB/s (range)', 'client', 'MB/s', 'ratio (range)'], rows)
  console.log('ours: connected, copied, hashed, on the disk, recorded; clients: connected and copied')
}

async function sftpWay(): Promise<Way> {
  const server = await startOpenSsh(path.join(WORK, 'ssh'))
  const credentials: Credentials = { kind: 'key', user: server.user, key: server.key, passphrase: '' }
  const options = ['-q', '-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null']
  const login = [...options, '-o', 'IdentitiesOnly=yes', '-i', server.keyFile, '-P', String(server.port)]
  const from = `${server.user}@127.0.0.1`
  return {
    name: 'SFTP',
    ours: (log) =>
      acquired(`sftp://127.0.0.1:${server.port}`, log, log, credentials, { pinned: server.fingerprint }),
    clients: [
      { name: 'scp', copy: (log) => copied(log, 'scp', [...login, `${from}:${log}`, COPY]) },
      {
        name: 'sftp',
        copy: (log) => {
          const batch = path.join(WORK, 'batch')
          writeFileSync(batch, `get ${log} ${COPY}\n`)
          return copied(log, 'sftp', [...login, '-b', batch, from])
        },
      },
    ],
    stop: () => server.stop(),
  }
}

async function httpsWay(log: string): Promise<Way> {
  const server = await startNginx(path.join(WORK, 'web'), path.dirname(log))
  const authority = path.join(WORK, 'authority.pem')
  writeFileSync(authority, server.authority)
  const place = `https://127.0.0.1:${server.port}`
  const nameOf = (file: string): string => `/${path.basename(file)}`
  return {
    name: 'HTTPS',
    ours: (file) => acquired(place, nameOf(file), file, { kind: 'none' }, { authorities: server.authority }),
    clients: [
      {
        name: 'curl',
        copy: (file) =>
          copied(file, 'curl', ['-sf', '--cacert', authority, '-o', COPY, place + nameOf(file)]),
      },
    ],
    stop: () => server.stop(),
  }
}

async function acquired(
  place: string,
  at: string,
  log: string,
  credentials: Credentials,
  options: Parameters<typeof connectTo>[2],
): Promise<number> {
  const cache = path.join(WORK, 'cache')
  const started = performance.now()
  const opened = await connectTo(place + at, credentials, options)
  const { problem } = await acquire(
    new EvidenceCache(cache),
    {
      source: opened.shown + at,
      protocol: opened.protocol,
      fingerprint: opened.fingerprint,
      version: '0',
      caseFile: null,
      open: (signal) => opened.open(at, signal),
    },
    { signal: NEVER },
  )
  await opened.close()
  const seconds = (performance.now() - started) / 1000
  rmSync(cache, { recursive: true, force: true })
  if (problem !== null) throw new Error(problem)
  return rate(log, seconds)
}

async function copied(log: string, command: string, args: readonly string[]): Promise<number> {
  const cost = await measureProcess(command, args)
  rmSync(COPY, { force: true })
  return cost === null ? Number.NaN : rate(log, cost.wallSeconds)
}

const rate = (log: string, seconds: number): number => statSync(log).size / 1e6 / seconds
