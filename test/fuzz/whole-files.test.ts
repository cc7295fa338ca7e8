import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { Random } from '../fixtures/sample-case/random'
import { orderFaults, readFile, type FileReading } from './whole-file-checks'
import { baseFiles, mutatedFile } from './whole-files'

/** SOJOURN_FUZZ_FILES=20000 for a long run, SOJOURN_FUZZ_SEED for others than the usual files. */
const COUNT = Number(process.env['SOJOURN_FUZZ_FILES'] ?? 60)
const SEED = process.env['SOJOURN_FUZZ_SEED'] ?? 'npm-test'
/** CPU one file may take with all its readers; it is 300 KB at most. */
const MAX_CPU_MS = 4000
/** Every so many files one is read together with the file before it. */
const PAIRED = 5
const MAX_FAILURES = 5
const KEPT = path.join('out', 'fuzz')

test(
  `${COUNT} mutated logs, images and legacy logs are read by every command, and all counts add up`,
  { timeout: 60_000 + COUNT * 1000 },
  async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sojourn-fuzz-'))
    const bases = baseFiles()
    const failures: string[] = []
    const before = path.join(folder, 'before')
    let last: Uint8Array | null = null
    const sums = { seen: 0, lost: 0, recovered: 0 }
    let slowest = 0
    try {
      for (let i = 0; i < COUNT && failures.length < MAX_FAILURES; i++) {
        const { kind, bytes } = mutatedFile(bases, new Random(`${SEED}:${i}`))
        const file = path.join(
          folder,
          kind === 'evt' ? 'fuzz.evt' : kind === 'evtx' ? 'fuzz.evtx' : 'fuzz.img',
        )
        if (last !== null) fs.writeFileSync(before, last)
        last = bytes
        fs.writeFileSync(file, bytes)
        const cpu = process.cpuUsage()
        const { broken, seen, lost, recovered } = await readFile(file, bytes, kind).catch(thrown)
        if (i % PAIRED === PAIRED - 1)
          broken.push(...(await orderFaults(file, before).catch((error: unknown) => thrown(error).broken)))
        sums.seen += seen
        sums.lost += lost
        sums.recovered += recovered
        const { user, system } = process.cpuUsage(cpu)
        const ms = (user + system) / 1000
        slowest = Math.max(slowest, ms)
        if (ms > MAX_CPU_MS) broken.push(`takes ${Math.round(ms)} ms`)
        if (broken.length === 0) continue
        fs.mkdirSync(KEPT, { recursive: true })
        fs.copyFileSync(file, path.join(KEPT, `${SEED}-${i}${path.extname(file)}`))
        failures.push(`${i} (${kind}): ${broken.join('; ')}`)
      }
    } finally {
      fs.rmSync(folder, { recursive: true })
    }
    console.log(
      `${COUNT} files, seed ${SEED}: ${sums.seen} records seen, ${sums.lost} places lost, ${sums.recovered} records recovered; slowest ${Math.round(slowest)} ms, ${failures.length} failures`,
    )
    expect(failures).toEqual([])
    expect(sums.seen).toBeGreaterThan(COUNT * 8)
    expect(sums.lost).toBeGreaterThan(COUNT / 2)
    expect(sums.recovered).toBeGreaterThan(COUNT * 2)
  },
)

function thrown(error: unknown): FileReading {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { broken: [reason], seen: 0, lost: 0, recovered: 0 }
}

test('a seed gives the same file whatever was made before', () => {
  const bases = baseFiles()
  const make = (i: number): Uint8Array => mutatedFile(bases, new Random(`${SEED}:${i}`)).bytes
  const alone = Buffer.from(make(17))
  make(3)
  expect(alone.equals(make(17))).toBe(true)
})
