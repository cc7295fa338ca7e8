import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Random } from '../fixtures/sample-case/random'
import { evidenceChunks, randomChunk, writtenChunks } from './base-chunks'
import { Consumers } from './consumers'
import { brokenInvariants } from './invariants'
import { PeakMemory } from './memory'
import { mutatedChunk } from './mutate'
import { pick } from './random-content'

/** CPU one chunk may take with all its readers. */
const MAX_CPU_MS = 2000
/** Memory above its own bytes that one chunk may take with all its readers at once, garbage counted, and may hold on to. */
const MAX_MEMORY = 64 * 1024 * 1024
/** Readers serve this many chunks, then new ones take their place, so that what they keep is not taken for a leak. */
const CHUNKS_A_READER = 256

export interface FuzzInput {
  readonly chunk: Uint8Array
  readonly noCrc: boolean
}

export interface FuzzFailure {
  readonly index: number
  readonly reason: string
  readonly input: FuzzInput
}

export interface FuzzSummary {
  readonly count: number
  readonly seconds: number
  readonly records: number
  readonly damaged: number
  readonly slowestMs: number
  /** Most memory that a chunk took with all its readers, in bytes above what was in use before it. */
  readonly largestBytes: number
  readonly failures: readonly FuzzFailure[]
}

/** Chunks to begin with, and the input of any number of a seed: the same whatever came before. */
export class InputMaker {
  private readonly written = writtenChunks()
  private readonly real: readonly Uint8Array[]

  /** @param useEvidence whether chunks of real logs are mutated too: without them inputs are the same on every machine */
  constructor(
    private readonly seed: string,
    useEvidence: boolean,
  ) {
    this.real = useEvidence ? evidenceChunks() : []
  }

  get evidenceCount(): number {
    return this.real.length
  }

  make(index: number): FuzzInput {
    const random = new Random(`${this.seed}:${index}`)
    const choice = random.next()
    const other = pick(random, this.written)
    const base =
      choice < 0.25
        ? randomChunk(random)
        : choice < 0.3 && this.real.length > 0
          ? pick(random, this.real)
          : pick(random, this.written)
    const chunk = random.next() < 0.02 ? base.slice() : mutatedChunk(base, other, random)
    return { chunk, noCrc: random.next() < 0.2 }
  }
}

/** Reads one input with everyone; null where all is well. */
export function failureOf(consumers: Consumers, { chunk, noCrc }: FuzzInput): string | null {
  try {
    return brokenInvariants(consumers.read(chunk, noCrc))[0] ?? null
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ''}` : String(error)
  }
}

export interface CampaignOptions {
  readonly seed: string
  readonly count: number
  readonly seconds: number
  readonly useEvidence: boolean
  readonly maxFailures?: number
  readonly onFailure?: (failure: FuzzFailure) => void
  readonly onProgress?: (count: number) => void
}

/** Runs inputs 0, 1, 2... of a seed until there were enough, or time is up. */
export function runCampaign(options: CampaignOptions): FuzzSummary {
  const { seed, count, seconds, useEvidence, maxFailures = 20 } = options
  const inputs = new InputMaker(seed, useEvidence)
  const failures: FuzzFailure[] = []
  const started = performance.now()
  const elapsed = (): number => (performance.now() - started) / 1000
  let consumers = new Consumers()
  let records = 0
  let damaged = 0
  let slowestMs = 0
  let largestBytes = 0
  const peak = new PeakMemory()
  let index = 0
  for (; index < count && elapsed() < seconds && failures.length < maxFailures; index++) {
    if (index % CHUNKS_A_READER === 0) consumers = new Consumers()
    const input = inputs.make(index)
    const held = usedMemory()
    peak.start()
    const begun = performance.now()
    let reason: string | null
    try {
      const readings = consumers.read(input.chunk, input.noCrc)
      records += readings.xml.report.records.seen
      damaged += readings.xml.report.records.damaged
      reason = brokenInvariants(readings)[0] ?? null
    } catch (error) {
      reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
    }
    const ms = performance.now() - begun
    slowestMs = Math.max(slowestMs, ms)
    if (ms > MAX_CPU_MS) reason ??= confirmedSlow(input)
    const grown = Math.max(peak.grown(), usedMemory() - held) - input.chunk.length
    largestBytes = Math.max(largestBytes, grown)
    if (grown > MAX_MEMORY) reason ??= confirmedLarge(input)
    if (reason !== null) {
      const failure = { index, reason, input }
      failures.push(failure)
      options.onFailure?.(failure)
      consumers = new Consumers()
    }
    if (index % 5000 === 4999) options.onProgress?.(index + 1)
  }
  return { count: index, seconds: elapsed(), records, damaged, slowestMs, largestBytes, failures }
}

/** Other work on the machine and a collection at the wrong moment are no failure: once more, alone. */
function confirmedSlow(input: FuzzInput): string | null {
  const consumers = new Consumers()
  const cpu = process.cpuUsage()
  failureOf(consumers, input)
  const { user, system } = process.cpuUsage(cpu)
  const ms = (user + system) / 1000
  return ms > MAX_CPU_MS ? `takes ${Math.round(ms)} ms of CPU` : null
}

function confirmedLarge(input: FuzzInput): string | null {
  const consumers = new Consumers()
  const peak = new PeakMemory()
  collectGarbage()
  const before = usedMemory()
  peak.start()
  const readings = readingsOf(consumers, input)
  const most = peak.grown() - input.chunk.length
  collectGarbage()
  const held = readings === null ? 0 : usedMemory() - before
  if (held > MAX_MEMORY) return `holds ${mebibytes(held)} MiB`
  return most > MAX_MEMORY ? `takes ${mebibytes(most)} MiB` : null
}

export const mebibytes = (bytes: number): number => Math.round(bytes / 1_048_576)

function readingsOf(consumers: Consumers, { chunk, noCrc }: FuzzInput): unknown {
  try {
    return consumers.read(chunk, noCrc)
  } catch {
    return null
  }
}

/** Bytes of the JavaScript heap and of buffers. */
function usedMemory(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

let collect: (() => void) | null = null

function collectGarbage(): void {
  if (collect === null) {
    setFlagsFromString('--expose-gc')
    collect = runInNewContext('gc') as () => void
  }
  collect()
}
