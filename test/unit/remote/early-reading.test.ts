/** Logs of a real server are read while they are copied, with the same result as from a finished copy. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { RemoteDesk } from '../../../electron/cli/remote-desk'
import type { SourceState } from '../../../electron/contract/engine'
import { CaseLines } from '../../../electron/core/export/case-lines'
import { reconstruct } from '../../../electron/core/sessions/reconstruct'
import { readCase, type ReadCase } from '../../../electron/worker/read-case'
import { type Line, startLine } from '../../fixtures/servers/line'
import { hasOpenSsh, type SshServer, startOpenSsh } from '../../fixtures/servers/openssh'

const SAMPLE = path.resolve(import.meta.dirname, '../../../assets/sample')
const HEADER = 4096

describe.skipIf(!hasOpenSsh)('logs of OpenSSH', () => {
  let folder = ''
  let server: SshServer
  let line: Line
  let homes = 0
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'sojourn-early-'))
    server = await startOpenSsh(path.join(folder, 'ssh'))
    line = await startLine(server.port)
  })
  afterAll(async () => {
    line.close()
    await server.stop()
    rmSync(folder, { recursive: true })
  })

  /** A log of some megabytes: its chunks again and again. */
  const bigLog = (of: string, times: number): Buffer => {
    const log = readFileSync(path.join(SAMPLE, of))
    const chunks = Array.from({ length: times }, () => log.subarray(HEADER))
    return Buffer.concat([log.subarray(0, HEADER), ...chunks])
  }
  const place = (name: string, files: Record<string, Uint8Array>): string => {
    const root = path.join(folder, name)
    mkdirSync(root)
    for (const [file, bytes] of Object.entries(files)) writeFileSync(path.join(root, file), bytes)
    return root
  }
  const at = (file: string): string => `sftp://${server.user}@127.0.0.1:${line.port}${file}`
  const newHome = (): string => path.join(folder, `home-${homes++}`)
  const read = (
    paths: readonly string[],
    hooks: {
      readonly home?: string
      readonly hash?: 'always' | 'same-size'
      readonly signal?: AbortSignal
      onProgress?(states: readonly SourceState[]): void
      arrived?(): void
    } = {},
  ): Promise<ReadCase> => {
    const { home = newHome(), arrived = () => undefined, ...options } = hooks
    const environment = { SOJOURN_KEY: server.keyFile, SOJOURN_SERVER_KEY: server.fingerprint }
    const desk = new RemoteDesk({ ...environment, HOME: home, XDG_CONFIG_HOME: home })
    return readCase(paths, {
      threads: 1,
      ...options,
      acquiring: {
        cacheFolder: path.join(home, 'cache'),
        version: '0',
        password: () => Promise.resolve(null),
        remote: { desk, arrived },
      },
    })
  }
  const sessionsOf = ({ table }: ReadCase): string => {
    const found = reconstruct(table)
    const lines = new CaseLines(table, {
      ...found,
      logonIds: found.logons.map(({ id }) => id),
      copies: null,
    })
    return found.sessions.map((session) => lines.session(session)).join('')
  }
  /** All but names that are given as they come, and times of day. */
  const factsOf = ({ sources }: ReadCase) => sources.map(({ source: _, mbPerSecond: __, ...state }) => state)
  /** What was found there, in words of a folder of this computer. */
  const asHere = <T>(found: T): T => JSON.parse(JSON.stringify(found).replaceAll(at(''), '')) as T

  test('have given records before their last byte is here', async () => {
    const root = place('slow', { 'Security.evtx': bigLog('MER-DC01/Security.evtx', 30) })
    let latest: readonly SourceState[] = []
    line.holdAfter(4_000_000)
    const reading = read([at(root)], { onProgress: (states) => (latest = states) })
    await vi.waitFor(() => expect(latest[0]?.records.decoded).toBeGreaterThan(1000), 20_000)
    expect(latest).toMatchObject([{ status: 'reading' }])
    expect(latest[0]!.bytesRead).toBeLessThan(latest[0]!.size)
    line.cutAfter(Infinity)
    const there = await reading
    const here = await readCase([root], { threads: 1 })
    expect(asHere(factsOf(there))).toEqual(factsOf(here))
    expect(asHere(sessionsOf(there))).toBe(sessionsOf(here))
  })

  test.each(['always', 'same-size'] as const)(
    'are told apart by content as files of this computer are (%s hashed)',
    async (hash) => {
      const log = readFileSync(path.join(SAMPLE, 'WS-0171/Security.evtx'))
      const other = readFileSync(path.join(SAMPLE, 'WS-0147/Security.evtx'))
      const no = Buffer.from('no log at all, but named like one')
      const root = place(`equal-${hash}`, {
        ...{ 'a.evtx': no, 'b.evtx': log, 'c.evtx': other, 'd.evtx': log },
        ...{ 'e.evtx': no, 'f.evtx': '' as never, 'g.evtx': '' as never },
      })
      // The last by name comes first, and the first one is of this computer.
      const names = ['e', 'd', 'd', 'c', 'b', 'a', 'f', 'g'].map((name) => `${root}/${name}.evtx`)
      const there = await read(names.map(at), { hash })
      const here = await readCase(names, { threads: 1, hash })
      const known = (states: ReturnType<typeof factsOf>) =>
        hash === 'always' ? states : states.map(({ sha256: _, ...state }) => state)
      expect(asHere(known(factsOf(there)))).toEqual(known(factsOf(here)))
      expect(asHere(sessionsOf(there))).toBe(sessionsOf(here))
      const mixed = await read([at(`${root}/d.evtx`), `${root}/d.evtx`], { hash })
      expect(mixed.sources.map(({ status, path: name }) => [name, status])).toEqual([
        [`${root}/d.evtx`, 'done'],
        [at(`${root}/d.evtx`), 'duplicate'],
      ])
      expect(mixed.table.sources).toEqual([`${root}/d.evtx`])
    },
  )

  test('of which only a part came are read as far as that goes, and say so', async () => {
    const root = place('cut', { 'Security.evtx': bigLog('MER-DC01/Security.evtx', 30) })
    const home = newHome()
    const stop = new AbortController()
    let bytes = 0
    line.holdAfter(3_000_000)
    const reading = read([at(root)], { home, signal: stop.signal, arrived: () => bytes++ })
    await vi.waitFor(() => expect(bytes).toBeGreaterThan(2), 20_000)
    stop.abort('cancelled')
    const stopped = await reading
    line.cutAfter(Infinity)
    expect(stopped.sources).toMatchObject([{ status: 'cancelled', records: { decoded: 0 } }])
    expect(stopped.sources[0]!.message).toMatch(/^It was stopped before its end\. \d+ of \d+ bytes arrived/)
    expect(stopped.table.records.length).toBe(0)

    line.cutAfter(1_500_000, 20)
    const broken = await read([at(root)], { home: newHome(), hash: 'always' })
    line.cutAfter(Infinity)
    const [way] = broken.acquisitions.get(at(`${root}/Security.evtx`))!
    const copy = place('cut-here', {
      'Security.evtx': readFileSync(`${root}/Security.evtx`).subarray(0, way!.bytes),
    })
    const here = await readCase([copy], { threads: 1, hash: 'always' })
    expect(way!.problem).toContain('bytes arrived and are kept')
    expect(broken.table.records.length).toBe(here.table.records.length)
    const { message, path: _, ...facts } = factsOf(broken)[0]!
    const { message: said, path: __, ...same } = factsOf(here)[0]!
    expect(facts).toEqual(same)
    // That it is cut off is said by what is known of its copy.
    expect(message).toBe(`${way!.problem} ${said.replace(/^The file is cut off .*? one\. /, '')}`)
  })

  test('that change while they are copied are read as they are in the end', async () => {
    const root = place('changing', { 'Security.evtx': bigLog('MER-DC01/Security.evtx', 30) })
    const file = `${root}/Security.evtx`
    let latest: readonly SourceState[] = []
    line.holdAfter(3_000_000)
    const reading = read([at(root)], { onProgress: (states) => (latest = states) })
    await vi.waitFor(() => expect(latest[0]?.records.decoded).toBeGreaterThan(1000), 20_000)
    rmSync(file)
    cpSync(path.join(SAMPLE, 'WS-0171/Security.evtx'), file)
    line.cutAfter(0)
    const there = await reading
    const here = await readCase([root], { threads: 1 })
    expect(asHere(factsOf(there))).toEqual(factsOf(here))
    expect(there.acquisitions.get(at(file))![0]!.notes.join()).toContain('Started over after')
    expect(there.table.records.length).toBe(here.table.records.length)
  })

  test('that are no logs, or archives by another name, are told as they are here', async () => {
    const root = place('others', {
      'archive.evtx':
        readdirSync(SAMPLE).length > 0
          ? Buffer.from('PK\x05\x06' + '\0'.repeat(18), 'latin1')
          : ('' as never),
      'text.evtx': Buffer.from('text'),
    })
    const names = ['archive', 'text'].map((name) => `${root}/${name}.evtx`)
    const there = await read(names.map(at))
    const here = await readCase(names, {
      threads: 1,
      acquiring: { cacheFolder: newHome(), version: '0', password: () => Promise.resolve(null) },
    })
    expect(asHere(factsOf(there))).toEqual(factsOf(here))
    expect(asHere(there.failures)).toEqual(here.failures)
  })
})
